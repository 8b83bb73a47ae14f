import type { Reader } from '../db/database.js'
import { sha256Hex } from '../kernel/digest.js'
import {
  countUnsealed,
  type ForeignEvent,
  foreignEvents,
  retiredIds,
  type SealHead,
  type StoredSeal,
  sealedEvents,
  sealHead,
  sealsFrom,
  type Unsealed,
} from './audit-seal.queries.js'
import {
  eventHash,
  GENESIS_HASH,
  HASH_BYTES,
  type IdRange,
  rangesOf,
  sealHash,
  withoutRanges,
} from './audit-seal.rules.js'

/** What can be wrong with the trail. */
export type AuditFaultKind =
  | 'EVENT_CHANGED'
  | 'EVENT_MISSING'
  | 'EVENT_INSERTED'
  | 'SEAL_CHANGED'
  | 'SEAL_MISSING'
  | 'SEAL_OVERLAP'
  | 'CHAIN_BROKEN'
  | 'HEAD_DIFFERS'
  | 'NOT_SEALED'

/** One thing that is wrong with the trail. */
export interface AuditFault {
  kind: AuditFaultKind
  /** Sequence of the seal that tells. */
  seal: number | null
  /** In words, for a person. */
  message: string
}

/** What a verification saw. */
export interface AuditReport {
  seals: number
  /** Events that are what they were when they were sealed. */
  intactEvents: number
  /** Events that were dropped because their time was over, as the trail says itself. */
  retiredEvents: number
  unsealed: Unsealed
  /** The newest seal; null without any. Kept elsewhere, it proves later that the chain was not made anew. */
  head: SealHead | null
  faults: number
}

export interface VerificationWish {
  /** The first seal to look at; what is before it is believed. */
  from?: number
  /** A head that was kept elsewhere. */
  head?: SealHead
}

/** Hash null: it is not there to tell. */
type PreviousSeal = Omit<SealHead, 'hash'> & { hash: string | null }

const SEALS_AT_A_TIME = 20
const EVENTS_AT_A_TIME = 5_000
const FOREIGN_AT_A_TIME = 1_000

/**
 * Compares the trail with its seals, seal by seal, with the same little memory however long it is. `tell` gets every
 * fault when it is found.
 */
export class AuditVerifier {
  #faults = 0
  #seals = 0
  #intactEvents = 0
  #retired: readonly IdRange[] = []
  #retiredEvents = 0

  constructor(
    private readonly reader: Reader,
    private readonly tell: (fault: AuditFault) => void,
  ) {}

  async verify({ from = 1, head }: VerificationWish = {}): Promise<AuditReport> {
    this.#retired = rangesOf(await retiredIds(this.reader))
    let previous = await this.#before(from)
    for (let next = from; ; next = previous.sequence + 1) {
      const seals = await sealsFrom(this.reader, next, SEALS_AT_A_TIME)
      for (const seal of seals) {
        this.#checkPlace(seal, previous)
        this.#checkSeal(seal)
        await this.#checkEvents(seal)
        this.#seals++
        previous = seal
      }
      if (seals.length < SEALS_AT_A_TIME) break
    }
    if (head !== undefined) await this.#checkHead(head)
    await this.#findForeign()
    const unsealed = await countUnsealed(this.reader)
    if (unsealed.overdue) {
      const message = `the oldest event without a seal is of ${unsealed.oldestAt?.toISOString()}: no worker ran since, or seals are gone`
      this.#fault('NOT_SEALED', null, message)
    }
    const { sequence, hash } = previous
    return {
      seals: this.#seals,
      intactEvents: this.#intactEvents,
      retiredEvents: this.#retiredEvents,
      unsealed,
      head: sequence === 0 || hash === null ? null : { sequence, hash },
      faults: this.#faults,
    }
  }

