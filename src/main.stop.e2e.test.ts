import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { CompiledProgram, STEP_DEADLINE_MS, STORY_TIMEOUT_MS } from './testkit/compiled-program.js'
import { eventually } from './testkit/eventually.js'
import { MailServer } from './testkit/mail-server.js'
import { type PreparedDatabase, placeOrder, prepareDatabase } from './testkit/prepared-database.js'

const WAITING = `
  select count(*)::int as count from pg_stat_activity
   where datname = current_database() and application_name = 'profiles-gateway' and wait_event_type = 'Lock'`

const BY_CARD = `payment_method = 'CREDIT_CARD'`

jest.setTimeout(STORY_TIMEOUT_MS)

describe('the stop of the program', () => {
  let program: CompiledProgram
  let database: PreparedDatabase
  beforeAll(async () => {
    program = await CompiledProgram.build()
    database = await prepareDatabase()
  })
  afterAll(async () => {
    await program.remove()
    await database.drop()
  })

  const environment = (more: Record<string, string>) => ({
    ...program.production,
    DATABASE_URL: database.url,
    ...more,
  })

  const waitingForLocks = () => countOf(WAITING)

  async function countOf(sql: string): Promise<number> {
    return (await database.pool.query<{ count: number }>(sql)).rows[0]?.count ?? 0
  }

  /** State of the only job of its kind. */
  async function jobState(name: string): Promise<string | undefined> {
    const { rows } = await database.pool.query<{ state: string }>('select state from pgboss.job where name = $1', [
      name,
    ])
    expect(rows.length).toBeLessThan(2)
    return rows[0]?.state
  }

  /** An order whose day has ended: workers find a receipt due. */
  async function orderOfYesterday(): Promise<void> {
    const api = await program.start(environment({ ROLE: 'api' }))
    await placeOrder(api.url, database.integration, 'yesterday')
    await database.pool.query('update orders set placed_on = placed_on - 1')
    await database.pool.query('update orders_awaiting_receipt set placed_on = placed_on - 1')
    await api.end('SIGTERM')
  }

  test('a request in flight gets its answer, nobody new is taken, and it ends by itself', async () => {
    const api = await program.start(environment({ ROLE: 'api' }))
    const lock = await database.pool.connect()
    await lock.query('begin')
    await lock.query('select id from accounts where organization_id = $1 for update', [
      database.integration.organizationId,
    ])
    const order = placeOrder(api.url, database.integration, 'in flight')
    await eventually(waitingForLocks, (count) => count > 0, STEP_DEADLINE_MS)
    api.signal('SIGTERM')
    await eventually(
      () => api.readiness(),
      (readiness) => readiness !== 200,
      STEP_DEADLINE_MS,
    )
    expect(api.runs).toBe(true)
    await lock.query('commit')
    lock.release()
    expect(await order).toMatchObject({ status: 'COMPLETED' })
    // Not 1, with which it cuts itself off when the time for a stop runs out.
    expect(await api.exited).toBe(0)
  })

  test('an idle client that keeps its connection does not keep the process', async () => {
    const api = await program.start(environment({ ROLE: 'all' }))
    expect(await api.readiness()).toBe(200)
    expect(await api.end('SIGTERM')).toBe(0)
  })

  test('a running job is handed back when the time for the stop runs out', async () => {
    await orderOfYesterday()
    const mail = await MailServer.start()
    try {
      mail.hangs = true
      const worker = await program.start(environment({ ROLE: 'worker', SMTP_URL: mail.url, SHUTDOWN_SECONDS: '3' }))
      await eventually(
        () => mail.hanging,
        (hanging) => hanging === 1,
        STEP_DEADLINE_MS,
      )
      expect(await jobState('SendEmail')).toBe('active')
      expect(await worker.end('SIGTERM')).toBe(0)
      expect(await jobState('SendEmail')).toBe('retry')
    } finally {
      await mail.close()
    }
  })

  test('a kill after a card was charged, and before its order was completed, loses nothing and charges once', async () => {
    const api = await program.start(environment({ ROLE: 'api' }))
    const { apiKey, organizationId } = database.integration
    const charged = () => countOf('select count(*)::int as count from test_card_charges where confirmed_at is not null')
    const completed = () =>
      countOf(`select count(*)::int as count from orders where status = 'COMPLETED' and ${BY_CARD}`)
    const pending = () => countOf(`select count(*)::int as count from orders where status = 'PENDING' and ${BY_CARD}`)
    const lock = await database.pool.connect()
    // Orders are opened all the same; nothing can be entered into the ledger.
    await lock.query('begin')
    await lock.query('lock table ledger_transactions in share mode')
    const answer = placeOrder(api.url, { apiKey, organizationId }, 'killed', 'pm_card_visa').catch(() => 'gone')
    await eventually(charged, (count) => count === 1, STEP_DEADLINE_MS)
    await eventually(waitingForLocks, (count) => count > 0, STEP_DEADLINE_MS)
    api.signal('SIGKILL')
    expect(await answer).toBe('gone')
    await lock.query('commit')
    lock.release()
    await eventually(waitingForLocks, (count) => count === 0, STEP_DEADLINE_MS)
    expect([await pending(), await completed()]).toEqual([1, 0])
    await database.pool.query(`update card_payments set next_look_at = now() where state = 'CREATED'`)
    const workers = await Promise.all([1, 2].map(() => program.start(environment({ ROLE: 'worker' }))))
    await eventually(completed, (count) => count === 1, STEP_DEADLINE_MS)
    expect([await pending(), await charged()]).toEqual([0, 1])
    expect(await countOf(`select sum(amount_cents)::int as count from ledger_entries where book = 'CARD'`)).toBe(-4100)
    await Promise.all(workers.map((worker) => worker.end('SIGTERM')))
  })
})
