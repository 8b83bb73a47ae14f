import { Counter, Gauge, type Registry } from 'prom-client'
import { MODES, type Mode } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import type { ResearchEventKind } from './research-request.type.js'

const WAITING_STATES = ['OPEN', 'IN_PROGRESS'] as const

interface Waiting {
  mode: Mode
  state: (typeof WAITING_STATES)[number]
  count: number
  overdue: number
}

const WAITING = readStatement<Waiting>(
  'research_requests_waiting_counts',
  `select r.mode, r.state, count(*)::int as count,
          (count(*) filter (where r.first_due_before <= $1::timestamptz + o.clock_ahead_ms * interval '1 millisecond'))::int
            as overdue
     from research_requests r join organizations o on o.id = r.organization_id
    where r.state in ('OPEN', 'IN_PROGRESS') group by r.mode, r.state`,
)

/** Figures of research requests for Prometheus. */
export class ResearchMetrics {
  readonly #events: Counter<'event'>

  constructor(
    registry: Registry,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    const registers = [registry]
    this.#events = new Counter({
      name: 'gateway_research_request_events_total',
      help: 'Steps of research requests: requested, started, delayed, found, not_found, withdrawn.',
      labelNames: ['event'],
      registers,
    })
    const waiting: Gauge<'mode' | 'state'> = new Gauge({
      name: 'gateway_research_requests_waiting',
      help: 'Research requests that wait for an answer, by mode and state.',
      labelNames: ['mode', 'state'],
      registers,
      collect: () => this.#collect(waiting, ({ count }) => count),
    })
    const overdue: Gauge<'mode' | 'state'> = new Gauge({
      name: 'gateway_research_requests_overdue',
      help: 'Of those, the ones past the day that was promised at first.',
      labelNames: ['mode', 'state'],
      registers,
      collect: () => this.#collect(overdue, (row) => row.overdue),
    })
  }

  /** Counts a step that has committed. */
  happened(event: ResearchEventKind): void {
    this.#events.inc({ event: event.toLowerCase() })
  }

  /** Counted when asked for, so that no process shows figures of long ago. A database that is away fails no scrape. */
  async #collect(gauge: Gauge<'mode' | 'state'>, figureOf: (row: Waiting) => number): Promise<void> {
    if (!this.database.dataSource.isInitialized) return
    const rows = await this.database.rows(WAITING, [this.clock.now()]).catch(() => null)
    if (rows === null) return
    for (const mode of MODES) {
      for (const state of WAITING_STATES) {
        const row = rows.find((one) => one.mode === mode && one.state === state)
        gauge.set({ mode, state }, row === undefined ? 0 : figureOf(row))
      }
    }
  }
}
