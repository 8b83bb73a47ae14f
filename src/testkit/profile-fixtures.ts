import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Publisher } from '../kernel/publisher.js'
import type { ActivityValue, NameValue, ProfileContent } from '../profiles/profile.content.js'
import type { DocumentHeader, ProfileDocument } from '../profiles/profile.document.js'
import { fictionalCareer } from './profile-careers.js'
import { fictionalNpi, noneReported, reported, section } from './profile-elements.js'

/** A fictional physician with every section of a physician's profile filled, sanctions included. */
export function fullPhysicianContent(): ProfileContent {
  return {
    format: 'profile-content/1',
    clinicianId: 'clin_fictional_physician',
    kind: 'PHYSICIAN',
    sections: {
      NAMES: section<NameValue>(
        reported(
          {
            type: 'LEGAL',
            prefix: 'Dr.',
            first: 'Testina',
            middle: 'Q.',
            last: 'Fictional-Núñez',
            suffix: null,
            credential: 'MD',
          },
          'Sample Registry',
        ),
        reported(
          {
            type: 'FORMER',
            prefix: null,
            first: 'Testina',
            middle: null,
            last: 'Żółć-Invented',
            suffix: null,
            credential: null,
          },
          'NPPES',
        ),
      ),
      MAILING_ADDRESS: section(
        reported(
          {
            lines: ['100 Nowhere Avenue', 'Suite 0'],
            city: 'Sampleton',
            state: 'IL',
            postalCode: '000011234',
            country: 'US',
          },
          'NPPES',
        ),
      ),
      OFFICE_ADDRESS: section(
        reported(
          { lines: ['1 Example Plaza'], city: 'Sampleton', state: 'IL', postalCode: '00001', country: 'US' },
          'NPPES',
        ),
      ),
      OFFICE_PHONE: section(reported({ number: '3125550142', extension: '7' }, 'NPPES')),
      BIRTH: section(
        reported({ date: '1971-02-29', city: 'Đặngville', state: null, country: 'VN' }, 'Sample Registry'),
      ),
      ACTIVITY: section<ActivityValue>(
        reported(
          {
            majorActivity: 'Office-based practice',
            specialty: { taxonomyCode: '207R00000X', name: 'Internal Medicine', primary: true },
          },
          'NPPES',
        ),
        reported(
          {
            majorActivity: null,
            specialty: { taxonomyCode: '207RC0000X', name: 'Cardiovascular Disease', primary: false },
          },
          'NPPES',
        ),
      ),
      MEMBERSHIP: section(reported({ status: 'Member since 2004' }, 'Sample Registry')),
      NPI: section(
        reported(
          {
            number: fictionalNpi(1001),
            enumeratedOn: '2006-05-23',
            deactivatedOn: '2012-03',
            reactivatedOn: '2012-05-02',
          },
          'NPPES',
        ),
      ),
      ...fictionalCareer(),
      ECFMG: section(reported({ number: '00000017', certifiedOn: '1996-11' }, 'Sample Registry')),
      DEA: section(
        reported(
          {
            number: 'AB1234563',
            schedules: ['2', '2N', '3', '3N', '4', '5'],
            expiresOn: '2027-09-30',
            city: 'Sampleton',
            state: 'IL',
          },
          'Sample DEA Extract',
        ),
      ),
    },
  }
}

/** The fictional physician under one other legal name. */
export function namedPhysicianContent(first: string, last = 'Fictional'): ProfileContent {
  const content = fullPhysicianContent()
  const name = { type: 'LEGAL', prefix: null, first, middle: null, last, suffix: null, credential: 'MD' } as const
  content.sections.NAMES = { elements: [reported(name, 'Sample Registry')], noneReported: [] }
  return content
}

/** A fictional physician assistant with every section of that profile filled; no sanctions. */
export function fullPaContent(): ProfileContent {
  const physician = fullPhysicianContent().sections
  return {
    format: 'profile-content/1',
    clinicianId: 'clin_fictional_pa',
    kind: 'PHYSICIAN_ASSISTANT',
    sections: {
      NAMES: section(
        reported(
          {
            type: 'LEGAL',
            prefix: null,
            first: 'Placeholder',
            middle: null,
            last: 'Inventado',
            suffix: 'Jr.',
            credential: 'PA-C',
          },
          'NCCPA Sample',
        ),
      ),
      ...(physician.MAILING_ADDRESS && { MAILING_ADDRESS: physician.MAILING_ADDRESS }),
      ...(physician.OFFICE_ADDRESS && { OFFICE_ADDRESS: physician.OFFICE_ADDRESS }),
      BIRTH: section(reported({ date: '1988', city: null, state: null, country: null }, 'NCCPA Sample')),
      ACTIVITY: section(reported({ majorActivity: 'Emergency care', specialty: null }, 'NPPES')),
      PA_PROGRAM: section(
        reported(
          { school: 'Imaginary College PA Program', location: 'Nowhere, OH', degreeYear: '2013' },
          'NCCPA Sample',
        ),
      ),
      NCCPA: section(reported({ number: '1000001', status: 'Certified', yearGranted: '2013' }, 'NCCPA Sample')),
      LICENSES: section(
        reported(
          {
            jurisdiction: 'OH',
            number: '50.000001',
            type: 'Physician assistant',
            status: 'Active',
            issuedOn: '2013-10-02',
            expiresOn: '2028-01-31',
          },
          'Ohio Sample Board',
        ),
      ),
      NPI: section(
        reported(
          { number: fictionalNpi(2002), enumeratedOn: '2013-07-19', deactivatedOn: null, reactivatedOn: null },
          'NPPES',
        ),
      ),
      SANCTIONS: noneReported(
        { source: 'OIG LEIE', asOf: '2026-06-10' },
        { source: 'Ohio Sample Board', asOf: '2026-06-12' },
      ),
    },
  }
}

/** A publisher that does not exist. */
export const FICTIONAL_PUBLISHER: Publisher = {
  name: 'Example Profiles Publisher',
  addressLines: ['1 Placeholder Street', 'Sampleton, IL 00001'],
  phone: '(312) 555-0100',
  email: 'support@profiles.example',
  publicUrl: 'https://profiles.example',
}

/** A document of that content, as the sandbox would issue it; the product follows from the kind of clinician. */
export function fictionalDocument(content: ProfileContent, header: Partial<DocumentHeader> = {}): ProfileDocument {
  return {
    header: {
      documentNumber: 'PD-0000000042',
      product: content.kind === 'PHYSICIAN' ? 'INITIAL_APPOINTMENT' : 'PA_PROFILE',
      asOf: '2026-06-14T14:05:00.000Z',
      orderNumber: 'PO-0000000107',
      organizationName: 'Fictional Memorial Hospital',
      requestedBy: 'Sample Credentialing Software',
      timeZone: 'America/Chicago',
      mode: 'TEST',
      ...header,
    },
    content,
    contentSha256: createHash('sha256')
      .update(canonicalize(content) ?? '')
      .digest('hex'),
    publisher: FICTIONAL_PUBLISHER,
  }
}
