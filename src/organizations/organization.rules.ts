import type { Mode } from '../auth/actor.js'
import { type UserErrorItem, UserErrors } from '../kernel/errors.js'
import { isTimeZone } from '../kernel/local-day.js'
import { isPlainName, isStorableText, oneLine, PLAIN_NAME } from '../kernel/text.js'
import { ROLES, type Role } from './membership.entity.js'

/** Longest name of an organization, and of a person. */
export const MAX_NAME_LENGTH = 200
/** Most lines of a street address. */
export const MAX_STREET_LINES = 3
/** Longest line of an address. */
export const MAX_ADDRESS_LINE_LENGTH = 100

/** Where mail for an organization goes, in the United States. */
export interface MailingAddressData {
  /** One to three lines. */
  street: readonly string[]
  city: string
  /** Two letters, as the United States Postal Service writes it. */
  state: string
  /** Five digits, or five and four. */
  postalCode: string
}

/** What a new organization says of itself. */
export interface OrganizationData {
  name: string
  timeZone: string
  phone: string | null
  address: MailingAddressData | null
}

/** What may be said of an organization; left out: stays as it is; null: is taken away. */
export interface OrganizationDataInput {
  name?: string | null
  timeZone?: string | null
  phone?: string | null
  address?: MailingAddressData | null
}

/** The text in one line, if it has 1 to `longest` characters. @throws UserErrors INVALID_INPUT */
export function textOf(text: string, field: string[], longest: number): string {
  const line = oneLine(text)
  if (line.length === 0 || line.length > longest || !isStorableText(text)) {
    throw invalid(field, `expected 1 to ${longest} characters`)
  }
  return line
}

/** As `textOf`, of the name of a person or an organization. @throws UserErrors INVALID_INPUT */
export function nameOf(text: string, field: string[]): string {
  const name = textOf(text, field, MAX_NAME_LENGTH)
  if (!isPlainName(name)) throw invalid(field, PLAIN_NAME)
  return name
}

/** As `textOf`, of a text that may be missing or blank: null then. */
export function optionalTextOf(text: string | null | undefined, field: string[], longest: number): string | null {
  return text == null || oneLine(text) === '' ? null : textOf(text, field, longest)
}

/** What is given of an organization's data, checked and in one form. @throws UserErrors INVALID_INPUT */
export function organizationDataOf(input: OrganizationDataInput): Partial<OrganizationData> {
  const { name, timeZone, phone, address } = input
  return {
    ...(name != null && { name: nameOf(name, ['name']) }),
    ...(timeZone != null && { timeZone: timeZoneOf(timeZone) }),
    ...(phone !== undefined && { phone: phone === null ? null : phoneOf(phone) }),
    ...(address !== undefined && { address: address === null ? null : addressOf(address) }),
  }
}

/** An IANA time zone. @throws UserErrors INVALID_INPUT */
function timeZoneOf(timeZone: string): string {
  // Luxon takes offsets such as UTC+3 too, which know no daylight saving and which PostgreSQL reads the other way round.
  if (isTimeZone(timeZone) && /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/.test(timeZone)) return timeZone
  throw invalid(['timeZone'], 'expected an IANA time zone, for example America/Chicago')
}

function phoneOf(phone: string): string {
  const text = oneLine(phone)
  const digits = text.replace(/\D/g, '').length
  if (/^\+?[\d ().-]+( ?(x|ext\.?) ?\d{1,6})?$/i.test(text) && text.length <= 40 && digits >= 7) return text
  throw invalid(['phone'], 'expected a telephone number of 7 digits or more, for example (312) 555-0100')
}

function addressOf(address: MailingAddressData): MailingAddressData {
  const { street, city, state, postalCode } = address
  if (street.length < 1 || street.length > MAX_STREET_LINES) {
    throw invalid(['address', 'street'], `expected 1 to ${MAX_STREET_LINES} lines, got ${street.length}`)
  }
  if (!/^\d{5}(-\d{4})?$/.test(postalCode)) {
    throw invalid(['address', 'postalCode'], 'expected five digits, or five and four, for example 60601-1234')
  }
  return {
    street: street.map((line, i) => textOf(line, ['address', 'street', String(i)], MAX_ADDRESS_LINE_LENGTH)),
    city: textOf(city, ['address', 'city'], MAX_ADDRESS_LINE_LENGTH),
    state: stateOf(state, ['address', 'state']),
    postalCode,
  }
}

/** A state's two letters. @throws UserErrors INVALID_INPUT */
export function stateOf(state: string, field: string[]): string {
  const letters = state.trim().toUpperCase()
  if (!/^[A-Z]{2}$/.test(letters)) throw invalid(field, 'expected the two letters of a state, for example IL')
  return letters
}

/** That something new is wanted of the mode of the request. @throws UserErrors INVALID_INPUT */
export function assertModeOfRequest(actor: { mode: Mode }, mode: Mode): void {
  if (mode === actor.mode) return
  throw invalid(['mode'], `expected ${actor.mode}, the mode of the request; say Gateway-Mode: ${mode} for the other`)
}

/** The roles, each once, in the order of the domain. @throws UserErrors INVALID_INPUT when there is none. */
export function rolesOf(roles: readonly Role[], field: string[]): Role[] {
  if (roles.length === 0) throw invalid(field, 'expected at least one role')
  return ROLES.filter((role) => roles.includes(role))
}

function invalid(field: string[], message: string): UserErrors {
  return UserErrors.one('INVALID_INPUT', field, message)
}

/** Throws all that is wrong at once, if anything is. @throws UserErrors */
export function refuse(problems: readonly UserErrorItem[]): void {
  if (problems.length > 0) throw new UserErrors(problems)
}