  /** What the seal `from` has to follow from; without a hash if it is not there to tell. */
  async #before(from: number): Promise<PreviousSeal> {
    const sequence = from - 1
    if (sequence === 0) return { sequence, hash: GENESIS_HASH }
    const seal = await sealHead(this.reader, sequence)
    if (seal === null) this.#fault('SEAL_MISSING', sequence, `${listed('seal', sequence, sequence)} missing`)
    return seal ?? { sequence, hash: null }
  }

  #checkPlace(seal: StoredSeal, previous: PreviousSeal): void {
    const expected = previous.sequence + 1
    if (seal.sequence > expected) {
      this.#fault('SEAL_MISSING', seal.sequence, `${listed('seal', expected, seal.sequence - 1)} missing`)
    } else if (previous.hash !== null && seal.previousHash !== previous.hash) {
      this.#fault('CHAIN_BROKEN', seal.sequence, `seal ${seal.sequence} does not follow from the seal before it`)
    }
    if (seal.overlaps) {
      this.#fault('SEAL_OVERLAP', seal.sequence, `seal ${seal.sequence} has events of an earlier seal`)
    }
  }

  #checkSeal(seal: StoredSeal): void {
    const count = rangesOf(seal.eventIds).reduce((sum, { from, until }) => sum + until - from, 0)
    const holds =
      seal.hash === sealHash(seal) &&
      seal.eventsSha256 === sha256Hex(seal.eventHashes) &&
      seal.eventCount === count &&
      seal.eventHashes.length === count * HASH_BYTES
    if (!holds) this.#fault('SEAL_CHANGED', seal.sequence, `seal ${seal.sequence} is not what it was when it was made`)
  }

  async #checkEvents(seal: StoredSeal): Promise<void> {
    const ranges = rangesOf(seal.eventIds).values()
    let range = ranges.next().value
    /** The id that is to come next, and the place of its hash. */
    let expected = range?.from ?? 0
    let place = 0
    const advanceTo = (id: number) => {
      place += id - expected
      expected = id
      if (expected !== range?.until) return
      range = ranges.next().value
      expected = range?.from ?? expected
    }
    const missingUntil = (id: number) => {
      while (range !== undefined && expected < id) {
        const until = Math.min(range.until, id)
        const missing = withoutRanges({ from: expected, until }, this.#retired)
        for (const gap of missing) {
          this.#fault('EVENT_MISSING', seal.sequence, `${listed('event', gap.from, gap.until - 1)} missing`)
        }
        this.#retiredEvents += until - expected - missing.reduce((sum, gap) => sum + gap.until - gap.from, 0)
        advanceTo(until)
      }
    }
    for (;;) {
      const events = await sealedEvents(this.reader, seal.eventIds, expected, EVENTS_AT_A_TIME)
      for (const event of events) {
        missingUntil(Number(event.id))
        const hash = seal.eventHashes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES)
        if (eventHash(event).equals(hash)) this.#intactEvents++
        else this.#fault('EVENT_CHANGED', seal.sequence, `event ${event.id} is not what it was when it was sealed`)
        advanceTo(expected + 1)
      }
      if (events.length < EVENTS_AT_A_TIME) break
    }
    missingUntil(Number.POSITIVE_INFINITY)
  }

  async #checkHead({ sequence, hash }: SealHead): Promise<void> {
    const found = await sealHead(this.reader, sequence)
    if (found === null) this.#fault('HEAD_DIFFERS', sequence, `there is no seal ${sequence}, of which a hash was kept`)
    else if (found.hash !== hash) {
      this.#fault('HEAD_DIFFERS', sequence, `seal ${sequence} has another hash than the one that was kept`)
    }
  }

  async #findForeign(): Promise<void> {
    for (let after: string | null = null; ; ) {
      const events: ForeignEvent[] = await foreignEvents(this.reader, after, FOREIGN_AT_A_TIME)
      for (const { id, givenOut } of events) {
        const why = givenOut
          ? 'is in no seal, though those around it were sealed long ago'
          : 'has an id that was never given out'
        this.#fault('EVENT_INSERTED', null, `event ${id} ${why}`)
      }
      if (events.length < FOREIGN_AT_A_TIME) return
      after = events.at(-1)?.id ?? null
    }
  }

  #fault(kind: AuditFaultKind, seal: number | null, message: string): void {
    this.#faults++
    this.tell({ kind, seal, message })
  }
}

function listed(what: string, first: number, last: number): string {
  return first === last ? `${what} ${first} is` : `${what}s ${first} to ${last} are`
}
