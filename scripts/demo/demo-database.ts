import pg from 'pg'

const DEMO_SUFFIX = '_demo'

/**
 * An empty database beside the one at `url`, on the same server: the demo lets a day end before its time, which must not
 * concern anybody else's orders.
 */
export async function createDemoDatabase(url: string): Promise<string> {
  const demo = new URL(url)
  const name = `${decodeURIComponent(demo.pathname.slice(1)) || 'postgres'}${DEMO_SUFFIX}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
    await client.query(`create database ${pg.escapeIdentifier(name)}`)
  } catch (error) {
    const { message } = error as Error
    throw new Error(`the demo needs a database of its own, "${name}", which could not be made: ${message}`)
  } finally {
    await client.end()
  }
  demo.pathname = `/${encodeURIComponent(name)}`
  return demo.href
}
