import { recordAudit, type UnattendedActor } from '../../audit/audit.trail.js'
import type { Database, Reader, Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import { newId } from '../../kernel/ids.js'
import type { LocalDay } from '../../kernel/local-day.js'
import { LoadError } from '../load.error.js'
import type { LoadCounts } from '../load.report.js'
import type { LoadState } from '../source-load.entity.js'
import type { LoadScope } from './source.loader.js'

/** How far a load has come: all that another process needs to go on with it. */
export interface LoadStanding extends LoadCounts {
  /** Rows that are staged and not applied yet. */
  pending: number
  vanished: number
  skippedByReason: Record<string, number>
  rejectedByReason: Record<string, number>
  /** Null until all of the file was read. */
  fileSha256: string | null
  /** Rows of the staging table; null until it is complete. */
  rowsStaged: number | null
  /** All records up to this key, in the order of the bytes, are applied; null before the first batch. */
  checkpoint: string | null
}

/** A load before anything is known of its rows. */
export function newStanding(): LoadStanding {
  const counts = {
    rowsRead: 0,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    rejected: 0,
    pending: 0,
    vanished: 0,
  }
  const reasons = { skippedByReason: {}, rejectedByReason: {} }
  return { ...counts, ...reasons, fileSha256: null, rowsStaged: null, checkpoint: null }
}

/** What a load is, before it has begun. */
export interface LoadIdentity {
  source: string
  loader: string
  scope: LoadScope
  asOf: LocalDay | null
  actor: UnattendedActor
  fileName: string
  fileBytes: number
}

/** An earlier load on record. */
export interface EarlierLoad {
  id: string
  loader: string
  scope: LoadScope
  state: LoadState
  fileBytes: number
  standing: LoadStanding
}

const ABANDON = writeStatement(
  'load_abandon',
  `update source_loads set state = 'INTERRUPTED', finished_at = $2, error = 'Its process ended.'
    where source = $1 and state = 'RUNNING'`,
)

/** The caller holds the lock of the source, so whoever was loading it is dead. */
export async function abandonRunning(database: Database, source: string, now: Date): Promise<void> {
  await database.transaction((tx) => tx.write(ABANDON, [source, now]))
}

const NEWEST = readStatement<Omit<EarlierLoad, 'standing'> & LoadStanding>(
  'load_newest',
  `select id, loader, scope, state, file_bytes as "fileBytes", file_sha256 as "fileSha256", rows_read as "rowsRead",
          rows_inserted as inserted, rows_updated as updated, rows_unchanged as unchanged, rows_skipped as skipped,
          rows_rejected as rejected, rows_pending as pending, records_vanished as vanished,
          skipped_by_reason as "skippedByReason", rejected_by_reason as "rejectedByReason",
          rows_staged as "rowsStaged", checkpoint_key as checkpoint
     from source_loads where source = $1 and file_sha256 is not null order by id desc limit 1`,
)

/** The last load of the source that had read all of its file: the only one that it makes sense to go on with. */
export async function newestLoad(reader: Reader, source: string): Promise<EarlierLoad | undefined> {
  const [row] = await reader.rows(NEWEST, [source])
  if (row === undefined) return undefined
  const { id, loader, scope, state, fileBytes, ...standing } = row
  return { id, loader, scope, state, fileBytes, standing }
}

const LAST_FULL = readStatement<{ asOf: LocalDay }>(
  'load_last_full',
  `select max(as_of) as "asOf" from source_loads
    where source = $1 and loader = $2 and scope = 'FULL' and state = 'COMPLETED' having max(as_of) is not null`,
)

/** Of which day the newest whole file is that was loaded to its end; null if there is none. */
export async function lastFullDay(reader: Reader, source: string, loader: string): Promise<LocalDay | null> {
  return (await reader.rows(LAST_FULL, [source, loader]))[0]?.asOf ?? null
}

const COMPLETED_BEFORE = readStatement<{ loadId: string; finishedAt: Date }>(
  'load_completed_before',
  `select id as "loadId", finished_at as "finishedAt" from source_loads
    where source = $1 and loader = $2 and scope = $3 and file_sha256 = $4 and state = 'COMPLETED'
      and id is distinct from $5
    order by id desc limit 1`,
)

/** The last time that this very file was loaded to its end, but for the load `except`. */
export async function completedBefore(
  reader: Reader,
  { source, loader, scope }: LoadIdentity,
  fileSha256: string,
  except: string | null,
): Promise<{ loadId: string; finishedAt: Date } | null> {
  return (await reader.rows(COMPLETED_BEFORE, [source, loader, scope, fileSha256, except]))[0] ?? null
}

const BEGIN = writeStatement(
  'load_begin',
  `insert into source_loads (id, source, loader, state, scope, as_of, actor, file_name, file_bytes, started_at, rows_read,
     rows_inserted, rows_updated, rows_unchanged, rows_skipped, rows_rejected)
   values ($1, $2, $3, 'RUNNING', $4, $5, $6, $7, $8, $9, 0, 0, 0, 0, 0, 0)`,
)
const RESUME = writeStatement<{ attempt: number }>(
  'load_resume',
  `update source_loads set state = 'RUNNING', attempt = attempt + 1, finished_at = null, error = null, as_of = $2
    where id = $1 returning attempt`,
)
const SAVE = writeStatement<{ id: string }>(
  'load_save',
  `update source_loads
      set rows_read = $3, rows_inserted = $4, rows_updated = $5, rows_unchanged = $6, rows_skipped = $7,
          rows_rejected = $8, rows_pending = $9, records_vanished = $10, skipped_by_reason = $11,
          rejected_by_reason = $12, file_sha256 = $13, rows_staged = $14, checkpoint_key = $15
    where id = $1 and attempt = $2 and state = 'RUNNING' returning id`,
)
const END = writeStatement<{ id: string }>(
  'load_end',
  `update source_loads set state = $3, finished_at = $4, error = $5
    where id = $1 and attempt = $2 and state = 'RUNNING' returning id`,
)

/**
 * What is on record of one load while a process works on it. Every write says which attempt at the load this is: a
 * process whose lock was lost, and whose load another has taken over, cannot write any more.
 */
export class LoadJournal {
  private constructor(
    readonly id: string,
    readonly actor: UnattendedActor,
    readonly attempt: number,
  ) {}

  static async begin(database: Database, id: string, identity: LoadIdentity, now: Date): Promise<LoadJournal> {
    const { source, loader, scope, asOf, actor, fileName, fileBytes } = identity
    await database.transaction((tx) =>
      tx.write(BEGIN, [id, source, loader, scope, asOf, actor, fileName, fileBytes, now]),
    )
    return new LoadJournal(id, actor, 1)
  }

  static async resume(database: Database, id: string, identity: LoadIdentity): Promise<LoadJournal> {
    const [row] = await database.transaction((tx) => tx.write(RESUME, [id, identity.asOf]))
    return new LoadJournal(id, identity.actor, row?.attempt ?? 0)
  }

  /** Keeps how far the load has come, in the transaction that brought it there. */
  async save(tx: Transaction, standing: LoadStanding): Promise<void> {
    const { rowsRead, inserted, updated, unchanged, skipped, rejected, pending, vanished } = standing
    await this.#write(tx, SAVE, [
      ...[rowsRead, inserted, updated, unchanged, skipped, rejected, pending, vanished],
      ...[standing.skippedByReason, standing.rejectedByReason],
      ...[standing.fileSha256, standing.rowsStaged, standing.checkpoint],
    ])
  }

  /** Ends the load, and says in the audit trail who loaded what. */
  async complete(tx: Transaction, now: Date): Promise<void> {
    await this.#write(tx, END, ['COMPLETED', now, null])
    await recordAudit(tx, {
      action: 'DIRECTORY_LOADED',
      actor: this.actor,
      request: { requestId: newId('request'), address: null, userAgent: null, reason: null },
      organizationId: null,
      subject: { kind: 'sourceLoad', ids: [this.id] },
      at: now,
    })
  }

  /** Ends the load before its end. */
  async giveUp(tx: Transaction, state: 'INTERRUPTED' | 'FAILED', error: string, now: Date): Promise<void> {
    await this.#write(tx, END, [state, now, error])
  }

  async #write(tx: Transaction, statement: typeof SAVE, values: readonly unknown[]): Promise<void> {
    const written = await tx.write(statement, [this.id, this.attempt, ...values])
    if (written.length === 0) throw new LoadError(`Another process has taken over the load ${this.id}.`)
  }
}
