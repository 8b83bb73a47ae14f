import type { ProfileSection, SectionCode, SectionValues } from './profile.content.js'
import type { DocumentWithContent } from './profile.documents.js'
import { sectionsSoldWith } from './profile.sections.js'
import type { Profile } from './profile.type.js'

/** The field of `Profile` that shows each section. */
const FIELDS = {
  NAMES: 'names',
  MAILING_ADDRESS: 'mailingAddress',
  OFFICE_ADDRESS: 'officeAddress',
  OFFICE_PHONE: 'officePhone',
  BIRTH: 'birth',
  ACTIVITY: 'activity',
  MEMBERSHIP: 'membership',
  NPI: 'npi',
  EDUCATION: 'education',
  TRAINING: 'training',
  NATIONAL_BOARDS: 'nationalBoards',
  LICENSES: 'licenses',
  ECFMG: 'ecfmg',
  DEA: 'dea',
  BOARD_CERTIFICATIONS: 'boardCertifications',
  SANCTIONS: 'sanctions',
  PA_PROGRAM: 'paProgram',
  NCCPA: 'nccpa',
} as const satisfies Record<SectionCode, keyof Profile>

/** A document as the API shows it: only the sections that its product sells. */
export function profileOf(document: DocumentWithContent): Profile {
  const sold = sectionsSoldWith(document.header.product, document.content)
  const sections = Object.entries(FIELDS).map(([code, field]) => {
    const section = sold[code as SectionCode] as ProfileSection<SectionValues[SectionCode]> | undefined
    return [field, section === undefined ? null : flat(section)]
  })
  return {
    documentId: document.id,
    organizationId: document.organizationId,
    documentNumber: document.header.documentNumber,
    product: document.header.product,
    asOf: new Date(document.header.asOf),
    snapshotNumber: document.snapshotNumber,
    contentSha256: document.contentSha256,
    ...Object.fromEntries(sections),
  } as Profile
}

/** The API shows an element's value and its provenance side by side. */
function flat(section: ProfileSection<SectionValues[SectionCode]>) {
  return {
    elements: section.elements.map(({ value, provenance }) => ({
      ...value,
      provenance: { ...provenance, retrievedAt: new Date(provenance.retrievedAt), noLongerReportedOn: null },
    })),
    noneReported: section.noneReported,
  }
}
