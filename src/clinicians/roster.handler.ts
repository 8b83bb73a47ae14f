import type { BulkCell, BulkHandler, BulkRowResult } from '../bulk/bulk.handler.js'
import type { ClinicianLookup, LookupOutcome } from './clinician.lookup.js'
import type { RosterRow } from './roster.columns.js'
import { namesAgree } from './roster.names.js'
import { rosterRows } from './roster.rows.js'

/** Rows that a roster may have (domain.md, "Bulk"). */
export const MAX_ROSTER_ROWS = 100_000

/** Columns of the result; docs/bulk.md describes them. */
const COLUMNS = [
  'row',
  'reference',
  'status',
  'clinicianId',
  'npi',
  'kind',
  'lastName',
  'firstName',
  'state',
  'birthYear',
  'matchedOn',
  'matchedName',
  'nameAgrees',
  'candidateIds',
  'suggestedNpi',
  'reason',
] as const

/** Looks the clinicians of a roster up, as `lookupClinicians` does. */
export function rosterHandler(lookup: ClinicianLookup, maxRows: number): BulkHandler<RosterRow> {
  return {
    kind: 'CLINICIAN_LOOKUP',
    columns: COLUMNS,
    maxRows,
    rows: rosterRows,
    async process(tx, rows, task) {
      const wishes = rows.map(({ wish }) => wish)
      const outcomes = await lookup.within(tx, wishes, task)
      const agreements = await namesAgree(tx, rows, outcomes)
      return outcomes.map((outcome, index) => {
        const row = { row: task.firstRow + index, reference: rows[index]?.reference ?? null }
        return resultOf(outcome, row, agreements[index] ?? null)
      })
    },
  }
}

const NAME_DIFFERS =
  'The clinician who has this number has no such name: make sure that the number is that of whom you mean.'

function resultOf(
  outcome: LookupOutcome,
  row: { row: number; reference: string | null },
  nameAgrees: boolean | null,
): BulkRowResult {
  const { status, matches, error, suggested, explanation } = outcome
  const [only] = status === 'MATCHED' ? matches : []
  const remarks = nameAgrees === false ? [NAME_DIFFERS] : explanation
  const cells: Record<(typeof COLUMNS)[number], BulkCell> = {
    ...row,
    status,
    clinicianId: only?.clinician.id ?? null,
    npi: only?.clinician.npi ?? null,
    kind: only?.clinician.kind ?? null,
    lastName: only?.clinician.lastName ?? null,
    firstName: only?.clinician.firstName ?? null,
    state: only?.clinician.state ?? null,
    birthYear: only?.clinician.birthYear ?? null,
    matchedOn: only?.matchedOn ?? null,
    matchedName: only?.matchedName?.type ?? null,
    nameAgrees,
    candidateIds: status === 'AMBIGUOUS' ? matches.map(({ clinician }) => clinician.id).join(' ') : null,
    suggestedNpi: suggested?.npi ?? null,
    reason: error === null ? remarks.join(' ') || null : reasonOf(error),
  }
  return { status, cells }
}

function reasonOf({ field, message }: { field: readonly string[]; message: string }): string {
  const column = field.at(-1)
  return column === undefined ? message : `${column}: ${message}`
}
