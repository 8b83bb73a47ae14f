import pg from 'pg'
import { rowsOf } from './census.js'
import { eventually } from './eventually.js'
import type { TestGateway } from './test-gateway.js'

/**
 * Lets something happen in the middle of a request: `lock` takes a row that the request needs too; once the request waits
 * for it, `meanwhile` is done by whoever holds the row, and committed. Returns what the request comes to.
 */
export async function whileHeld<Answer>(
  gateway: TestGateway,
  lock: { text: string; values: unknown[] },
  request: () => Promise<Answer>,
  meanwhile: (holder: pg.Client) => Promise<unknown>,
): Promise<Answer> {
  const holder = new pg.Client({ connectionString: gateway.databaseUrl })
  await holder.connect()
  try {
    await holder.query('begin')
    await holder.query(lock)
    const answer = request()
    const waiting = () =>
      rowsOf(gateway, `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    await eventually(waiting, ({ length }) => length > 0)
    await meanwhile(holder)
    await holder.query('commit')
    return await answer
  } finally {
    await holder.end()
  }
}
