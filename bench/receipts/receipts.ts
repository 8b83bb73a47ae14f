import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import pg from 'pg'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../src/db/data-source.js'
import { Database } from '../../src/db/database.js'
import { removeEmbeddedServer, startEmbeddedServer } from '../../src/db/embedded-server.js'
import { migrate } from '../../src/db/migrate.js'
import { ENTITIES } from '../../src/entities.js'
import { JobQueue } from '../../src/jobs/job.queue.js'
import { SendEmail } from '../../src/mail/send-email.job.js'
import { DailyReceiptMaker } from '../../src/receipts/daily-receipt.maker.js'
import { DailyReceiptService } from '../../src/receipts/daily-receipt.service.js'
import { MemoryWatch } from './receipts.memory.js'
import { type DaySize, furnishDay, MORNING_AFTER } from './receipts.world.js'

/** The goal: 10,000 organizations, a million orders, one worker. */
const GOAL_SECONDS = 60
const GOAL_ORDERS = 1_000_000
/** Memory is flat when the second half of the work needs no more than the first, but for so much. */
const FLAT_RATIO = 1.25

const DATABASE = 'bench'

function positive(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('expected a whole number above 0.')
  return number
}

/** Makes the receipts of a day by one worker; whether that was fast enough, and as flat in memory as it should be. */
async function measure(size: DaySize, databaseUrl: string, undo: (() => Promise<unknown>)[]): Promise<boolean> {
  await migrate(databaseUrl)
  const count = size.organizations * size.orders
  console.log(`${size.organizations} organizations with ${size.orders} orders each: filling the database`)
  await furnishDay(databaseUrl, size)
  const logger = pino({ level: 'silent' })
  const metrics = new Registry()
  const clock = { now: () => MORNING_AFTER }
  const settings = { ...DATA_SOURCE_DEFAULTS, url: databaseUrl }
  const database = new Database(await createDataSource(settings, ENTITIES).initialize())
  undo.push(() => database.dataSource.destroy())
  const jobs = new JobQueue({ url: databaseUrl, jobs: [SendEmail], logger, metrics })
  await jobs.start('sending')
  undo.push(() => jobs.stop())
  const maker = new DailyReceiptMaker(clock, jobs)
  const service = new DailyReceiptService({ database, clock, logger, metrics, maker, graceMinutes: 5 })
  const memory = new MemoryWatch()
  const startedAt = performance.now()
  const before = process.cpuUsage()
  await service.sendDue()
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(before)
  const { firstHalfMb, secondHalfMb } = memory.stop()
  await check(databaseUrl, size)
  const projected = (seconds / count) * GOAL_ORDERS
  console.log(`receipts and e-mails made in  ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} orders/s`)
  console.log(`the worker's processor time   ${((user + system) / 1_000_000).toFixed(1)} s`)
  console.log(`for a million orders          ${projected.toFixed(1)} s (goal ${GOAL_SECONDS} s)`)
  console.log(`memory, highest in each half  ${firstHalfMb} MB, ${secondHalfMb} MB`)
  return projected <= GOAL_SECONDS && secondHalfMb <= firstHalfMb * FLAT_RATIO
}

/** That every organization has its receipt, and that all receipts together are what the ledger has. */
async function check(databaseUrl: string, { organizations, orders }: DaySize): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ receipts: number; orders: number; open: number; equal: boolean }>(
    `select count(*)::int as receipts, sum(order_count)::int as orders,
            (select count(*)::int from orders_awaiting_receipt) as open,
            sum(total_cents) = (select sum(amount_cents) from ledger_entries where book = 'REVENUE') as equal
       from daily_receipts`,
  )
  await client.end()
  const [found] = rows
  const whole = found?.receipts === organizations && found.orders === organizations * orders
  if (!whole || found.open !== 0 || !found.equal) {
    throw new Error(`the receipts are not what they should be: ${JSON.stringify(found)}`)
  }
}

await new Command('bench receipts')
  .description('Measures how fast one worker makes the receipts of a day.')
  .option('--organizations <number>', 'how many there are', positive, 10_000)
  .option('--orders <number>', 'how many each has placed', positive, 100)
  .action(async (size: DaySize) => {
    const undo: (() => Promise<unknown>)[] = []
    try {
      const dataDirectory = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-bench-'))
      undo.push(() => removeEmbeddedServer(dataDirectory))
      const server = await startEmbeddedServer({ dataDirectory })
      undo.push(() => server.stop())
      await server.createDatabaseIfMissing(DATABASE)
      if (!(await measure(size, server.url(DATABASE), undo))) process.exitCode = 1
    } finally {
      for (const step of undo.reverse()) await step().catch((error: unknown) => console.error(error))
    }
  })
  .parseAsync()
