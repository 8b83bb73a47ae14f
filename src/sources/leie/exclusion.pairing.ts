import type { LeieRow } from './leie.row.js'

/** What tells people apart who share names, day and section of their exclusion. */
export type Distinction = Pick<LeieRow, 'middle' | 'npi' | 'birthDate' | 'state' | 'postalCode'>

/**
 * How sure it is that two rows of one key are one exclusion: 0 for two people. A number or a birth date that both have
 * decides; one that only one of them has was added or taken away. A birth date that differs was corrected if the person
 * has the same NPI, or no other and lives in the same place.
 */
export function agreement(one: Distinction, other: Distinction): 0 | 1 | 2 | 3 | 4 {
  const npi = compare(one.npi, other.npi)
  const birthDate = compare(one.birthDate, other.birthDate)
  const isSamePlace = one.postalCode === other.postalCode && one.state === other.state
  if (birthDate === 'SAME') return npi === 'SAME' || isSamePlace ? 4 : 3
  if (npi === 'SAME') return 3
  if (npi === 'OTHER') return 0
  if (birthDate === 'OTHER') return isSamePlace && compare(one.middle, other.middle) !== 'OTHER' ? 1 : 0
  return isSamePlace ? 2 : 1
}

function compare(one: string | null, other: string | null): 'SAME' | 'OTHER' | 'UNKNOWN' {
  if (one === null || other === null) return 'UNKNOWN'
  return one === other ? 'SAME' : 'OTHER'
}

/** Rows of a file beside the exclusions that are known by their key; each is in one pair at the most. */
export interface Pairing<Known, Row> {
  pairs: { known: Known; row: Row }[]
  /** Of exclusions that are not known. */
  added: Row[]
  /** Known, and without a row. */
  missing: Known[]
}

/** Finds for each row the exclusion that it is most surely about. */
export function pairExclusions<Known extends Distinction, Row extends Distinction>(
  known: readonly Known[],
  rows: readonly Row[],
): Pairing<Known, Row> {
  const missing = new Set(known)
  const added = new Set(rows)
  const pairs: { known: Known; row: Row }[] = []
  const candidates = known
    .flatMap((each) => rows.map((row) => ({ known: each, row, agreement: agreement(each, row) })))
    .filter((candidate) => candidate.agreement > 0)
    .sort((a, b) => b.agreement - a.agreement)
  for (const candidate of candidates) {
    if (!missing.has(candidate.known) || !added.has(candidate.row)) continue
    missing.delete(candidate.known)
    added.delete(candidate.row)
    pairs.push({ known: candidate.known, row: candidate.row })
  }
  return { pairs, added: [...added], missing: [...missing] }
}
