import type { Database } from './database.js'
import { onConnectionOfItsOwn } from './own-connection.js'

/** Runs `work` while no other process of the deployment runs one under the same `key`; the others wait. */
export async function withAdvisoryLock<Result>(
  database: Database,
  key: number,
  work: () => Promise<Result>,
): Promise<Result> {
  return await onConnectionOfItsOwn(database.pool, async (client) => {
    await client.query('select pg_advisory_lock($1)', [key])
    return await work()
  })
}
