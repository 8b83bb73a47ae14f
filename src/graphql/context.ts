import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Loaders } from './loaders.js'

/** What every resolver gets. */
export interface Context {
  actor: Actor
  request: RequestInfo
  loaders: Loaders
}
