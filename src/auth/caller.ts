import { RequestError } from '../kernel/errors.js'
import { ACTOR_KINDS, type Actor } from './actor.js'

/** Kinds of callers: the actors, and whoever shows nothing at all. */
export const CALLER_KINDS = ['ANONYMOUS', ...ACTOR_KINDS] as const
export type CallerKind = (typeof CALLER_KINDS)[number]

/** Said to everybody who proves nothing: missing, malformed, unknown, expired and revoked credentials look the same. */
export const UNAUTHENTICATED_MESSAGE =
  'a valid API key or access token is needed: send it as "Authorization: Bearer …"; without one only the operations of signing in and the public queries are answered'

/** The actor, or the refusal of a caller who is none. */
export function requireActor(caller: Actor | null): Actor {
  if (caller === null) throw new RequestError('UNAUTHENTICATED', UNAUTHENTICATED_MESSAGE)
  return caller
}
