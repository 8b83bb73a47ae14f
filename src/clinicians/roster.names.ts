import type { Reader } from '../db/database.js'
import type { LookupOutcome } from './clinician.lookup.js'
import { type ClinicianNameRow, namesOfClinicians } from './clinician.queries.js'
import { agreesWith } from './name.rules.js'
import type { RosterRow } from './roster.columns.js'

/**
 * For each row that matched and has a name: whether that is a name of whoever matched, legal, former or other. A number
 * with a slip can be that of somebody else, who must not be ordered unawares. Null for the other rows.
 */
export async function namesAgree(
  reader: Reader,
  rows: readonly RosterRow[],
  outcomes: readonly LookupOutcome[],
): Promise<(boolean | null)[]> {
  const found = outcomes.map(({ status, matches }, index) => {
    const name = rows[index]?.name ?? null
    return status === 'MATCHED' && name !== null && matches[0] !== undefined ? { name, match: matches[0] } : null
  })
  const byNumber = found.flatMap((one) => (one?.match.matchedName === null ? [one.match.clinician.id] : []))
  const known = byNumber.length === 0 ? [] : await namesOfClinicians(reader, [...new Set(byNumber)])
  const namesOf = new Map<string, ClinicianNameRow[]>(byNumber.map((id) => [id, []]))
  for (const one of known) namesOf.get(one.clinicianId)?.push(one)
  return found.map((one) => {
    if (one === null) return null
    const { name, match } = one
    if (match.matchedName !== null) return true
    return [match.clinician, ...(namesOf.get(match.clinician.id) ?? [])].some((stored) => agreesWith(name, stored))
  })
}
