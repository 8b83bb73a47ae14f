import { Counter, Gauge, type Registry } from 'prom-client'
import { MODES, type Mode } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import type { DiscrepancyEventKind } from './discrepancy.words.js'

const OPEN_STATES = ['SUBMITTED', 'INVESTIGATING', 'DELAYED'] as const

interface Open {
  mode: Mode
  state: (typeof OPEN_STATES)[number]
  count: number
  overdue: number
}

const OPEN = readStatement<Open>(
  'discrepancies_open_counts',
  `select d.mode, d.state, count(*)::int as count,
          (count(*) filter (where d.first_due_before <= $1::timestamptz
             + o.clock_ahead_ms * interval '1 millisecond'))::int as overdue
     from discrepancies d join organizations o on o.id = d.organization_id
    where d.ended_at is null group by d.mode, d.state`,
)

/** Figures of discrepancy reports for Prometheus. */
export class DiscrepancyMetrics {
  readonly #events: Counter<'event'>
  readonly #told: Counter

  constructor(
    registry: Registry,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    const registers = [registry]
    this.#events = new Counter({
      name: 'gateway_discrepancy_events_total',
      help: 'Steps of discrepancy reports: submitted, investigating, asked, replied, delayed, corrected and so on.',
      labelNames: ['event'],
      registers,
    })
    this.#told = new Counter({
      name: 'gateway_discrepancy_buyers_told_total',
      help: 'Other organizations that were told of a correction.',
      registers,
    })
    const open: Gauge<'mode' | 'state'> = new Gauge({
      name: 'gateway_discrepancies_open',
      help: 'Discrepancy reports without an outcome, by mode and state.',
      labelNames: ['mode', 'state'],
      registers,
      collect: () => this.#collect(open, ({ count }) => count),
    })
    const overdue: Gauge<'mode' | 'state'> = new Gauge({
      name: 'gateway_discrepancies_overdue',
      help: 'Of those, the ones past the day that was promised at first.',
      labelNames: ['mode', 'state'],
      registers,
      collect: () => this.#collect(overdue, (row) => row.overdue),
    })
  }

  /** Counts a step that has committed. */
  happened(event: DiscrepancyEventKind): void {
    this.#events.inc({ event: event.toLowerCase() })
  }

  /** Counts organizations that were told, once that has committed. */
  told(organizations: number): void {
    this.#told.inc(organizations)
  }

  /** Counted when asked for, so that no process shows figures of long ago. A database that is away fails no scrape. */
  async #collect(gauge: Gauge<'mode' | 'state'>, figureOf: (row: Open) => number): Promise<void> {
    if (!this.database.dataSource.isInitialized) return
    const rows = await this.database.rows(OPEN, [this.clock.now()]).catch(() => null)
    if (rows === null) return
    for (const mode of MODES) {
      for (const state of OPEN_STATES) {
        const row = rows.find((one) => one.mode === mode && one.state === state)
        gauge.set({ mode, state }, row === undefined ? 0 : figureOf(row))
      }
    }
  }
}
