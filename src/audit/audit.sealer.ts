import { setImmediate as othersTurn } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Counter, Gauge, type Registry } from 'prom-client'
import type { Database, Transaction } from '../db/database.js'
import { sha256Hex } from '../kernel/digest.js'
import { countUnsealed, insertSeal, lastSeal, lockSealing, unsealedEvents } from './audit-seal.queries.js'
import { eventHash, GENESIS_HASH, multirangeOf, type SealedEvent, sealHash } from './audit-seal.rules.js'

/** The most events of one seal: some 5 MB of rows, and a fraction of a second. */
const EVENTS_A_SEAL = 10_000

/** Hashes are computed so many at a time, between which requests get their turn. */
const HASHES_AT_A_TIME = 250

/**
 * Chains the audit trail, batch by batch and after the fact: whoever writes an event waits for nobody. Reads only what
 * has been committed, so a transaction that is still open holds nothing up; its event goes into a later seal.
 */
export class AuditSealer {
  readonly #seals: Counter

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
    metrics: Registry,
    private readonly eventsASeal = EVENTS_A_SEAL,
  ) {
    const registers = [metrics]
    this.#seals = new Counter({ name: 'gateway_audit_seals_total', help: 'Seals of the audit trail.', registers })
    const unsealed: Gauge = new Gauge({
      name: 'gateway_audit_events_unsealed',
      help: 'Events of the audit trail that are in no seal yet.',
      registers,
      collect: async () => {
        // A database that is away fails no scrape.
        const count = database.dataSource.isInitialized ? await countUnsealed(database).catch(() => null) : null
        if (count !== null) unsealed.set(count.count)
      },
    })
    const oldest: Gauge = new Gauge({
      name: 'gateway_audit_unsealed_oldest_seconds',
      help: 'How long the oldest event of the audit trail that is in no seal waits for one.',
      registers,
      collect: async () => {
        const found = database.dataSource.isInitialized ? await countUnsealed(database).catch(() => null) : null
        if (found !== null) oldest.set(found.oldestAt === null ? 0 : (Date.now() - found.oldestAt.getTime()) / 1000)
      },
    })
  }

  /** Does `SealAuditEvents`: seals whatever is there to be sealed, unless another process is at it. */
  async sealAll(stopping?: AbortSignal): Promise<void> {
    while (!stopping?.aborted) {
      const sealed = await this.database.transaction((tx) => this.#sealNext(tx))
      if (sealed === null) return
      const { sequence, hash, eventCount } = sealed
      this.#seals.inc()
      this.logger.info({ sequence, hash, eventCount }, 'audit events sealed')
      if (eventCount < this.eventsASeal) return
    }
  }

  /** Null when there is nothing to seal, or another process does it. */
  async #sealNext(tx: Transaction): Promise<{ sequence: number; hash: string; eventCount: number } | null> {
    // A statement of its own: those after it see every seal that was made under the lock before.
    if (!(await lockSealing(tx))) return null
    const last = await lastSeal(tx)
    const events = await unsealedEvents(tx, this.eventsASeal)
    if (events.length === 0) return null
    const eventHashes = await hashesOf(events)
    const content = {
      sequence: last.sequence + 1,
      previousHash: last.hash ?? GENESIS_HASH,
      eventIds: multirangeOf(events.map((event) => Number(event.id))),
      eventCount: events.length,
      eventsSha256: sha256Hex(eventHashes),
      sealedAt: last.now,
    }
    const hash = sealHash(content)
    await insertSeal(tx, { ...content, eventHashes, hash })
    return { ...content, hash }
  }
}

async function hashesOf(events: readonly SealedEvent[]): Promise<Buffer> {
  const hashes: Buffer[] = []
  for (const event of events) {
    hashes.push(eventHash(event))
    if (hashes.length % HASHES_AT_A_TIME === 0) await othersTurn()
  }
  return Buffer.concat(hashes)
}
