import { Counter, type Registry } from 'prom-client'
import type { ChangeKind } from './change-request.rules.js'

/** Counts what the organization manager does; only what has committed. */
export class OrganizationMetrics {
  readonly #invitations: Counter<'outcome'>
  readonly #changes: Counter<'kind' | 'outcome'>

  constructor(metrics: Registry) {
    this.#invitations = new Counter({
      name: 'gateway_invitations_total',
      help: 'Invitations by outcome: sent, resent, cancelled, accepted, refused (a link or a password that did not do).',
      labelNames: ['outcome'],
      registers: [metrics],
    })
    this.#changes = new Counter({
      name: 'gateway_change_requests_total',
      help: 'Change requests by kind and outcome: applied (at once), requested, approved, rejected, expired.',
      labelNames: ['kind', 'outcome'],
      registers: [metrics],
    })
  }

  invitations(outcome: 'sent' | 'resent' | 'cancelled' | 'accepted' | 'refused', count = 1): void {
    if (count > 0) this.#invitations.inc({ outcome }, count)
  }

  change(kind: ChangeKind, outcome: 'applied' | 'requested' | 'approved' | 'rejected' | 'expired'): void {
    this.#changes.inc({ kind, outcome })
  }
}
