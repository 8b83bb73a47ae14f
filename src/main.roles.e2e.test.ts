import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { CompiledProgram, STEP_DEADLINE_MS, STORY_TIMEOUT_MS } from './testkit/compiled-program.js'
import { eventually } from './testkit/eventually.js'
import { MailServer } from './testkit/mail-server.js'
import { type PreparedDatabase, placeOrder, prepareDatabase } from './testkit/prepared-database.js'

const OPEN_JOBS = `
  select count(*)::int as count from pgboss.job
   where name in ('SendEmail', 'SendDailyReceipts') and state in ('created', 'retry', 'active')`

jest.setTimeout(STORY_TIMEOUT_MS)

describe('processes that share a database', () => {
  let program: CompiledProgram
  let database: PreparedDatabase
  let mail: MailServer
  beforeAll(async () => {
    program = await CompiledProgram.build()
  })
  afterAll(() => program.remove())
  beforeEach(async () => {
    database = await prepareDatabase()
    mail = await MailServer.start()
  })
  afterEach(async () => {
    await mail.close()
    await database.drop()
  })

  const start = (role: 'api' | 'worker') =>
    program.start({ ...program.production, DATABASE_URL: database.url, ROLE: role, SMTP_URL: mail.url })

  async function count(sql: string): Promise<number> {
    return (await database.pool.query<{ count: number }>(sql)).rows[0]?.count ?? 0
  }

  /** Places an order and lets its day end, so that workers find a receipt due. */
  async function orderOfYesterday(): Promise<void> {
    const api = await start('api')
    await placeOrder(api.url, database.integration, 'yesterday')
    await database.pool.query('update orders set placed_on = placed_on - 1')
    await database.pool.query('update orders_awaiting_receipt set placed_on = placed_on - 1')
    expect(await api.end('SIGTERM')).toBe(0)
  }

  test('an order that one takes is rendered by the other, which has no API', async () => {
    const [api, worker] = await Promise.all([start('api'), start('worker')])
    await placeOrder(api.url, database.integration, 'rendered elsewhere')
    await eventually(
      () => count('select count(*)::int as count from profile_pdfs'),
      (pdfs) => pdfs === 1,
      STEP_DEADLINE_MS,
    )
    expect((await fetch(`${worker.url}/graphql`, { method: 'POST' })).status).toBe(404)
    expect((await fetch(`${worker.url}/metrics`)).status).toBe(200)
    expect(await Promise.all([api.end('SIGTERM'), worker.end('SIGTERM')])).toEqual([0, 0])
  })

  test('with two workers a receipt goes out once', async () => {
    await orderOfYesterday()
    const workers = await Promise.all([start('worker'), start('worker')])
    await eventually(
      () => mail.received.length,
      (received) => received > 0,
      STEP_DEADLINE_MS,
    )
    await eventually(
      () => count(OPEN_JOBS),
      (open) => open === 0,
      STEP_DEADLINE_MS,
    )
    expect(await Promise.all(workers.map((worker) => worker.end('SIGTERM')))).toEqual([0, 0])
    expect(mail.received.map(({ envelopeTo }) => envelopeTo)).toEqual([['administrator@process-hospital.example']])
    expect(await count('select count(*)::int as count from daily_receipts')).toBe(1)
  })

  test('a receipt waits for a mail server that is down', async () => {
    await orderOfYesterday()
    await mail.close()
    const worker = await start('worker')
    await eventually(
      () => count('select coalesce(max(attempts), 0)::int as count from emails'),
      (tries) => tries > 0,
      STEP_DEADLINE_MS,
    )
    await mail.listen()
    await eventually(
      () => mail.received.length,
      (received) => received === 1,
      STEP_DEADLINE_MS,
    )
    expect(await worker.end('SIGTERM')).toBe(0)
  })

  test('a worker that is killed while it sends is made good by another', async () => {
    await orderOfYesterday()
    mail.hangs = true
    const killed = await start('worker')
    await eventually(
      () => mail.hanging,
      (hanging) => hanging === 1,
      STEP_DEADLINE_MS,
    )
    await killed.end('SIGKILL')
    mail.hangs = false
    // Its lease and its job age by a minute: nobody has to wait for that here.
    await database.pool.query(`update emails set claimed_until = claimed_until - interval '1 minute'`)
    await database.pool.query(
      `update pgboss.job set started_on = started_on - interval '1 minute' where name = 'SendEmail' and state = 'active'`,
    )
    const other = await start('worker')
    await eventually(
      () => mail.received.length,
      (received) => received === 1,
      STEP_DEADLINE_MS,
    )
    // The note follows the mail server's yes.
    await eventually(
      () => count('select count(*)::int as count from emails where sent_at is not null and attempts = 2'),
      (noted) => noted === 1,
      STEP_DEADLINE_MS,
    )
    expect(mail.received).toHaveLength(1)
    expect(await other.end('SIGTERM')).toBe(0)
  })
})
