import { Gauge, type Registry } from 'prom-client'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'

const BACKLOG = readStatement<{ waiting: number; oldest: number }>(
  'emails_backlog',
  `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest
     from emails where sent_at is null and failed_at is null`,
)

/** Figures of e-mails that wait to be sent, also of those that a mail server has turned away and that come again. */
export function observeEmailBacklog(registry: Registry, database: Database): void {
  const gauge = (name: string, help: string, figure: 'waiting' | 'oldest') => {
    const made: Gauge = new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        // A database that is away fails no scrape.
        const rows = database.dataSource.isInitialized ? await database.rows(BACKLOG, []).catch(() => []) : []
        for (const row of rows) made.set(row[figure])
      },
    })
  }
  gauge('gateway_emails_waiting', 'E-mails that are neither sent nor given up.', 'waiting')
  gauge('gateway_emails_oldest_seconds', 'How long the oldest of them has waited.', 'oldest')
}
