import { recordAudit, type UnattendedActor } from '../audit/audit.trail.js'
import type { Database, Reader } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { newId } from '../kernel/ids.js'
import { LoadError } from './load.error.js'
import type { LoadReport } from './load.report.js'

const LOAD_LOCK_SPACE = 716_420_533

/**
 * Runs `work` while no other process loads the same source: two loads of different files at once would undo each other's
 * changes. Throws a `LoadError` if another one runs already.
 */
export async function withSourceLock<Result>(
  database: Database,
  source: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = await database.pool.connect()
  let broken: Error | undefined
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as locked',
      [LOAD_LOCK_SPACE, source],
    )
    if (rows[0]?.locked !== true)
      throw new LoadError(`Another load of ${source} is running; try again when it has ended.`)
    try {
      return await work()
    } finally {
      await client
        .query('select pg_advisory_unlock($1, hashtext($2))', [LOAD_LOCK_SPACE, source])
        .catch((error: unknown) => {
          broken = error instanceof Error ? error : new Error(String(error))
        })
    }
  } finally {
    // A connection that could not unlock is closed, which unlocks too.
    client.release(broken)
  }
}

const LOADED = readStatement<{ id: string }>('source_loaded', 'select id from source_loads where source = $1 limit 1')

/** Whether any file of the source was ever loaded to its end. */
export async function isLoaded(reader: Reader, source: string): Promise<boolean> {
  return (await reader.rows(LOADED, [source])).length > 0
}

const INSERT_LOAD = writeStatement(
  'source_insert_load',
  `insert into source_loads (id, source, file_name, file_sha256, file_bytes, started_at, finished_at, rows_read,
     rows_inserted, rows_updated, rows_unchanged, rows_skipped, rows_rejected)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
)

/** Keeps a load on record, and in the audit trail who loaded it. */
export async function writeSourceLoad(database: Database, report: LoadReport, actor: UnattendedActor): Promise<void> {
  const id = newId('sourceLoad')
  await database.transaction(async (tx) => {
    await tx.write(INSERT_LOAD, [
      id,
      report.source,
      report.fileName,
      report.fileSha256,
      report.fileBytes,
      report.startedAt,
      report.finishedAt,
      report.rowsRead,
      report.inserted,
      report.updated,
      report.unchanged,
      report.skipped,
      report.rejected,
    ])
    await recordAudit(tx, {
      action: 'DIRECTORY_LOADED',
      actor,
      request: { requestId: newId('request'), address: null, userAgent: null, reason: null },
      organizationId: null,
      subject: { kind: 'sourceLoad', ids: [id] },
      at: report.finishedAt,
    })
  })
}
