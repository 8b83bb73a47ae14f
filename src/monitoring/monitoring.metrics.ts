import { Counter, Gauge, type Registry } from 'prom-client'
import { MODES, type Mode } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'

const RUNNING = readStatement<{ mode: Mode; count: number }>(
  'monitorings_running_count',
  'select mode, count(*)::int as count from monitorings where ended_at is null group by mode',
)

/** Figures of continuous monitoring for Prometheus. */
export class MonitoringMetrics {
  readonly #ends: Counter<'step'>

  constructor(
    registry: Registry,
    private readonly database: Database,
  ) {
    const registers = [registry]
    this.#ends = new Counter({
      name: 'gateway_monitoring_ends_total',
      help: 'Terms of continuous monitoring by how they come to an end: reminded, expired, discontinued.',
      labelNames: ['step'],
      registers,
    })
    const running: Gauge<'mode'> = new Gauge({
      name: 'gateway_monitorings_running',
      help: 'Terms of continuous monitoring that run, by mode.',
      labelNames: ['mode'],
      registers,
      collect: () => this.#collect(running),
    })
  }

  /** Counts what has committed. */
  happened(step: 'reminded' | 'expired' | 'discontinued', count: number): void {
    this.#ends.inc({ step }, count)
  }

  /** Counted when asked for, so that no process shows figures of long ago. A database that is away fails no scrape. */
  async #collect(gauge: Gauge<'mode'>): Promise<void> {
    if (!this.database.dataSource.isInitialized) return
    const rows = await this.database.rows(RUNNING, []).catch(() => null)
    if (rows === null) return
    for (const mode of MODES) gauge.set({ mode }, rows.find((row) => row.mode === mode)?.count ?? 0)
  }
}
