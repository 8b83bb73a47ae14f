import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A database of the demo's own. */
export interface DemoDatabase {
  url: string
  drop(): Promise<void>
}

/**
 * An empty database beside the one at `url`, on the same server: the demo lets a day end before its time, which must not
 * concern anybody else's orders. Its name is new, so nothing that exists is ever touched.
 */
export async function createDemoDatabase(url: string): Promise<DemoDatabase> {
  const name = `profiles_gateway_demo_${randomBytes(6).toString('hex')}`
  await run(url, `create database ${pg.escapeIdentifier(name)}`)
  const demo = new URL(url)
  demo.pathname = `/${name}`
  return { url: demo.href, drop: () => run(url, `drop database ${pg.escapeIdentifier(name)} with (force)`) }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } catch (error) {
    throw new Error(`the demo needs a database of its own on the server: ${(error as Error).message}`)
  } finally {
    await client.end()
  }
}
