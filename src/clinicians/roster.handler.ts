import type { BulkCell, BulkHandler, BulkRowResult, BulkTask } from '../bulk/bulk.handler.js'
import type { Transaction } from '../db/database.js'
import type { ClinicianLookup, LookupOutcome } from './clinician.lookup.js'
import type { ClinicianType } from './clinician.type.js'
import {
  faultyRow,
  ROSTER_COLUMNS,
  type RosterColumn,
  type RosterRow,
  rosterRow,
  TELLING_COLUMNS,
} from './roster.columns.js'
import { namesAgree } from './roster.names.js'
import { type RosterForm, rosterRows } from './roster.rows.js'

/** Rows that a roster may have (domain.md, "Bulk"). */
export const MAX_ROSTER_ROWS = 100_000

/** Rows whose results commit together: so much a kill can undo, and a cancel waits for. */
const SLICE_ROWS = 500

/** What a result says of whom a row found; docs/bulk.md describes it. */
export const MATCH_COLUMNS = [
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

/** A roster of which nothing is wanted but who is on it. */
export const LOOKUP_ROSTER: RosterForm<RosterColumn, RosterRow> = {
  columns: ROSTER_COLUMNS,
  telling: TELLING_COLUMNS,
  rowOf: rosterRow,
  faultyRow,
}

/** Whom a row found, in the form of a result. */
export interface RosterMatch extends BulkRowResult {
  cells: Readonly<Record<(typeof MATCH_COLUMNS)[number], BulkCell>>
  /** Null unless the row is `MATCHED`. */
  clinician: ClinicianType | null
  /** Whether the clinician has the name of the row; null without either. */
  nameAgrees: boolean | null
}

/** Looks the clinicians of a roster up, as `lookupClinicians` does. */
export function rosterHandler(lookup: ClinicianLookup, maxRows: number): BulkHandler<RosterRow> {
  return {
    kind: 'CLINICIAN_LOOKUP',
    columns: MATCH_COLUMNS,
    maxRows,
    sliceRows: SLICE_ROWS,
    rows: (source) => rosterRows(LOOKUP_ROSTER, source.file(), source.contentType),
    process: (tx, rows, task) => matchRoster(tx, lookup, rows, task),
  }
}

/** Whom each row finds, in their order; the look stands in the audit trail. */
export async function matchRoster(
  tx: Transaction,
  lookup: ClinicianLookup,
  rows: readonly RosterRow[],
  task: BulkTask,
): Promise<RosterMatch[]> {
  const wishes = rows.map(({ wish }) => wish)
  const outcomes = await lookup.within(tx, wishes, task)
  const agreements = await namesAgree(tx, rows, outcomes)
  return outcomes.map((outcome, index) => {
    const row = { row: task.firstRow + index, reference: rows[index]?.reference ?? null }
    return resultOf(outcome, row, agreements[index] ?? null)
  })
}

const NAME_DIFFERS =
  'The clinician who has this number has no such name: make sure that the number is that of whom you mean.'

function resultOf(
  outcome: LookupOutcome,
  row: { row: number; reference: string | null },
  nameAgrees: boolean | null,
): RosterMatch {
  const { status, matches, error, suggested, explanation } = outcome
  const [only] = status === 'MATCHED' ? matches : []
  const remarks = nameAgrees === false ? [NAME_DIFFERS] : explanation
  const cells: RosterMatch['cells'] = {
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
  return { status, cells, clinician: only?.clinician ?? null, nameAgrees }
}

function reasonOf({ field, message }: { field: readonly string[]; message: string }): string {
  const column = field.at(-1)
  return column === undefined ? message : `${column}: ${message}`
}
