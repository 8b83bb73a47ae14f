import { DateTime } from 'luxon'
import type { PaymentMethod } from '../../accounts/payment-method.js'
import type { UserErrorItem } from '../../kernel/errors.js'
import { isProfileProduct, type ProductCode } from '../../profiles/profile.sections.js'
import type { AssessedLine } from '../order.rules.js'

/** How long a clinician is monitored for one price, in calendar months (domain.md, "Products and prices"). */
export const MONITORING_MONTHS = 24
/** So many days before its end the organization is reminded of it (domain.md, "Continuous monitoring"). */
export const MONITORING_REMINDER_DAYS = 30

/** A bought term: its first instant, the first that is too late, and the one from which on its end is told. */
export interface MonitoringTerm {
  startedAt: Date
  endsAt: Date
  remindFrom: Date
}

/** How an organization stands to a clinician whom it wants to monitor. */
export interface MonitoringStanding {
  clinicianId: string
  /** Whether it owns a profile of the clinician: one that was paid for and not paid back. */
  owned: boolean
  /** The end of the term that runs; null if none does. */
  monitoredUntil: Date | null
  /** Number of an order of it that waits for its payment; null if none does. */
  pendingOrderNumber: string | null
}

/**
 * The term that begins at `startedAt`: it ends on the same day of the month and at the same time of day by the clock of
 * the time zone, or on the last day of a month that is shorter.
 */
export function monitoringTermFrom(startedAt: Date, timeZone: string): MonitoringTerm {
  const end = DateTime.fromJSDate(startedAt, { zone: timeZone }).plus({ months: MONITORING_MONTHS })
  return { startedAt, endsAt: end.toJSDate(), remindFrom: end.minus({ days: MONITORING_REMINDER_DAYS }).toJSDate() }
}

/**
 * The lines, with what stands against those that are to be monitored: monitoring is of a profile that the organization
 * owns or buys in the same order, once at a time, and no package pays it.
 */
export function assessMonitoring(
  lines: readonly AssessedLine[],
  standings: readonly MonitoringStanding[],
  paymentMethod: PaymentMethod,
): AssessedLine[] {
  const standingOf = new Map(standings.map((standing) => [standing.clinicianId, standing]))
  const boughtHere = new Set(lines.flatMap(({ input }) => (isProfileProduct(input.product) ? [input.clinicianId] : [])))
  const seen = new Set<string>()
  return lines.map((line, index) => {
    const { clinicianId, product } = line.input
    if (product !== 'CONTINUOUS_MONITORING') return line
    const problem = (code: UserErrorItem['code'], field: string, message: string): UserErrorItem[] => [
      { code, field: ['items', String(index), field], message },
    ]
    const isRepeated = seen.has(clinicianId)
    seen.add(clinicianId)
    const isNobody = line.problems.some(({ code }) => code === 'CLINICIAN_NOT_FOUND' || code === 'INELIGIBLE_PRODUCT')
    const standing = standingOf.get(clinicianId)
    const already = alreadyMonitored(standing, isRepeated)
    const isOwned = standing?.owned === true || boughtHere.has(clinicianId)
    return {
      ...line,
      problems: [
        ...line.problems,
        ...(paymentMethod === 'SUBSCRIPTION' ? problem('PAYMENT_METHOD_UNAVAILABLE', 'product', PROFILES_ONLY) : []),
        ...(isNobody || isOwned ? [] : problem('PROFILE_NOT_OWNED', 'clinicianId', NOT_OWNED)),
        ...(already === null ? [] : problem('ALREADY_MONITORED', 'clinicianId', already)),
      ],
    }
  })
}

/** Whether `items` want monitoring at all: nothing of it is looked up for an order of profiles. */
export function wantsMonitoring(items: readonly { product: ProductCode }[]): boolean {
  return items.some(({ product }) => product === 'CONTINUOUS_MONITORING')
}

const PROFILES_ONLY = 'expected a profile, got CONTINUOUS_MONITORING: a subscription pays for profiles only'
const NOT_OWNED =
  'expected a clinician whose profile the organization owns, or buys in the same order; it owns none of this one'

function alreadyMonitored(standing: MonitoringStanding | undefined, isRepeated: boolean): string | null {
  const { monitoredUntil = null, pendingOrderNumber = null } = standing ?? {}
  if (monitoredUntil !== null) return `the organization monitors the clinician until ${monitoredUntil.toISOString()}`
  if (pendingOrderNumber !== null) return `order ${pendingOrderNumber} of it waits for its payment`
  return isRepeated ? 'monitoring of the same clinician stands in this order already' : null
}
