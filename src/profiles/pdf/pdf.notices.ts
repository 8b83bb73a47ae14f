import type { ProfileDocument } from '../profile.document.js'
import { verificationUrl } from './pdf.front.js'
import { REPLACEMENT } from './pdf.glyphs.js'
import type { Flow } from './pdf.layout.js'
import { NOT_REPORTED } from './pdf.table.js'
import { joined } from './pdf.text.js'
import { STYLE } from './pdf.theme.js'

/** A notice: what it is about, and what it says. */
export interface Notice {
  title: string
  text: string
}

/** The section at the end (domain.md, "Profile", "Discrepancies"). `replaced`: a character was not printable. */
function noticesOf(document: ProfileDocument, replaced: boolean): Notice[] {
  const { publisher, header, contentSha256 } = document
  const contact = joined([publisher.phone, publisher.email], ' or ')
  const notices: Notice[] = [
    {
      title: 'Reporting a discrepancy',
      text:
        `If an item looks wrong, report it to ${publisher.name} within 180 days of the purchase: ` +
        `${contact || 'through your account'}. Name this document, the item, what it says and what it should say. ` +
        'If your organization monitors this ' +
        'clinician, 180 days also run from each e-mailed notice that the profile has changed. The last day counts, in ' +
        "your organization's time zone. You receive the outcome, or the reason for a delay, within 30 business days.",
    },
    {
      title: 'Current licensure and license sanctions',
      text:
        'This profile alone does not meet the NCQA requirements for verifying a current license or sanctions against ' +
        'a license. Verify both directly with the licensing board of each state concerned.',
    },
    {
      title: 'Sanctions and actions',
      text:
        'That a source reports none means only that it had none on record for this clinician on the date given; other ' +
        'authorities may have acted.',
    },
    {
      title: 'Sources and dates',
      text:
        'Every item names its source, the day on which that source last reported it, and the day on which it was ' +
        'retrieved. Dates are printed as completely as the source knows them: a year or a month alone means that the rest is ' +
        `not known. A dash (${NOT_REPORTED}) means that the source does not report the item.`,
    },
    {
      title: 'Verifying this document',
      text:
        'Anyone can check, with the document number and the SHA-256 of this file or the fingerprint of its content ' +
        `below, that this document is genuine: ${verificationUrl(document)}`,
    },
    { title: 'Fingerprint of the content (SHA-256)', text: contentSha256 },
  ]
  if (header.product !== 'REAPPOINTMENT') {
    notices.splice(3, 0, {
      title: 'Self-designated specialties',
      text:
        'A self-designated specialty is the one that the clinician states. It is evidence neither of training nor of ' +
        'board certification, and nobody has verified it.',
    })
  }
  if (replaced) {
    notices.push({
      title: 'Characters',
      text:
        `${REPLACEMENT} stands for a character that the typeface of this document does not have. The electronic record ` +
        'of this profile has the original.',
    })
  }
  if (header.mode === 'TEST') {
    notices.push({
      title: 'Test mode',
      text: 'The clinician and all data in this document are made up. It must not be used for any decision.',
    })
  }
  return notices
}

/** Draws the notices as section `number`. */
export function drawNotices(flow: Flow, number: number, document: ProfileDocument): void {
  flow.heading(number, 'Notices', 60)
  for (const notice of noticesOf(document, flow.type.replaced)) {
    const lines = flow.type.wrap(notice.text, STYLE.body, 360).length
    flow.keep(STYLE.strong.leading + Math.min(lines, 4) * STYLE.body.leading)
    flow.paragraph(notice.title, STYLE.strong)
    flow.paragraph(notice.text, STYLE.body)
    flow.gap(5)
  }
}
