import { Counter, type Registry } from 'prom-client'
import type { Actor, Refusal, RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { ID_PREFIXES } from '../kernel/ids.js'
import { recordAudit } from './audit.trail.js'

/** Ids that a denial remembers at most: an order can reach for 250 things. */
const MAX_REACHED_IDS = 300

/** Of one credential, code and address, one row is written in so long; the others are counted only. */
const CREDENTIALS_ONCE_IN_MS = 60_000

/** A TypeID of ours (a known prefix and 26 digits of Crockford's base 32) or an order number; nothing else is kept. */
const TYPE_ID = new RegExp(`^((${Object.values(ID_PREFIXES).join('|')})_[0-7][0-9a-hjkmnp-tv-z]{25}|PO-\\d{10})$`)

const REACHABLE = readStatement<{ id: string }>(
  'denial_organizations',
  `select organization_id as id from organization_access
    where actor_kind = $1 and actor_id = $2 and organization_id = any ($3) limit 2`,
)

/**
 * Writes down what was refused (`ACCESS_DENIED`), and counts it; in the trail of the one organization that was named, if
 * the actor has access to it. A denial that cannot be written fails the request. What
 * a credential opens nothing with is written once a minute: whoever kept a dead token could else fill the trail, which
 * nobody can empty. Each process remembers that for itself, so of several each may write one.
 */
export class DenialRecorder {
  readonly #denied: Counter<'kind'>
  /** When the last row of a credential, code and address was written, the longest ago first. */
  readonly #written = new Map<string, number>()

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    metrics: Registry,
  ) {
    this.#denied = new Counter({
      name: 'gateway_access_denied_total',
      help: 'Requests of which something was refused, by what: fields, routes, credentials, or anything to nobody (anonymous).',
      labelNames: ['kind'],
      registers: [metrics],
    })
  }

  /** Whoever shows no credentials is nobody, of whom there is nothing to write down. */
  anonymous(): void {
    this.#denied.inc({ kind: 'anonymous' })
  }

  /** Fields that were refused, or that found nothing, and the things that the request named. */
  async fields(actor: Actor, request: RequestInfo, fields: readonly string[], reachedFor: unknown): Promise<void> {
    await this.#record(actor, request, 'field', [...fields, ...typeIdsIn(reachedFor)])
  }

  /** A route that is not GraphQL, as `GET /organizations/:id/audit-events`. */
  async route(actor: Actor, request: RequestInfo, route: string, reachedFor: unknown): Promise<void> {
    await this.#record(actor, request, 'route', [route, ...typeIdsIn(reachedFor)])
  }

  /** Credentials that are somebody's and open nothing, with the code that was answered. */
  async credentials({ actor, code }: Refusal & { actor: Actor }, request: RequestInfo): Promise<void> {
    const credential = actor.kind === 'VENDOR' ? actor.apiKeyId : actor.sessionId
    const ids = [code, credential]
    const key = [...ids, request.address].join()
    if (!this.#isDue(key)) {
      this.#denied.inc({ kind: 'credentials' })
      return
    }
    await this.#record(actor, request, 'credentials', ids).catch((error: unknown) => {
      this.#written.delete(key)
      throw error
    })
  }

  /** Whether a row of this is due; if so, the next one is only after a minute. */
  #isDue(key: string): boolean {
    const now = this.clock.now().getTime()
    for (const [old, at] of this.#written) {
      if (now - at < CREDENTIALS_ONCE_IN_MS) break
      this.#written.delete(old)
    }
    if (this.#written.has(key)) return false
    this.#written.set(key, now)
    return true
  }

  async #record(actor: Actor, request: RequestInfo, kind: string, ids: readonly string[]): Promise<void> {
    this.#denied.inc({ kind })
    await this.database.transaction(async (tx) => {
      // Looked for in every case, so that the effort does not tell a foreign organization from none.
      const there = await tx.rows(REACHABLE, [actor.kind, actor.id, ids])
      const organizationId = there.length === 1 ? (there[0]?.id ?? null) : null
      const subject = { kind, ids }
      await recordAudit(tx, { action: 'ACCESS_DENIED', actor, request, organizationId, subject, at: this.clock.now() })
    })
  }
}

/** The ids of ours anywhere in a value, each once, up to a limit: for unknown and foreign things alike. */
export function typeIdsIn(value: unknown, limit = MAX_REACHED_IDS): string[] {
  const found = new Set<string>()
  const waiting = [value]
  // Values come from a document whose size is limited, and so is its depth.
  for (let next = waiting.pop(); waiting.length > 0 || next != null; next = waiting.pop()) {
    if (typeof next === 'string' && TYPE_ID.test(next)) found.add(next)
    else if (typeof next === 'object' && next !== null) waiting.push(...Object.values(next).reverse())
  }
  return [...found].slice(0, limit)
}
