import type { Database, Transaction } from '../db/database.js'
import { sqlStateOf } from '../db/sql-state.js'
import { readStatement } from '../db/statement.js'
import { RequestError } from '../kernel/errors.js'

/** How long somebody who waits for an answer waits for a lock: less than a statement may take (STATEMENT_TIMEOUT_MS). */
const PATIENCE_MS = 8_000

const BE_IMPATIENT = readStatement(
  'directory_be_impatient',
  `select set_config('lock_timeout', '${PATIENCE_MS}', true)`,
)

const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Runs `work`, which changes the directory for somebody who waits for the answer, in one transaction. Loads take the same
 * locks, most for a moment and some for longer: then the request is to be made again, and nothing was changed.
 * @throws RequestError RATE_LIMITED
 */
export async function changeSoon<Result>(
  database: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    return await database.transaction(async (tx) => {
      await tx.rows(BE_IMPATIENT, [])
      return await work(tx)
    })
  } catch (error) {
    if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error
    throw new RequestError(
      'RATE_LIMITED',
      'a load is changing the directory; nothing was changed: come again in a minute',
    )
  }
}
