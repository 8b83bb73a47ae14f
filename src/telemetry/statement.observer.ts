import { Counter, Histogram, type Registry } from 'prom-client'
import type { Tracing } from './tracing.js'

/** A statement as figures and traces name it: by the name that the source gives it, never with its values. */
export interface ObservedStatement {
  readonly kind: 'read' | 'write'
  readonly label: string
}

/** Is told when a statement begins; what it returns is told when it has ended, and how it failed if it did. */
export type StatementObserver = (statement: ObservedStatement) => (error?: unknown) => void

/** For scripts, and for tests of single rooms. */
export const UNOBSERVED: StatementObserver = () => () => undefined

/** What a statement came to so far: plain numbers, for the library's counters take microseconds with labels. */
interface Totals {
  ok: number
  failed: number
  seconds: number
}

/**
 * Counts statements and their time. By name there are two series a statement and no histogram: there are some 600 names,
 * which the source bounds.
 */
export function statementObserver(registry: Registry, tracing: Tracing): StatementObserver {
  const registers = [registry]
  const histogram = new Histogram({
    name: 'gateway_sql_seconds',
    help: 'How long SQL statements took, with the wait for a connection, by kind (read, write).',
    labelNames: ['kind'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 15],
    registers,
  })
  const byName = new Map<string, Totals>()
  const count: Counter<'statement' | 'outcome'> = new Counter({
    name: 'gateway_sql_statements_total',
    help: 'SQL statements, by name and outcome (ok, error).',
    labelNames: ['statement', 'outcome'],
    registers,
    collect: () => {
      count.reset()
      for (const [statement, { ok, failed }] of byName) {
        count.inc({ statement, outcome: 'ok' }, ok)
        if (failed > 0) count.inc({ statement, outcome: 'error' }, failed)
      }
    },
  })
  const seconds: Counter<'statement'> = new Counter({
    name: 'gateway_sql_statement_seconds_total',
    help: 'Time that SQL statements took in all, by name.',
    labelNames: ['statement'],
    registers,
    collect: () => {
      seconds.reset()
      for (const [statement, totals] of byName) seconds.inc({ statement }, totals.seconds)
    },
  })
  const times = { read: histogram.labels('read'), write: histogram.labels('write') }
  return ({ kind, label }) => {
    const startedAt = performance.now()
    const span = tracing.isOn
      ? tracing.part(label, { 'db.system.name': 'postgresql', 'db.query.summary': label })
      : null
    return (error) => {
      const took = (performance.now() - startedAt) / 1000
      times[kind].observe(took)
      const totals = byName.get(label) ?? { ok: 0, failed: 0, seconds: 0 }
      byName.set(label, totals)
      if (error === undefined) totals.ok++
      else totals.failed++
      totals.seconds += took
      span?.end(error)
    }
  }
}
