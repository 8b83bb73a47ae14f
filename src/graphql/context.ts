import type { Actor, RequestInfo } from '../auth/actor.js'
import { requireActor } from '../auth/caller.js'
import { Loaders } from './loaders.js'

/** What every resolver gets. */
export class Context {
  readonly loaders: Loaders
  /** What this request was refused, as `Query.order` and the like: it goes into the audit trail with the answer. */
  readonly denials = new Set<string>()

  constructor(
    /** Null for whoever shows no credentials. */
    readonly caller: Actor | null,
    readonly request: RequestInfo,
  ) {
    this.loaders = new Loaders(this)
  }

  /** Who asks. @throws RequestError UNAUTHENTICATED when nobody proved to be anybody. */
  get actor(): Actor {
    return requireActor(this.caller)
  }
}
