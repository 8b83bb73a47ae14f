import { Counter, type Registry } from 'prom-client'
import type { SessionEndReason, SignInMethod } from './session.entity.js'

/** What is counted of sign-ins and sessions. */
export class PeopleMetrics {
  readonly #signIns: Counter<'method' | 'outcome'>
  readonly #ended: Counter<'reason'>

  constructor(metrics: Registry) {
    this.#signIns = new Counter({
      name: 'gateway_sign_ins_total',
      help: 'Sign-ins by method (PASSWORD, OPENID) and outcome (SUCCEEDED, REFUSED).',
      labelNames: ['method', 'outcome'],
      registers: [metrics],
    })
    this.#ended = new Counter({
      name: 'gateway_sessions_ended_total',
      help: 'Sessions that ended, by reason.',
      labelNames: ['reason'],
      registers: [metrics],
    })
  }

  signIn(method: SignInMethod, outcome: 'SUCCEEDED' | 'REFUSED'): void {
    this.#signIns.inc({ method, outcome })
  }

  ended(reason: SessionEndReason): void {
    this.#ended.inc({ reason })
  }
}
