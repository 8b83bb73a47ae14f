import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'

/** Another process's hold of the same database: connections of its own, and nothing else in common. */
export async function secondDatabase(url: string): Promise<{ database: Database; close(): Promise<void> }> {
  const dataSource = await createDataSource({ ...DATA_SOURCE_DEFAULTS, poolSize: 4, url }).initialize()
  return { database: new Database(dataSource), close: () => dataSource.destroy() }
}
