import type { Database } from './database.js'

/** Runs `work` while no other process of the deployment runs one under the same `key`; the others wait. */
export async function withAdvisoryLock<Result>(
  database: Database,
  key: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = await database.pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [key])
    return await work()
  } finally {
    // Closing the connection gives the lock back, whatever happened.
    client.release(true)
  }
}
