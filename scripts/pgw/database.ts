import { readConfig } from '../../src/config.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../src/db/data-source.js'
import { Database } from '../../src/db/database.js'
import { openDatabaseServer } from '../../src/db/database-server.js'
import { migrate } from '../../src/db/migrate.js'
import { ENTITIES } from '../../src/entities.js'
import { OperatorError } from './operator.js'
import { note } from './output.js'

/** The database that commands work on: the one of `DATABASE_URL` or the embedded one, brought up to date. */
export interface OpenDatabase {
  database: Database
  /** Connection string, password included. */
  url: string
}

/** Opens the database for `work`, and closes it whatever comes. @throws OperatorError if it cannot be opened */
export async function withDatabase<Result>(work: (open: OpenDatabase) => Promise<Result>): Promise<Result> {
  const server = await openDatabaseServer(readConfig().databaseUrl, note)
  try {
    const database = await opened(server.url)
    try {
      return await work({ database, url: server.url })
    } finally {
      await database.dataSource.destroy()
    }
  } finally {
    await server.stop()
  }
}

async function opened(url: string): Promise<Database> {
  // A command may work for as long as it takes.
  const settings = { ...DATA_SOURCE_DEFAULTS, poolSize: 4, statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 }
  try {
    await migrate(url)
    return new Database(await createDataSource({ ...settings, url }, ENTITIES).initialize())
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    throw new OperatorError(`the database cannot be opened: ${message || code}`)
  }
}
