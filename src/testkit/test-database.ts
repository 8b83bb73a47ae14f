import { randomBytes } from 'node:crypto'

import pg from 'pg'

import { migrate } from '../db/migrate.js'

/** A database of its own for one test file: every migration has run, no row is in it that they do not write. */
export interface TestDatabase {
  /** Connection string, password included. */
  readonly url: string
  /** Deletes the database, ending whatever connections a failed test left open. */
  drop(): Promise<void>
}

/** Lets the files of one run agree who makes the template. Any constant would do. */
const TEMPLATE_LOCK = 0x74656d70

/** What more than the migrations a template of its own has. */
export interface Furnishing {
  /** Part of the template's name. */
  name: string
  /** Writes it into the database at `url`, and leaves no connection to it. */
  furnish(url: string): Promise<void>
}

/** Clones the template, migrated and furnished, which the first to ask makes. Throws outside of a Jest run of this project. */
export async function createTestDatabase(furnishing?: Furnishing): Promise<TestDatabase> {
  const { serverUrl, runId } = currentRun()
  const name = `gateway_test_${runId}_${randomBytes(4).toString('hex')}`
  await withClient(serverUrl, async (client) => {
    const migrated = `gateway_template_${runId}`
    await ensureTemplate(client, serverUrl, migrated, 'template0', migrate)
    const template = furnishing === undefined ? migrated : `${migrated}_${furnishing.name}`
    if (furnishing !== undefined) await ensureTemplate(client, serverUrl, template, migrated, furnishing.furnish)
    // 120 tables with three indexes each, unsynced: 35 ms, against 55 ms through the write-ahead log (wal_log).
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`)
  })
  return {
    url: databaseUrl(serverUrl, name),
    drop: () =>
      withClient(serverUrl, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      }),
  }
}

/** Made here and not in the global set-up: migrations are native modules with decorators around them. */
async function ensureTemplate(
  client: pg.Client,
  serverUrl: string,
  template: string,
  basis: string,
  furnish: (url: string) => Promise<unknown>,
): Promise<void> {
  if (await exists(client, template)) return
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK])
  try {
    if (await exists(client, template)) return
    // It gets its name when it is complete, so that a failed migration fails every test file and not only the first.
    const draft = `${template}_draft`
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${draft} TEMPLATE ${basis}`)
    await furnish(databaseUrl(serverUrl, draft))
    // Nobody may connect: one connection would keep everyone from cloning.
    await client.query(`ALTER DATABASE ${draft} ALLOW_CONNECTIONS false`)
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`)
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK])
  }
}

async function exists(client: pg.Client, database: string): Promise<boolean> {
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
  return found.rowCount === 1
}

function currentRun(): { serverUrl: string; runId: string } {
  const { TEST_SERVER_URL: serverUrl, TEST_RUN_ID: runId } = process.env
  if (serverUrl !== undefined && runId !== undefined) return { serverUrl, runId }
  throw new Error('Expected TEST_SERVER_URL and TEST_RUN_ID from the global set-up; run this test through Jest.')
}

function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
