import {
  type ProfileElement,
  SANCTION_KINDS,
  type SanctionKind,
  type SectionCode,
  type SectionValues,
} from '../profile.content.js'
import type { ProfileDocument } from '../profile.document.js'
import { PRODUCT_SECTIONS, type ProfileProduct } from '../profile.sections.js'
import type { AcceptanceTable } from './acceptance.table.js'
import { wasAskedOf } from './sanction.silence.js'

/** What an accreditor looks at by itself: a section of the profile, or the sanctions of one kind. */
export interface ProfileItem {
  section: SectionCode
  /** Null for every section but `SANCTIONS`. */
  sanctionKind: SanctionKind | null
}

/** What the profile has of an item. */
export interface Evidence {
  /** Whether a source has reported something of it, or that it has nothing; silence of everybody is no evidence. */
  hasSpoken: boolean
  elementCount: number
  /** Places within the section's elements, from 0, of those that the clinician states and nobody has confirmed. */
  selfReported: number[]
}

/** The items of a product, in printed order. */
export function itemsOf(product: ProfileProduct): ProfileItem[] {
  return PRODUCT_SECTIONS[product].flatMap((section): ProfileItem[] =>
    section === 'SANCTIONS'
      ? SANCTION_KINDS.map((sanctionKind) => ({ section, sanctionKind }))
      : [{ section, sanctionKind: null }],
  )
}

/** What the document has of `item`. */
export function evidenceOf(
  { content, header }: Pick<ProfileDocument, 'content' | 'header'>,
  item: ProfileItem,
  table: AcceptanceTable,
): Evidence {
  const { elements, noneReported } = content.sections[item.section] ?? { elements: [], noneReported: [] }
  const mine = elements
    .map((element, place) => ({ element, place }))
    .filter(({ element }) => item.sanctionKind === null || kindOf(element) === item.sanctionKind)
  const wereAsked =
    item.sanctionKind === null
      ? noneReported.length > 0
      : wasAskedOf(item.sanctionKind, noneReported, header.mode, table)
  return {
    hasSpoken: mine.length > 0 || wereAsked,
    elementCount: mine.length,
    selfReported: mine.filter(({ element }) => isSelfReported(element, item, table)).map(({ place }) => place),
  }
}

type AnyElement = ProfileElement<SectionValues[SectionCode]>

function kindOf({ value }: AnyElement): SanctionKind | undefined {
  return 'kind' in value ? value.kind : undefined
}

function isSelfReported({ value, provenance }: AnyElement, { section }: ProfileItem, table: AcceptanceTable): boolean {
  if (section === 'EDUCATION' && 'verified' in value && !value.verified) return true
  return table.selfReported.some((one) => one.section === section && one.source === provenance.source)
}
