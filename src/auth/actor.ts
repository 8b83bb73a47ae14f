import { RequestError } from '../kernel/errors.js'

/** Fictional clinicians and play money, or real ones: a row's mode never changes and no request crosses it. */
export const MODES = ['TEST', 'LIVE'] as const
export type Mode = (typeof MODES)[number]

/** What an API key, a grant of an organization, or a role may allow (domain.md, "Data integration"). */
export const SCOPES = [
  'clinicians:read',
  'profiles:read',
  'orders:write',
  'discrepancies:write',
  'monitoring:write',
  'account:read',
  'webhooks:write',
] as const
export type Scope = (typeof SCOPES)[number]

/** Who may ask (domain.md, "Who acts"); what a person is in one organization is said by the membership. */
export const ACTOR_KINDS = ['VENDOR', 'USER', 'STAFF'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

interface ActorBase {
  /** Id of the vendor or of the person. */
  id: string
  /** As printed on orders. */
  name: string
  mode: Mode
  /** The most that the actor may do in any organization; what it may in one is told by its access to that one. */
  scopes: ReadonlySet<Scope>
}

/** A vendor that came with an API key. */
export interface VendorActor extends ActorBase {
  kind: 'VENDOR'
  apiKeyId: string
}

/** A person who signed in: administers organizations, buys for them, or manages a vendor. */
export interface UserActor extends ActorBase {
  kind: 'USER'
  sessionId: string
}

/** One of the publisher's own people, signed in. */
export interface StaffActor extends ActorBase {
  kind: 'STAFF'
  sessionId: string
}

/** A person, of whatever kind. */
export type PersonActor = UserActor | StaffActor

/** Who asks. */
export type Actor = VendorActor | PersonActor

/** What every use case is told of the request that it serves. */
export interface RequestInfo {
  requestId: string
  /** Address of the client, as far as the trusted proxies tell. */
  address: string | null
  /** What the client calls itself. */
  userAgent: string | null
  /** Why staff look, as they said with the header `Gateway-Reason`; null when they said nothing that is a reason. */
  reason: string | null
}

/** What a request shows to prove who sent it. */
export interface Credentials {
  /** Value of the `Authorization` header. */
  authorization: string
  /** Mode that a session asks for with the header `Gateway-Mode`; a key has its own. */
  mode: Mode | null
  request: RequestInfo
}

/** Why credentials that were understood are not good enough. */
export interface Refusal {
  code: 'UNAUTHENTICATED' | 'SESSION_ENDED' | 'FORBIDDEN'
  message: string
  /** Whose they are, where that is certain: for the audit trail. */
  actor: Actor | null
}

/** Finds out who asks; null when the credentials are not of the strategy's kind, or prove nobody. */
export type AuthStrategy = (credentials: Credentials) => Promise<{ actor: Actor } | { refusal: Refusal } | null>

/** First line of every use case of a scope. */
export function assertScope(actor: Actor, scope: Scope): void {
  if (actor.scopes.has(scope)) return
  const lacking = actor.kind === 'VENDOR' ? 'which the API key does not have' : 'which none of your roles has'
  throw new RequestError('FORBIDDEN', `this needs the scope "${scope}", ${lacking}`)
}

/** For what only a person can do. */
export function assertPerson(actor: Actor): asserts actor is PersonActor {
  if (actor.kind === 'VENDOR') throw new RequestError('FORBIDDEN', 'this needs a session of a person, not an API key')
}

/** For the publisher's own people. */
export function assertStaff(actor: Actor): asserts actor is StaffActor {
  if (actor.kind !== 'STAFF') throw new RequestError('FORBIDDEN', "this is for the publisher's staff")
}
