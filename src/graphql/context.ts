import type { Actor, RequestInfo } from '../auth/actor.js'
import { requireActor } from '../auth/caller.js'
import { Loaders } from './loaders.js'

/** In points of docs/cost.md. */
interface Budget {
  /** Of this request, as it was asked for. */
  cost: number
  /** What the caller has left. */
  remaining: number
  /** Objects that its lists hold so far. */
  listed: number
}

/** What every resolver gets. */
export class Context {
  readonly loaders: Loaders
  /** What this request was refused, as `Query.order` and the like: it goes into the audit trail with the answer. */
  readonly denials = new Set<string>()
  /** What this request showed to staff: root fields, and ids that it did not name itself. It is written down likewise. */
  readonly looks = new Set<string>()
  /** What this request may use up, as it was charged before it was run. */
  readonly budget: Budget = { cost: 0, remaining: 0, listed: 0 }
  /** An object of its own: Apollo copies the context, and the loaders keep the first one. */
  private readonly current: { request: RequestInfo }

  constructor(
    /** Null for whoever shows no credentials. */
    readonly caller: Actor | null,
    private readonly received: RequestInfo,
  ) {
    this.current = { request: received }
    this.loaders = new Loaders(this)
  }

  get request(): RequestInfo {
    return this.current.request
  }

  /** From here on, staff read for this reason; null: for the one that came with the request, if any. */
  because(reason: string | null): void {
    this.current.request = { ...this.received, reason: reason ?? this.received.reason }
  }

  /** Who asks. @throws RequestError UNAUTHENTICATED when nobody proved to be anybody. */
  get actor(): Actor {
    return requireActor(this.caller)
  }
}
