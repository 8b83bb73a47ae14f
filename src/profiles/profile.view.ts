import type { Actor } from '../auth/actor.js'
import type {
  DeaValue,
  ProfileElement,
  ProfileSection,
  ProfileSections,
  SectionCode,
  SectionValues,
} from './profile.content.js'
import type { DocumentWithContent } from './profile.documents.js'
import type { ProvenanceType } from './profile.provenance.type.js'
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

/** A document as the API shows it to `actor`: only the sections that its product sells. */
export function profileOf(document: DocumentWithContent, actor: Actor): Profile {
  const { header } = document
  return Object.assign(new Sections(document, actor), {
    document,
    documentId: document.id,
    organizationId: document.organizationId,
    documentNumber: header.documentNumber,
    product: header.product,
    asOf: new Date(header.asOf),
    orderNumber: header.orderNumber,
    organizationName: header.organizationName,
    requestedBy: header.requestedBy,
    timeZone: header.timeZone,
    mode: header.mode,
    snapshotNumber: document.snapshotNumber,
    contentSha256: document.contentSha256,
  }) as unknown as Profile
}

/** The sections of a document, each made when its field is read: of a list of profiles most want the heads. */
class Sections {
  readonly #document: DocumentWithContent
  readonly #actor: Actor
  #sold: ProfileSections | null = null

  constructor(document: DocumentWithContent, actor: Actor) {
    this.#document = document
    this.#actor = actor
  }

  /** Null for a section that the product does not sell. */
  shown(code: SectionCode) {
    this.#sold ??= sectionsSoldWith(this.#document.header.product, this.#document.content)
    const section = this.#sold[code] as ProfileSection<SectionValues[SectionCode]> | undefined
    return section === undefined ? null : flat(code, section, this.#actor)
  }
}
for (const [code, field] of Object.entries(FIELDS)) {
  Object.defineProperty(Sections.prototype, field, {
    get(this: Sections) {
      return this.shown(code as SectionCode)
    },
  })
}

/** Where an element comes from, as the API shows it. */
export function provenanceOf({ provenance }: ProfileElement<object>): ProvenanceType {
  return { ...provenance, retrievedAt: new Date(provenance.retrievedAt), noLongerReportedOn: null }
}

/** The value of an element as `actor` may see it: a DEA number in full is for its buyers (domain.md, "Profile", 14). */
export function shownValue(section: SectionCode, value: SectionValues[SectionCode], actor: Actor) {
  if (section !== 'DEA' || actor.kind !== 'STAFF') return value
  const { number } = value as DeaValue
  return { ...value, number: number.slice(-4).padStart(number.length, '*') }
}

/** The API shows an element's value and its provenance side by side. */
function flat(code: SectionCode, section: ProfileSection<SectionValues[SectionCode]>, actor: Actor) {
  return {
    elements: section.elements.map((element) => ({
      ...shownValue(code, element.value, actor),
      provenance: provenanceOf(element),
    })),
    noneReported: section.noneReported,
  }
}
