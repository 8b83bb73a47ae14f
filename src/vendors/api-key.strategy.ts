import { timingSafeEqual } from 'node:crypto'
import type { AuthStrategy, Credentials, Mode, Scope, VendorActor } from '../auth/actor.js'
import { bearerTokenOf } from '../auth/bearer.js'
import type { Database } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { sha256Hex } from '../kernel/digest.js'
import { Rounds } from '../kernel/rounds.js'
import { isAddressAllowed } from './address-range.js'
import { parseApiKeyToken } from './api-key.token.js'

/** `last_used_at` is told to the minute: a write for every request would cost more than the knowledge is worth. */
const LAST_USED_RESOLUTION_MS = 60_000

interface KeyRow {
  selector: string
  id: string
  vendorId: string
  vendorName: string
  mode: Mode
  scopes: Scope[]
  secretSha256: string
  expiresAt: Date | null
  lastUsedAt: Date | null
  allowedAddresses: string[]
  suspended: boolean
}

/** So many requests share one look at the table of keys at most. */
const KEYS_OF_A_ROUND = 100

const KEYS_BY_SELECTORS = readStatement<KeyRow>(
  'api_keys_by_selectors',
  `select k.selector, k.id, k.vendor_id as "vendorId", v.name as "vendorName", k.mode, k.scopes,
          k.secret_sha256 as "secretSha256", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt",
          k.allowed_addresses as "allowedAddresses", v.suspended_at is not null as suspended
     from api_keys k join vendors v on v.id = k.vendor_id
    where k.selector = any ($1) and k.revoked_at is null`,
)

const TOUCH = writeStatement(
  'api_key_touch',
  'update api_keys set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $2)',
)

/** Finds the key of a token. */
export type KeyFinder = (token: string) => Promise<KeyRow | null>

/**
 * Finds the key of a token unless it is revoked; null for malformed, unknown and wrong tokens alike. Requests that come at
 * once share a statement, which begins after each of them has come: a revocation holds from the next request on.
 */
export function apiKeyFinder(database: Database): KeyFinder {
  const rounds = new Rounds<string, KeyRow | null>(async (selectors) => {
    const keys = new Map((await database.rows(KEYS_BY_SELECTORS, [selectors])).map((key) => [key.selector, key]))
    return selectors.map((selector) => keys.get(selector) ?? null)
  }, KEYS_OF_A_ROUND)
  return async (text) => {
    const token = parseApiKeyToken(text)
    if (token === null) return null
    const key = await rounds.run(token.selector)
    const isIt = key?.mode === token.mode && sameDigest(key.secretSha256, sha256Hex(token.secret))
    return isIt ? key : null
  }
}

/** `Authorization: Bearer pgw_…`. The key is looked up for every request. */
export function apiKeyStrategy(database: Database, clock: Clock): AuthStrategy {
  const find = apiKeyFinder(database)
  return async (credentials) => {
    const key = await find(bearerTokenOf(credentials.authorization))
    const now = clock.now()
    if (key === null || (key.expiresAt !== null && key.expiresAt <= now)) return null
    const { mode, vendorId: id, vendorName: name, id: apiKeyId } = key
    const actor: VendorActor = { kind: 'VENDOR', id, name, mode, scopes: new Set(key.scopes), apiKeyId }
    const message = objectionTo(key, credentials)
    if (message !== null) return { refusal: { code: 'FORBIDDEN', message, actor } }
    if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() >= LAST_USED_RESOLUTION_MS) {
      await database.transaction(async (tx) => await tx.write(TOUCH, [key.id, now]))
    }
    return { actor }
  }
}

/** What stands against a key that is genuine, or null. Only its holder learns it. */
function objectionTo(key: KeyRow, { mode: wanted, request }: Credentials): string | null {
  if (key.suspended) return "the vendor of this key is suspended; ask the publisher's staff"
  if (key.allowedAddresses.length > 0 && !isAddressAllowed(key.allowedAddresses, request.address)) {
    return 'this key may not be used from this address'
  }
  if (wanted !== null && wanted !== key.mode) {
    return `Gateway-Mode: this key is of ${key.mode} mode; the header is for sessions`
  }
  return null
}

function sameDigest(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'))
}
