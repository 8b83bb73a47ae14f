import type { CsvRow } from '../../kernel/csv.scanner.js'

/** What is needed of a row to read its values: the row of a file, or what was kept of one. */
export type RowValues = Pick<CsvRow, 'isEmpty' | 'text'>

/** Stands for a value that NPPES withholds: `<UNAVAIL>`, or a number that it took for one of a tax payer. */
const MASK = /^<UNAVAIL>$|[=$*]{5}/

/** The value without outer blanks; null where NPPES publishes nothing, or a mask in its place. */
export function textOf(row: RowValues, column: number): string | null {
  if (row.isEmpty(column)) return null
  const text = row.text(column).trim()
  return text === '' || MASK.test(text) ? null : text
}

/** Thrown for a date that no calendar has; the row is rejected. */
export class ImpossibleDate extends Error {}

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** NPPES's `MM/DD/YYYY` as `YYYY-MM-DD`. */
export function dateOf(row: RowValues, column: number): string | null {
  const text = textOf(row, column)
  return text === null ? null : dayOf(text)
}

/** `MM/DD/YYYY` as `YYYY-MM-DD`; throws `ImpossibleDate` for anything else. */
export function dayOf(text: string): string {
  const match = /^(\d\d)\/(\d\d)\/((?:19|20)\d\d)$/.exec(text)
  const [month, day, year] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])]
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 && !isLeapYear ? 28 : DAYS_OF_MONTH[month - 1]
  if (match === null || days === undefined || day < 1 || day > days) throw new ImpossibleDate()
  return `${match[3]}-${match[1]}-${match[2]}`
}

/**
 * The text as a number if it is an NPI, else -1. Does what `isNpi` does without a string for each of the digits, for it
 * runs for millions of rows.
 */
export function npiNumber(text: string): number {
  if (text.length !== 10) return -1
  // 24 is the Luhn sum of the prefix 80840, whose digits keep their weights in front of ten others.
  let sum = 24
  let number = 0
  for (let i = 0; i < 10; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    const weighted = i % 2 === 0 ? digit * 2 : digit
    sum += weighted > 9 ? weighted - 9 : weighted
    number = number * 10 + digit
  }
  return sum % 10 === 0 && number >= 1e9 && number < 3e9 ? number : -1
}

/** The NPIs of one file, a bit each: the last digit follows from the others, so 25 MB hold every NPI there can be. */
export class SeenNpis {
  readonly #bits = new Uint8Array(2e8 / 8)

  /** False if the NPI has been added before. */
  add(npi: number): boolean {
    const index = Math.trunc(npi / 10) - 1e8
    const byte = index >> 3
    const bit = 1 << (index & 7)
    if (((this.#bits[byte] as number) & bit) !== 0) return false
    this.#bits[byte] = (this.#bits[byte] as number) | bit
    return true
  }
}

/** Texts that stand where a license number should be. */
const NO_NUMBER = /^(?:PENDING|NONE|NA|NULL|APPLIED|APPLIEDFOR|UNKNOWN|EXEMPT|0+|X+)$/

/**
 * A license number as numbers compare: without prefix, blanks, dots and hyphens, but with its leading zeros. Null for a
 * text that is none, such as `PENDING`.
 */
export function licenseKey(number: string): string | null {
  const key = number
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^(?:LICENSE|LIC)?(?:NO)?(?:MD|DO|PA)?(?=\d)/, '')
  return key === '' || NO_NUMBER.test(key) ? null : key
}
