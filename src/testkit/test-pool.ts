import pg from 'pg'

/**
 * Connections for a test to look at a database with. A connection that is still ending when its database is dropped is
 * told so; to a pool that nobody listens to that would be the end of the test's process.
 */
export function openTestPool(url: string, max = 1): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max })
  pool.on('error', () => undefined)
  return pool
}
