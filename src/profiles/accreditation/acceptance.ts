import type { ClinicianKind } from '../../clinicians/clinician.type.js'
import { addDays, type LocalDay, localDayOf } from '../../kernel/local-day.js'
import type { ProfileDocument } from '../profile.document.js'
import { PRODUCT_SECTIONS, type ProfileProduct } from '../profile.sections.js'
import { evidenceOf, itemsOf, type ProfileItem } from './acceptance.evidence.js'
import {
  ACCEPTANCE,
  type Acceptance,
  type AcceptanceStatement,
  type AcceptanceTable,
  type Accreditor,
} from './acceptance.table.js'

const KIND_OF_PRODUCT: Readonly<Record<ProfileProduct, ClinicianKind>> = {
  INITIAL_APPOINTMENT: 'PHYSICIAN',
  REAPPOINTMENT: 'PHYSICIAN',
  PA_PROFILE: 'PHYSICIAN_ASSISTANT',
}

const MS_PER_DAY = 24 * 60 * 60 * 1000

/** Why an item is accepted, or is not. */
export const ACCEPTANCE_REASONS = [
  'STATED',
  'NOT_STATED',
  'NOTHING_REPORTED',
  'SELF_REPORTED',
  'TOO_OLD',
  'DECISION_BEFORE_PROFILE',
] as const
export type AcceptanceReason = (typeof ACCEPTANCE_REASONS)[number]

/** What holds of one item. */
export interface ItemAcceptance extends ProfileItem {
  accepted: Acceptance
  reason: AcceptanceReason
  /** The same for a person. */
  explanation: string
  /** How many elements of it the profile has. */
  elementCount: number
  /** Which of the section's elements, from 0, do not count whoever decides: nobody but the clinician has stated them. */
  selfReported: readonly number[]
  /** Last day on which it counts if it is accepted at all; null if it is stated not to be. */
  usableUntil: LocalDay | null
  /** Days from the decision to `usableUntil`: 0 on the last one, negative afterwards. */
  daysLeft: number | null
  /** Who states that, and the day of which the statement was taken over; null if nothing is stated. */
  source: string | null
  sourceAsOf: LocalDay | null
}

/** What an accreditor accepts of a profile on the day of a decision. */
export interface ProfileAcceptance {
  accreditor: Accreditor
  decisionDate: LocalDay
  certificationBody: boolean
  /** The day from which days count: the profile's as-of time in the time zone of the organization that it was made for. */
  asOfDay: LocalDay
  /** Last day on which what is accepted counts. */
  usableUntil: LocalDay
  daysLeft: number
  /** `YES` if every item is accepted, `NO` if one is not, else `NOT_STATED`. */
  accepted: Acceptance
  summary: string
  items: ItemAcceptance[]
}

/** When, and for whom, something is to be decided by a profile. */
export interface Decision {
  accreditor: Accreditor
  /** `YYYY-MM-DD` */
  decisionDate: LocalDay
  /** Whether who decides is a certification body, for whom a profile is usable for fewer days. */
  certificationBody: boolean
}

/** What is decided upon. */
export type AcceptedDocument = Pick<ProfileDocument, 'header' | 'content'>

/**
 * What `accreditor` accepts of the document at the day of the decision (domain.md, "Profile": accreditors). It depends on
 * nothing but its arguments and the table.
 */
