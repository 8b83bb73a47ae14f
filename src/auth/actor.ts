import { RequestError } from '../kernel/errors.js'

/** Fictional clinicians and play money, or real ones: a row's mode never changes and no request crosses it. */
export const MODES = ['TEST', 'LIVE'] as const
export type Mode = (typeof MODES)[number]

/** What an API key, and a grant of an organization, may allow (domain.md, "Data integration"). */
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

/** A vendor that came with an API key. */
export interface VendorActor {
  kind: 'VENDOR'
  vendorId: string
  vendorName: string
  apiKeyId: string
  mode: Mode
  scopes: ReadonlySet<Scope>
}

/** Who asks. */
export type Actor = VendorActor

/** What every use case is told of the request that it serves. */
export interface RequestInfo {
  requestId: string
  /** Address of the client, as far as the trusted proxies tell. */
  address: string | null
}

/** Finds out who asks from the value of the `Authorization` header; null when it proves nobody. */
export type AuthStrategy = (authorization: string | undefined) => Promise<Actor | null>

/** First line of every use case. */
export function assertScope(actor: Actor, scope: Scope): void {
  if (!actor.scopes.has(scope)) {
    throw new RequestError('FORBIDDEN', `this needs the scope "${scope}", which the API key does not have`)
  }
}
