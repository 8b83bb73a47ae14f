import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'

interface Backlog {
  due: number
  /** Seconds. */
  oldest: number
  disabled: number
}

const BACKLOG = readStatement<Backlog>(
  'webhook_backlog',
  `select count(*)::int as due, coalesce(extract(epoch from $1::timestamptz - min(d.next_attempt_at)), 0)::float8 as oldest, (select count(*)::int from webhook_endpoints where state = 'DISABLED') as disabled
     from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id and e.state = 'ACTIVE'
    where d.state = 'WAITING' and d.next_attempt_at <= $1`,
)

/** What an attempt came to: `retried` comes again, `failed` was the last one, `cancelled` was not sent. */
export type WebhookOutcome = 'delivered' | 'retried' | 'failed' | 'cancelled'

/** Figures of webhooks for Prometheus. */
export class WebhookMetrics {
  readonly #deliveries: Counter<'outcome'>
  readonly #seconds: Histogram

  constructor(
    registry: Registry,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    const registers = [registry]
    this.#deliveries = new Counter({
      name: 'gateway_webhook_deliveries_total',
      help: 'Attempts to tell an endpoint of an event, by outcome: delivered, retried, failed, cancelled.',
      labelNames: ['outcome'],
      registers,
    })
    this.#seconds = new Histogram({
      name: 'gateway_webhook_delivery_seconds',
      help: 'How long endpoints took to answer, or not to.',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
      registers,
    })
    const backlog: Gauge = new Gauge({
      name: 'gateway_webhook_backlog',
      help: 'Deliveries to active endpoints that are due and not settled.',
      registers,
      collect: () => this.#collect(backlog, 'due'),
    })
    const oldest: Gauge = new Gauge({
      name: 'gateway_webhook_oldest_due_seconds',
      help: 'How long the oldest of the deliveries that are due has waited.',
      registers,
      collect: () => this.#collect(oldest, 'oldest'),
    })
    const disabled: Gauge = new Gauge({
      name: 'gateway_webhook_endpoints_disabled',
      help: 'Webhook endpoints that are disabled, by themselves or for failing.',
      registers,
      collect: () => this.#collect(disabled, 'disabled'),
    })
  }

  attempt(outcome: WebhookOutcome, seconds?: number): void {
    this.#deliveries.inc({ outcome })
    if (seconds !== undefined) this.#seconds.observe(seconds)
  }

  /** Counted when asked for; a database that is away fails no scrape. */
  async #collect(gauge: Gauge, figure: keyof Backlog): Promise<void> {
    if (!this.database.dataSource.isInitialized) return
    const rows = await this.database.rows(BACKLOG, [this.clock.now()]).catch(() => [])
    for (const row of rows) gauge.set(row[figure])
  }
}
