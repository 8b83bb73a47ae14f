import { Gauge, type Registry } from 'prom-client'

/** What a connection pool tells of itself. */
export interface PoolFigures {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}

/** Connections by pool and state, counted when asked for. A pool that is not there yet, or no more, shows nothing. */
export function registerPoolMetrics(
  registry: Registry,
  pools: Readonly<Record<string, () => PoolFigures | undefined>>,
): void {
  const gauge: Gauge<'pool' | 'state'> = new Gauge({
    name: 'gateway_database_connections',
    help: 'Connections of this process to the database by pool and state: busy, idle; waiting: callers who wait for one.',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect: () => {
      for (const [pool, figuresOf] of Object.entries(pools)) {
        const { totalCount, idleCount, waitingCount } = figuresOf() ?? { totalCount: 0, idleCount: 0, waitingCount: 0 }
        gauge.set({ pool, state: 'idle' }, idleCount)
        gauge.set({ pool, state: 'busy' }, totalCount - idleCount)
        gauge.set({ pool, state: 'waiting' }, waitingCount)
      }
    },
  })
}
