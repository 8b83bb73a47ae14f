import { GraphQLScalarType, Kind } from 'graphql'
import { GraphQLDateTimeISO, GraphQLSafeInt } from 'graphql-scalars'

/** Timestamps go out in UTC with `Z`. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'A moment as ISO 8601 in UTC, for example `2026-11-03T16:05:00.000Z`.',
  extensions: {},
})

/** Whole cents; beyond 32 bits, within 2^53. */
export const Cents = new GraphQLScalarType({
  ...GraphQLSafeInt.toConfig(),
  name: 'Cents',
  description: 'An amount of money in whole cents of its currency; an integer of up to 53 bits.',
  extensions: {},
})

/** Beyond 32 bits too: files have more bytes than that. */
export const Count = new GraphQLScalarType({
  ...GraphQLSafeInt.toConfig(),
  name: 'Count',
  description: 'How many; a whole number of up to 53 bits.',
  extensions: {},
})

function textScalar(
  name: string,
  description: string,
  check: (text: string) => boolean,
  expected: string,
): GraphQLScalarType {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && check(value)) return value
    throw new TypeError(`${name} expects ${expected}`)
  }
  return new GraphQLScalarType({
    name,
    description,
    serialize: parse,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  })
}

/** Whether `text` is a day that the calendar has, as `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  // PostgreSQL has no year 0.
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}

export const LocalDate = textScalar(
  'Date',
  'A calendar day without a time zone, `YYYY-MM-DD`.',
  isCalendarDay,
  'a calendar day as YYYY-MM-DD, for example 1980-02-29',
)

export const PartialDate = textScalar(
  'PartialDate',
  'A date as far as the source knows it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.',
  (text) => /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(text) || isCalendarDay(text),
  'YYYY, YYYY-MM or YYYY-MM-DD',
)

export const YearMonth = textScalar(
  'YearMonth',
  'A calendar month, `YYYY-MM`.',
  (text) => /^(?!0000)\d{4}-(0[1-9]|1[0-2])$/.test(text),
  'a calendar month as YYYY-MM, for example 2026-11',
)
