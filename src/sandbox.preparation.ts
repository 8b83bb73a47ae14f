import { withAdvisoryLock } from './db/advisory-lock.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from './db/data-source.js'
import { Database } from './db/database.js'
import { ENTITIES } from './entities.js'
import type { Clock } from './kernel/clock.js'
import { loadSandboxClinicians } from './sandbox/sandbox.load.js'
import { ensureDefaultPrices } from './sandbox/sandbox.prices.js'

const PREPARATION_LOCK = 7_164_205_333

/**
 * Puts into the database what test mode stands on in every deployment: the fictional clinicians and their prices. Then does
 * `more` under the same lock. What is there already stays; a second process waits and finds it done.
 */
export async function prepareSandbox<Result>(
  databaseUrl: string,
  clock: Clock,
  more: (database: Database) => Promise<Result>,
): Promise<Result> {
  const dataSource = await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: databaseUrl }, ENTITIES).initialize()
  const database = new Database(dataSource)
  try {
    return await withAdvisoryLock(database, PREPARATION_LOCK, async () => {
      await loadSandboxClinicians(database, clock.now())
      await ensureDefaultPrices(database, 'TEST', clock.now())
      return await more(database)
    })
  } finally {
    await dataSource.destroy()
  }
}
