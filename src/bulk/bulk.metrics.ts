import { Counter, type Registry } from 'prom-client'
import type { BulkKind } from './bulk.words.js'

/** Counts what bulk operations do; only what has committed. */
export class BulkMetrics {
  readonly #operations: Counter<'kind' | 'outcome'>
  readonly #rows: Counter<'kind' | 'status'>

  constructor(metrics: Registry) {
    this.#operations = new Counter({
      name: 'gateway_bulk_operations_total',
      help: 'Bulk operations by kind and outcome: started, reused (the same file was there), completed, cancelled, failed.',
      labelNames: ['kind', 'outcome'],
      registers: [metrics],
    })
    this.#rows = new Counter({
      name: 'gateway_bulk_rows_total',
      help: 'Rows of bulk operations by kind and by what became of them.',
      labelNames: ['kind', 'status'],
      registers: [metrics],
    })
  }

  operation(kind: BulkKind, outcome: 'started' | 'reused' | 'completed' | 'cancelled' | 'failed'): void {
    this.#operations.inc({ kind, outcome })
  }

  rows(kind: BulkKind, counts: Readonly<Record<string, number>>): void {
    for (const [status, count] of Object.entries(counts)) this.#rows.inc({ kind, status }, count)
  }
}
