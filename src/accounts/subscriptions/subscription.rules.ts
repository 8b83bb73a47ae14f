import { DateTime } from 'luxon'
import type { UserErrorItem } from '../../kernel/errors.js'
import { endOfLocalDay, type LocalDay, localDayOf } from '../../kernel/local-day.js'
import { formatCents, MAX_CENTS } from '../../kernel/money.js'
import { isPlainName, oneLine, PLAIN_NAME } from '../../kernel/text.js'

/** The longest name of a package. */
export const MAX_PACKAGE_NAME_LENGTH = 200
/** The largest price of a package, in cents. */
export const MAX_PACKAGE_CENTS = 100_000_000
/** The most profiles that a package has. */
export const MAX_ALLOWANCE = 1_000_000
/** The longest term of a package, in months. */
export const MAX_TERM_MONTHS = 60
/** How far ahead a subscription can be sold, in days. */
export const MAX_DAYS_AHEAD = 366
/** The longest number of an invoice. */
export const MAX_INVOICE_LENGTH = 100

/** What a new package is made of. */
export interface PackageWish {
  name: string
  priceCents: number
  allowance: number
  termMonths: number
}

/** What is wrong with a new package. */
export function checkPackage({ name, priceCents, allowance, termMonths }: PackageWish): UserErrorItem[] {
  const { length } = oneLine(name)
  return [
    ...(length < 1 || length > MAX_PACKAGE_NAME_LENGTH
      ? [invalid('name', `expected 1 to ${MAX_PACKAGE_NAME_LENGTH} characters, got ${length}`)]
      : isPlainName(name)
        ? []
        : [invalid('name', PLAIN_NAME)]),
    ...checkRange('priceCents', priceCents, 0, MAX_PACKAGE_CENTS, 'cents'),
    ...checkRange('allowance', allowance, 1, MAX_ALLOWANCE, 'profiles'),
    ...checkRange('termMonths', termMonths, 1, MAX_TERM_MONTHS, 'months'),
  ]
}

/** What is wrong with an amount that is paid in for a subscription. */
export function checkPaidCents(amountCents: number): UserErrorItem[] {
  return checkRange('amountCents', amountCents, 1, MAX_CENTS, 'cents')
}

/** What is wrong with the number of an invoice. */
export function checkInvoice(invoice: string): UserErrorItem[] {
  const { length } = oneLine(invoice)
  return length >= 1 && length <= MAX_INVOICE_LENGTH
    ? []
    : [invalid('invoice', `expected the number of the invoice, 1 to ${MAX_INVOICE_LENGTH} characters, got ${length}`)]
}

/** A term: days of the organization, and the same as instants. */
export interface Term {
  startsOn: LocalDay
  /** The first day after it. */
  endsOn: LocalDay
  startsAt: Date
  endsAt: Date
}

/** The term of so many months from `startsOn` on; the same day of the last month, or its last one where that has none. */
export function termFrom(startsOn: LocalDay, months: number, timeZone: string): Term {
  const startsAt = startOfDay(startsOn, timeZone)
  const endsOn = DateTime.fromISO(startsOn, { zone: 'utc' }).plus({ months }).toFormat('yyyy-MM-dd')
  return { startsOn, endsOn, startsAt, endsAt: startOfDay(endsOn, timeZone) }
}

/** What is wrong with the first day of a term. */
export function checkStart(startsOn: LocalDay, now: Date, timeZone: string): UserErrorItem[] {
  const today = localDayOf(now, timeZone)
  const last = DateTime.fromISO(today, { zone: 'utc' }).plus({ days: MAX_DAYS_AHEAD }).toFormat('yyyy-MM-dd')
  return startsOn >= today && startsOn <= last
    ? []
    : [invalid('startsOn', `expected a day from ${today} to ${last}, got ${startsOn}`)]
}

/** What stands against moving `cents` of a balance to a subscription of which `dueCents` are not paid yet. */
export function checkTransfer(cents: number, dueCents: number, currency: string): UserErrorItem[] {
  return cents <= dueCents
    ? []
    : [
        invalid(
          'amountCents',
          `expected at most ${formatCents(dueCents, currency)}, which is what is due for the subscription, got ${formatCents(cents, currency)}`,
        ),
      ]
}

function startOfDay(day: LocalDay, timeZone: string): Date {
  const before = DateTime.fromISO(day, { zone: 'utc' }).minus({ days: 1 }).toFormat('yyyy-MM-dd')
  return endOfLocalDay(before, timeZone)
}

function checkRange(field: string, value: number, least: number, most: number, unit: string): UserErrorItem[] {
  return Number.isInteger(value) && value >= least && value <= most
    ? []
    : [invalid(field, `expected ${least} to ${most} ${unit}, got ${value}`)]
}

function invalid(field: string, message: string): UserErrorItem {
  return { code: 'INVALID_INPUT', field: [field], message }
}
