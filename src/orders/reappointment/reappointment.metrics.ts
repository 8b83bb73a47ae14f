import { Counter, type Registry } from 'prom-client'
import type { DecisionState } from './reappointment-decision.type.js'

/** Figures of the autopilot for Prometheus. */
export class ReappointmentMetrics {
  readonly #decisions: Counter<'state'>

  constructor(registry: Registry) {
    this.#decisions = new Counter({
      name: 'gateway_reappointment_decisions_total',
      help: 'Decisions about clinicians who are due for reappointment: proposed, ordered, skipped, declined.',
      labelNames: ['state'],
      registers: [registry],
    })
  }

  /** Counts decisions that have committed. */
  decided(states: readonly DecisionState[]): void {
    for (const state of states) this.#decisions.inc({ state: state.toLowerCase() })
  }
}
