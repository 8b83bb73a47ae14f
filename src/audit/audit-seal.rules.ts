import { createHash } from 'node:crypto'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'

/** `previousHash` of the first seal. */
export const GENESIS_HASH = '0'.repeat(64)

/** Bytes of one SHA-256. */
export const HASH_BYTES = 32

/** All columns of an event as text, so that what is hashed is what the database holds, to the last digit. */
export interface SealedEvent {
  id: string
  /** UTC with microseconds, `2026-11-03T16:05:00.000000Z`; like `SealContent.sealedAt`. */
  occurredAt: string
  action: string
  actorKind: string
  actorId: string | null
  apiKeyId: string | null
  sessionId: string | null
  organizationId: string | null
  subjectKind: string | null
  subjectIds: string[]
  requestId: string | null
  address: string | null
  reason: string | null
}

/** What a seal's hash is of. */
export interface SealContent {
  sequence: number
  previousHash: string
  /** As PostgreSQL writes an `int8multirange`: `{[1,10),[12,13)}`. */
  eventIds: string
  eventCount: number
  eventsSha256: string
  sealedAt: string
}

/** Ids `from`, `from + 1` … below `until`. */
export interface IdRange {
  from: number
  until: number
}

/**
 * SHA-256 of the event's canonical JSON (RFC 8785). What is null is left out, so that a column that a later release adds
 * does not change the hash of an event that was sealed before.
 */
export function eventHash(event: SealedEvent): Buffer {
  const present = Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null))
  return createHash('sha256').update(canonicalJson(present)).digest()
}

/** SHA-256 (hex) of the canonical JSON of the seal; it holds the hash of the seal before, and so of all before it. */
export function sealHash({
  sequence,
  previousHash,
  eventIds,
  eventCount,
  eventsSha256,
  sealedAt,
}: SealContent): string {
  return sha256Hex(canonicalJson({ sequence, previousHash, eventIds, eventCount, eventsSha256, sealedAt }))
}

/** The ids as PostgreSQL writes an `int8multirange`. `ids` ascend. */
export function multirangeOf(ids: readonly number[]): string {
  const ranges: IdRange[] = []
  for (const id of ids) {
    const last = ranges.at(-1)
    if (last?.until === id) last.until++
    else ranges.push({ from: id, until: id + 1 })
  }
  return `{${ranges.map(({ from, until }) => `[${from},${until})`).join(',')}}`
}

/** The ranges of an `int8multirange` as PostgreSQL writes it. */
export function rangesOf(multirange: string): IdRange[] {
  return [...multirange.matchAll(/\[(-?\d+),(-?\d+)\)/g)].map(([, from, until]) => ({
    from: Number(from),
    until: Number(until),
  }))
}

/** What is left of `range` without the `others`, which ascend and do not touch. */
export function withoutRanges(range: IdRange, others: readonly IdRange[]): IdRange[] {
  const left: IdRange[] = []
  let { from } = range
  for (const other of others) {
    if (other.until <= from) continue
    if (other.from >= range.until) break
    if (other.from > from) left.push({ from, until: other.from })
    from = other.until
  }
  return from < range.until ? [...left, { from, until: range.until }] : left
}
