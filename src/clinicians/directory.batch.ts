import type { Mode } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { LocalDay } from '../kernel/local-day.js'

/** Part of a load, all of one source and mode, that changes the directory in one transaction. */
export interface DirectoryBatch {
  /** Name of the source as printed. */
  source: string
  mode: Mode
  now: Date
  /** `load_…`, for the changes that it makes; null for what no file brought. */
  loadId: string | null
  /** Of which day the file is; null if nobody said. */
  asOf: LocalDay | null
}

/** Distinct from the keys of all other advisory locks, which begin alike. */
const BATCH_LOCK = 7_164_205_340

/**
 * Only one batch at a time changes the directory, so that two sources that both find a new clinician do not both add
 * it, and so that changes become visible in the order of their ids. The sequential scans are switched off because a
 * first load fills empty tables: PostgreSQL would plan for what it knows of them, nothing, and keep to that plan.
 * Compiling these statements takes far longer than running them. A long statement is this transaction's right.
 */
const BEGIN_BATCH = readStatement<{ locked: string }>(
  'directory_begin_batch',
  `select pg_advisory_xact_lock(${BATCH_LOCK})::text as locked, set_config('enable_seqscan', 'off', true),
     set_config('jit', 'off', true), set_config('statement_timeout', '0', true)`,
)

/** Makes this the only transaction that changes the directory, until it ends. */
export async function beginBatch(tx: Transaction): Promise<void> {
  await tx.rows(BEGIN_BATCH, [])
}