export function acceptanceOf(
  document: AcceptedDocument,
  { accreditor, decisionDate, certificationBody }: Decision,
  table: AcceptanceTable = ACCEPTANCE,
): ProfileAcceptance {
  const { product, asOf, timeZone } = document.header
  const asOfDay = localDayOf(new Date(asOf), timeZone)
  const days = certificationBody ? table.usability.certificationBodyDays : table.usability.days
  const usableUntil = addDays(asOfDay, days)
  const daysLeft = daysBetween(decisionDate, usableUntil)
  const items = itemsOf(product).map((item): ItemAcceptance => {
    const statement = table.statements.find((one) => speaksOf(one, accreditor, document.content.kind, item))
    const { hasSpoken, elementCount, selfReported } = evidenceOf(document, item, table)
    const counted = { ...item, elementCount, selfReported }
    const told = { source: statement?.source ?? null, sourceAsOf: statement?.asOf ?? null }
    if (statement?.accepted === 'NO') {
      const { accepted, text } = statement
      return { ...counted, ...told, accepted, reason: 'STATED', explanation: text, usableUntil: null, daysLeft: null }
    }
    const usable = { ...counted, usableUntil, daysLeft }
    const untimely = {
      ...usable,
      accepted: 'NO',
      source: table.usability.source,
      sourceAsOf: table.usability.asOf,
    } as const
    if (decisionDate < asOfDay) {
      const explanation = `The profile is as of ${asOfDay}; a decision of ${decisionDate} cannot rest on it.`
      return { ...untimely, reason: 'DECISION_BEFORE_PROFILE', explanation }
    }
    if (daysLeft < 0) {
      const explanation = `The profile is as of ${asOfDay} and was usable for ${days} days, until ${usableUntil}.`
      return { ...untimely, reason: 'TOO_OLD', explanation }
    }
    if (statement === undefined) {
      const explanation = `Whether ${nameOf(accreditor, table)} accepts this from a profile is not stated; ask it. If it does, it is usable until ${usableUntil}.`
      return { ...usable, ...told, accepted: 'NOT_STATED', reason: 'NOT_STATED', explanation }
    }
    if (!hasSpoken) {
      const explanation =
        'No source has reported anything of it, nor that there is nothing: there is nothing to accept.'
      return { ...usable, ...told, accepted: 'NO', reason: 'NOTHING_REPORTED', explanation }
    }
    const left = `${selfReported.length} of ${elementCount} elements are stated by the clinician and confirmed by nobody`
    if (elementCount > 0 && selfReported.length === elementCount) {
      const explanation = `${left}: verify them with the primary source.`
      return { ...usable, ...told, accepted: 'NO', reason: 'SELF_REPORTED', explanation }
    }
    const explanation = selfReported.length === 0 ? statement.text : `${statement.text} But ${left}, and do not count.`
    return { ...usable, ...told, accepted: 'YES', reason: 'STATED', explanation }
  })
  const accepted = overall(items)
  const decision = { accreditor, decisionDate, certificationBody, asOfDay, usableUntil, daysLeft, accepted, items }
  return { ...decision, summary: summaryOf(decision, table) }
}

/**
 * What the notices of a document of this product have to say of accreditors: what is stated not to be accepted of its
 * sections, and for how long a profile is usable. Plain sentences, always in the same order.
 */
export function acceptanceNotices(product: ProfileProduct, table: AcceptanceTable = ACCEPTANCE): string[] {
  const { days, certificationBodyDays } = table.usability
  return [
    ...table.statements
      .filter(({ accepted, section }) => accepted === 'NO' && PRODUCT_SECTIONS[product].includes(section))
      .filter(({ kind }) => kind === null || kind === KIND_OF_PRODUCT[product])
      .map(({ text }) => text),
    `What an accreditor accepts from a profile is usable for ${days} days from the day of the profile, by certification bodies for ${certificationBodyDays} days. The last day counts.`,
  ]
}

function speaksOf(
  { accreditors, kind, section, sanctionKind }: AcceptanceStatement,
  accreditor: Accreditor,
  kindOfClinician: ClinicianKind,
  item: ProfileItem,
): boolean {
  return (
    accreditors.includes(accreditor) &&
    (kind === null || kind === kindOfClinician) &&
    section === item.section &&
    sanctionKind === item.sanctionKind
  )
}

function overall(items: readonly ItemAcceptance[]): Acceptance {
  if (items.some(({ accepted }) => accepted === 'NO')) return 'NO'
  return items.every(({ accepted }) => accepted === 'YES') ? 'YES' : 'NOT_STATED'
}

function summaryOf(acceptance: Omit<ProfileAcceptance, 'summary'>, table: AcceptanceTable): string {
  const { accreditor, asOfDay, usableUntil, items } = acceptance
  const count = (accepted: Acceptance) => items.filter((item) => item.accepted === accepted).length
  return (
    `${nameOf(accreditor, table)}: of ${items.length} items of this profile, ${count('YES')} are accepted, ` +
    `${count('NO')} are not, and of ${count('NOT_STATED')} it is not stated. ` +
    `The profile is as of ${asOfDay}; what is accepted is usable until ${usableUntil}.`
  )
}

function nameOf(accreditor: Accreditor, { accreditors }: AcceptanceTable): string {
  return accreditors.find(({ code }) => code === accreditor)?.name ?? accreditor
}

/** From one day to another; negative if that is earlier. */
function daysBetween(from: LocalDay, to: LocalDay): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / MS_PER_DAY)
}
