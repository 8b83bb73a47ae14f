import { timingSafeEqual } from 'node:crypto'
import type { Actor, AuthStrategy, Mode, Scope } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { sha256Hex } from '../kernel/digest.js'
import { parseApiKeyToken } from './api-key.token.js'

/** `last_used_at` is told to the minute: a write for every request would cost more than the knowledge is worth. */
const LAST_USED_RESOLUTION_MS = 60_000

interface KeyRow {
  id: string
  vendorId: string
  vendorName: string
  mode: Mode
  scopes: Scope[]
  secretSha256: string
  expiresAt: Date | null
  lastUsedAt: Date | null
}

const KEY_BY_SELECTOR = readStatement<KeyRow>(
  'api_key_by_selector',
  `select k.id, k.vendor_id as "vendorId", v.name as "vendorName", k.mode, k.scopes,
          k.secret_sha256 as "secretSha256", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt"
     from api_keys k join vendors v on v.id = k.vendor_id
    where k.selector = $1 and k.revoked_at is null`,
)

const TOUCH = writeStatement(
  'api_key_touch',
  'update api_keys set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $2)',
)

/**
 * `Authorization: Bearer pgw_…`. The key is looked up for every request, so that a revocation holds from the next one on.
 * Whatever is wrong with it, the answer is the same: null.
 */
export function apiKeyStrategy(database: Database, clock: Clock): AuthStrategy {
  return async (authorization): Promise<Actor | null> => {
    const token = parseApiKeyToken(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '')
    if (token === null) return null
    const [key] = await database.rows(KEY_BY_SELECTOR, [token.selector])
    const now = clock.now()
    if (key === undefined || !sameDigest(key.secretSha256, sha256Hex(token.secret)) || key.mode !== token.mode)
      return null
    if (key.expiresAt !== null && key.expiresAt <= now) return null
    if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() >= LAST_USED_RESOLUTION_MS) {
      await database.transaction(async (tx) => await tx.write(TOUCH, [key.id, now]))
    }
    return {
      kind: 'VENDOR',
      vendorId: key.vendorId,
      vendorName: key.vendorName,
      apiKeyId: key.id,
      mode: key.mode,
      scopes: new Set(key.scopes),
    }
  }
}

function sameDigest(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'))
}
