import type { Actor, RequestInfo } from '../auth/actor.js'
import { Loaders } from './loaders.js'

/** What every resolver gets. */
export interface Context {
  actor: Actor
  request: RequestInfo
  loaders: Loaders
}

/** The context of one request. */
export function contextFor(actor: Actor, request: RequestInfo): Context {
  return { actor, request, loaders: new Loaders({ actor, request }) }
}
