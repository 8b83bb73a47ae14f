import { Gauge, type Registry } from 'prom-client'
import type { Reader } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { ageInDays } from './source.freshness.js'
import { newestDays } from './source.overview.js'

/** Shows how old the newest file of each source is; a source of which none was loaded has no figure. */
export function registerSourceMetrics(registry: Registry, database: Reader, clock: Clock): void {
  const age: Gauge<'source'> = new Gauge({
    name: 'gateway_source_age_days',
    help: 'Days since the day of the newest file of each source that was loaded.',
    labelNames: ['source'],
    registers: [registry],
    // Asked for at each scrape, so that no process shows figures of long ago. A database that is away fails no scrape.
    collect: async () => {
      const days = await newestDays(database).catch(() => [])
      for (const { source, day } of days) age.set({ source }, ageInDays(day, clock.now()))
    },
  })
}
