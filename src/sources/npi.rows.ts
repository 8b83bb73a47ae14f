import type { CsvRow } from '../kernel/csv.scanner.js'
import type { RowMapper } from './engine/csv.rows.js'
import { ImpossibleDate, npiNumber } from './nppes/nppes.values.js'

/** Thrown for a row that can be read and is wrong; `reason` is UPPER_CASE. */
export class RejectedRow extends Error {
  constructor(readonly reason: string) {
    super(reason)
  }
}

/**
 * Rows of a file whose key is an NPI in `column`. A row whose NPI fails the check is rejected as INVALID_NPI, one with a
 * date that no calendar has as IMPOSSIBLE_DATE; `map` says what the others are, or throws a `RejectedRow`. Of a rejected
 * row with a right NPI the clinician keeps what was reported before.
 */
export function npiRows<Part>(
  column: number,
  map: (row: CsvRow) => { part: Part } | { skipped: string },
): RowMapper<Part> {
  const npiOf = (row: CsvRow): string => row.text(column).trim()
  const isRight = (npi: string): boolean => npiNumber(npi) !== -1
  return {
    map(row) {
      const npi = npiOf(row)
      if (!isRight(npi)) return { rejected: 'INVALID_NPI', publicKey: publicNpi(npi) }
      try {
        const outcome = map(row)
        return 'part' in outcome ? { key: npi, part: outcome.part } : outcome
      } catch (error) {
        return { rejected: reasonOf(error), publicKey: npi, key: npi }
      }
    },
    publicKey: (row) => publicNpi(npiOf(row)),
    keyOf: (row) => (isRight(npiOf(row)) ? npiOf(row) : undefined),
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RejectedRow) return error.reason
  if (error instanceof ImpossibleDate) return 'IMPOSSIBLE_DATE'
  throw error
}

/** A broken row may hold anything where its NPI should be, so only what looks like one goes to the reject file. */
function publicNpi(text: string): string {
  return /^[12]\d{9}$/.test(text) ? text : ''
}
