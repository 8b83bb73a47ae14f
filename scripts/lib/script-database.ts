import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../src/db/data-source.js'
import { Database } from '../../src/db/database.js'

/** A database that a script opened and has to close. */
export interface ScriptDatabase {
  database: Database
  close(): Promise<void>
}

/** A mistake in how a script was called, with a message of one line for the person who did. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError'
}

/** Opens the database that scripts work on: the one of `DATABASE_URL`. */
export async function openScriptDatabase(env: NodeJS.ProcessEnv = process.env): Promise<ScriptDatabase> {
  const url = env['DATABASE_URL']
  if (url === undefined || url === '') throw new ScriptError('DATABASE_URL is not set; expected postgres://…')
  // A script may work for as long as it takes.
  const settings = { ...DATA_SOURCE_DEFAULTS, url, poolSize: 4, statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 }
  const dataSource = await createDataSource(settings)
    .initialize()
    .catch((error: NodeJS.ErrnoException) => {
      throw new ScriptError(`The database of DATABASE_URL cannot be opened: ${error.message || error.code}`)
    })
  return { database: new Database(dataSource), close: () => dataSource.destroy() }
}
