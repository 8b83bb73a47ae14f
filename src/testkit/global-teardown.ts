import pg from 'pg'

import type { TestRun } from './global-setup.js'

/** Jest's contract asks for this one default export: removes the run's server, or what the run left on a given one. */
export default async function globalTeardown(): Promise<void> {
  const { profilesGatewayTestRun } = globalThis as { profilesGatewayTestRun?: TestRun }
  if (profilesGatewayTestRun !== undefined) return profilesGatewayTestRun.stop()
  const client = new pg.Client({ connectionString: process.env.TEST_SERVER_URL })
  await client.connect()
  try {
    // Every database of this run carries its id, the template as well as those of tests that could not drop theirs.
    const left = await client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE datname LIKE $1', [
      `gateway\\_%\\_${process.env.TEST_RUN_ID}%`,
    ])
    for (const { datname } of left.rows) {
      await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(datname)} WITH (FORCE)`)
    }
  } finally {
    await client.end()
  }
}
