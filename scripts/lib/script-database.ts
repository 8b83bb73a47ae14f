import { readConfig } from '../../src/config.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../src/db/data-source.js'
import { Database } from '../../src/db/database.js'
import { openDatabaseServer } from '../../src/db/database-server.js'
import { migrate } from '../../src/db/migrate.js'
import { ENTITIES } from '../../src/entities.js'

/** A database that a script opened and has to close. */
export interface ScriptDatabase {
  database: Database
  close(): Promise<void>
}

/** A mistake in how a script was called, with a message of one line for the person who did. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError'
}

/** Opens the database that scripts work on, the one of `DATABASE_URL` or the embedded one, brought up to date. */
export async function openScriptDatabase(): Promise<ScriptDatabase> {
  const server = await openDatabaseServer(readConfig().databaseUrl, (message) => process.stderr.write(`${message}\n`))
  // A script may work for as long as it takes.
  const settings = { ...DATA_SOURCE_DEFAULTS, poolSize: 4, statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 }
  try {
    await migrate(server.url)
    const dataSource = await createDataSource({ ...settings, url: server.url }, ENTITIES).initialize()
    return {
      database: new Database(dataSource),
      close: async () => {
        await dataSource.destroy()
        await server.stop()
      },
    }
  } catch (error) {
    await server.stop()
    const { message, code } = error as NodeJS.ErrnoException
    throw new ScriptError(`the database cannot be opened: ${message || code}`)
  }
}
