import { SmtpTransport } from '../mail/smtp.transport.js'
import { MailServer } from './mail-server.js'
import { OrderSeeder } from './seed-orders.js'
import { createTestDatabase, type TestDatabase } from './test-database.js'
import { startWorkBench, type WorkBench } from './work-bench.js'

/** What the table of receipts shows. */
export interface ReceiptRow extends Record<string, unknown> {
  organization_id: string
  day: string
  order_count: number
  total_cents: number
}

/** A database, a mail server, a clock that is set by hand, and processes as many as a test wants. */
export class ReceiptScene {
  /** What the processes take for the present: six minutes after the third of November ended in Chicago. */
  now = '2026-11-04T06:06:00Z'
  readonly #benches: WorkBench[] = []

  private constructor(
    readonly database: TestDatabase,
    readonly seed: OrderSeeder,
    readonly mail: MailServer,
  ) {}

  static async start(): Promise<ReceiptScene> {
    const database = await createTestDatabase()
    return new ReceiptScene(database, await OrderSeeder.connect(database.url), await MailServer.start())
  }

  async bench(mode: 'sending' | 'working' = 'working'): Promise<WorkBench> {
    const sender = { name: 'Example Profiles Publisher', address: 'receipts@profiles.example' }
    const transport = new SmtpTransport(this.mail.url, sender)
    const clock = { now: () => new Date(this.now) }
    const bench = await startWorkBench({ url: this.database.url, clock, transport, mode })
    this.#benches.push(bench)
    return bench
  }

  async receipts(): Promise<ReceiptRow[]> {
    return await this.seed.sql<ReceiptRow>(
      'select organization_id, day::text, order_count, total_cents from daily_receipts order by organization_id, day',
    )
  }

  async emails(): Promise<{ sent_at: Date | null; text_body: string }[]> {
    return await this.seed.sql('select sent_at, text_body from emails order by created_at, id')
  }

  async stop(): Promise<void> {
    await Promise.all(this.#benches.map((bench) => bench.stop()))
    await this.mail.close()
    await this.seed.end()
    await this.database.drop()
  }
}
