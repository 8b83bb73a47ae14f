import type { BulkHandler, BulkRowResult } from '../bulk/bulk.handler.js'
import type { ClinicianLookup, LookupOutcome } from './clinician.lookup.js'
import type { RosterRow } from './roster.columns.js'
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
      return outcomes.map((outcome, index) => resultOf(outcome, task.firstRow + index, rows[index]?.reference ?? null))
    },
  }
}

function resultOf(outcome: LookupOutcome, row: number, reference: string | null): BulkRowResult {
  const { status, matches, error, suggested, explanation } = outcome
  const [only] = status === 'MATCHED' ? matches : []
  const cells: Record<(typeof COLUMNS)[number], string | number | null> = {
    row,
    reference,
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
    candidateIds: status === 'AMBIGUOUS' ? matches.map(({ clinician }) => clinician.id).join(' ') : null,
    suggestedNpi: suggested?.npi ?? null,
    reason: error === null ? explanation.join(' ') || null : reasonOf(error),
  }
  return { status, cells }
}

function reasonOf({ field, message }: { field: readonly string[]; message: string }): string {
  const column = field.at(-1)
  return column === undefined ? message : `${column}: ${message}`
}
