import { acceptanceNotices } from './accreditation/acceptance.js'
import { type ProfileDocument, verificationUrl } from './profile.document.js'
import { PRODUCT_SECTIONS } from './profile.sections.js'

/** What a notice is about. */
export const NOTICE_CODES = [
  'DISCREPANCIES',
  'ACCREDITATION',
  'SANCTIONS',
  'SELF_DESIGNATED_SPECIALTIES',
  'SOURCES_AND_DATES',
  'VERIFICATION',
  'FINGERPRINT',
  'TEST_MODE',
] as const
export type NoticeCode = (typeof NOTICE_CODES)[number]

/** A notice: what it is about, in a word and as printed, and what it says. */
export interface Notice {
  code: NoticeCode
  title: string
  text: string
}

/** Section 17 of a profile, the same in every rendering (domain.md, "Profile", "Discrepancies"). */
export function noticesOf(document: Pick<ProfileDocument, 'header' | 'contentSha256' | 'publisher'>): Notice[] {
  const { publisher, header, contentSha256 } = document
  const contact = [publisher.phone, publisher.email].filter((part) => part !== '').join(' or ')
  const notices: (Notice | null)[] = [
    {
      code: 'DISCREPANCIES',
      title: 'Reporting a discrepancy',
      text:
        `If an item looks wrong, report it to ${publisher.name} within 180 days of the purchase: ` +
        `${contact || 'through your account'}. Name this document, the item, what it says and what it should say. ` +
        'If your organization monitors this clinician, 180 days also run from each e-mailed notice that the profile has ' +
        "changed. The last day counts, in your organization's time zone. You receive the outcome, or the reason for a " +
        'delay, within 30 business days.',
    },
    {
      code: 'ACCREDITATION',
      title: 'Current licensure, license sanctions and accreditation',
      text: acceptanceNotices(header.product).join('\n'),
    },
    {
      code: 'SANCTIONS',
      title: 'Sanctions and actions',
      text:
        'That a source reports none means only that it had none on record for this clinician on the date given; other ' +
        'authorities may have acted.',
    },
    PRODUCT_SECTIONS[header.product].includes('ACTIVITY')
      ? {
          code: 'SELF_DESIGNATED_SPECIALTIES',
          title: 'Self-designated specialties',
          text:
            'A self-designated specialty is the one that the clinician states. It is evidence neither of training nor of ' +
            'board certification, and nobody has verified it.',
        }
      : null,
    {
      code: 'SOURCES_AND_DATES',
      title: 'Sources and dates',
      text:
        'Every item names its source, the day on which that source last reported it, and the day on which it was ' +
        'retrieved. Dates are printed as completely as the source knows them: a year or a month alone means that the ' +
        'rest is not known. A dash (–) means that the source does not report the item.',
    },
    {
      code: 'VERIFICATION',
      title: 'Verifying this document',
      text:
        'Anyone can check, with the document number and the SHA-256 of the file or the fingerprint of its content ' +
        `below, that this document is genuine: ${verificationUrl(document)}`,
    },
    { code: 'FINGERPRINT', title: 'Fingerprint of the content (SHA-256)', text: contentSha256 },
    header.mode === 'TEST'
      ? {
          code: 'TEST_MODE',
          title: 'Test mode',
          text: 'The clinician and all data in this document are made up. It must not be used for any decision.',
        }
      : null,
  ]
  return notices.filter((notice) => notice !== null)
}
