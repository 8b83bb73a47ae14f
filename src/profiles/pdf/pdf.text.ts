import { DateTime } from 'luxon'
import type { AddressValue, NameValue, PartialDate, PhoneValue } from '../profile.content.js'
import { asText } from './pdf.glyphs.js'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** `2009`, `June 2009`, `June 14, 2009`: as much as the source knows. What is no date prints as it is. */
export function partialDate(date: PartialDate | null): string {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(asText(date))
  if (parts === null) return asText(date)
  const [, year = '', month, day] = parts
  if (month === undefined) return year
  const name = MONTHS[Number(month) - 1]
  if (name === undefined) return asText(date)
  return day === undefined ? `${name} ${year}` : `${name} ${Number(day)}, ${year}`
}

/** An instant in a time zone: `June 14, 2026, 9:05 AM CDT (UTC-05:00)`. An unknown zone falls back to UTC. */
export function instant(iso: string, timeZone: string): string {
  const time = inZone(iso, timeZone)
  if (!time.isValid) return asText(iso)
  const offset = time.offset === 0 ? 'UTC' : `UTC${time.toFormat('ZZ')}`
  const zone = time.toFormat('ZZZZ')
  return `${time.toFormat('MMMM d, yyyy, h:mm a')} ${zone === 'UTC' ? 'UTC' : `${zone} (${offset})`}`
}

let latest = { iso: '', timeZone: '', day: '' }

/** The day of an instant in a time zone: `June 14, 2026`. Most elements of a document were retrieved at one instant. */
export function dayOf(iso: string, timeZone: string): string {
  if (iso !== latest.iso || timeZone !== latest.timeZone) {
    const time = inZone(iso, timeZone)
    latest = { iso, timeZone, day: time.isValid ? time.toFormat('MMMM d, yyyy') : asText(iso) }
  }
  return latest.day
}

/** The day of an instant in a time zone as dates of a profile are written: `2026-06-14`. */
export function isoDayOf(iso: string, timeZone: string): string {
  return inZone(iso, timeZone).toISODate() ?? asText(iso)
}

function inZone(iso: string, timeZone: string): DateTime {
  const utc = DateTime.fromISO(asText(iso), { zone: 'utc', locale: 'en-US' })
  const local = utc.setZone(asText(timeZone))
  return local.isValid ? local : utc
}

/** `Yes`, `No`; nothing where the source does not say. */
export function yesNo(value: boolean | null): string {
  if (typeof value !== 'boolean') return ''
  return value ? 'Yes' : 'No'
}

/** The parts that are there, joined. */
export function joined(parts: readonly (string | null | undefined)[], separator: string): string {
  return parts
    .map((part) => asText(part).trim())
    .filter((part) => part !== '')
    .join(separator)
}

/** `Dr. Testa Fictional Jr., MD`. */
export function personName(name: NameValue): string {
  const bare = joined([name.prefix, name.first, name.middle, name.last, name.suffix], ' ')
  return joined([bare, name.credential], ', ')
}

/** An address as on an envelope, one line per line; the country only abroad. */
export function address(value: AddressValue): string {
  const lines = Array.isArray(value.lines) ? value.lines : []
  const place = joined([value.city, joined([value.state, zip(value)], ' ')], ', ')
  const country = asText(value.country) === 'US' ? '' : countryName(value.country)
  return joined([...lines, place, country], '\n')
}

function zip({ postalCode, country }: AddressValue): string {
  const code = asText(postalCode)
  return country === 'US' && /^\d{9}$/.test(code) ? `${code.slice(0, 5)}-${code.slice(5)}` : code
}

let countries: Intl.DisplayNames | undefined

/** The English name of an ISO 3166 code; what is none prints as it is. */
export function countryName(code: string | null): string {
  const text = asText(code)
  if (!/^[A-Z]{2}$/.test(text)) return text
  countries ??= new Intl.DisplayNames(['en-US'], { type: 'region' })
  return countries.of(text) ?? text
}

/** `(312) 555-0142 ext. 7`; a number that is not a US one prints as the source writes it. */
export function phone(value: PhoneValue): string {
  const digits = /^(?:\+?1)?(\d{3})(\d{3})(\d{4})$/.exec(asText(value.number).replace(/[\s().-]/g, ''))
  const number = digits === null ? asText(value.number) : `(${digits[1]}) ${digits[2]}-${digits[3]}`
  const extension = asText(value.extension)
  return extension === '' ? number : `${number} ext. ${extension}`
}

/** `1 license`, `2 licenses`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

/** The address as a link may open it; null where it is none of the web, whatever the configuration says. */
export function webAddress(url: string): string | null {
  if (!URL.canParse(url) || !/^https?:/i.test(url)) return null
  // A PDF string ends at a parenthesis and escapes by a backslash; in an address both can be written as codes.
  return new URL(url).href.replace(/[()\\]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
}
