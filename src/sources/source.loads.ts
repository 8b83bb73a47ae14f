import type { Database, Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import { LoadError } from './load.error.js'

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
  // A connection that is lost while nothing runs on it would end the process.
  const noteLoss = (error: Error): void => {
    broken = error
  }
  client.on('error', noteLoss)
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
    client.off('error', noteLoss)
    // A connection that could not unlock is closed, which unlocks too.
    client.release(broken)
  }
}

const LOADED = readStatement<{ id: string }>(
  'source_loaded',
  `select id from source_loads where source = $1 and state = 'COMPLETED' limit 1`,
)

/** Whether any file of the source was ever loaded to its end. */
export async function isLoaded(reader: Reader, source: string): Promise<boolean> {
  return (await reader.rows(LOADED, [source])).length > 0
}
