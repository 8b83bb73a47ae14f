import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { eventHash, GENESIS_HASH, multirangeOf, rangesOf, type SealedEvent, sealHash } from './audit-seal.rules.js'

const EVENT: SealedEvent = {
  id: '42',
  occurredAt: '2026-11-03T16:05:00.123000Z',
  action: 'PROFILE_READ',
  actorKind: 'VENDOR',
  actorId: 'vnd_01jz3w8k3be9r8c7q4v1d2m5xy',
  apiKeyId: 'key_01jz3w8k3be9r8c7q4v1d2m5xy',
  sessionId: null,
  organizationId: 'org_01jz3w8k3be9r8c7q4v1d2m5xy',
  subjectKind: 'profileDocument',
  subjectIds: ['doc_01jz3w8k3be9r8c7q4v1d2m5xy'],
  requestId: 'req_01jz3w8k3be9r8c7q4v1d2m5xy',
  address: '192.0.2.7/32',
  reason: null,
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('what is hashed stays the same for ever: seals of today are verified in ten years', () => {
  test('an event is its columns as canonical JSON, sorted, without those that are null', () => {
    const text =
      '{"action":"PROFILE_READ","actorId":"vnd_01jz3w8k3be9r8c7q4v1d2m5xy","actorKind":"VENDOR","address":"192.0.2.7/32",' +
      '"apiKeyId":"key_01jz3w8k3be9r8c7q4v1d2m5xy","id":"42","occurredAt":"2026-11-03T16:05:00.123000Z",' +
      '"organizationId":"org_01jz3w8k3be9r8c7q4v1d2m5xy","requestId":"req_01jz3w8k3be9r8c7q4v1d2m5xy",' +
      '"subjectIds":["doc_01jz3w8k3be9r8c7q4v1d2m5xy"],"subjectKind":"profileDocument"}'
    expect(eventHash(EVENT).toString('hex')).toBe(sha256(text))
  })

  test('a seal is six of its columns as canonical JSON, sorted', () => {
    const eventsSha256 = sha256('hashes')
    const text =
      `{"eventCount":3,"eventIds":"{[1,3),[4,5)}","eventsSha256":"${eventsSha256}","previousHash":"${GENESIS_HASH}",` +
      '"sealedAt":"2026-11-03T16:06:00.000001Z","sequence":1}'
    const seal = {
      sequence: 1,
      previousHash: GENESIS_HASH,
      eventIds: '{[1,3),[4,5)}',
      eventCount: 3,
      eventsSha256,
      sealedAt: '2026-11-03T16:06:00.000001Z',
    }
    expect(sealHash(seal)).toBe(sha256(text))
  })
})

describe('ids of a seal', () => {
  test.each<[number[], string]>([
    [[7], '{[7,8)}'],
    [[1, 2, 3], '{[1,4)}'],
    [[1, 3, 4, 9], '{[1,2),[3,5),[9,10)}'],
  ])('%j are written as PostgreSQL does', (ids, multirange) => {
    expect(multirangeOf(ids)).toBe(multirange)
    const back = rangesOf(multirange).flatMap(({ from, until }) =>
      Array.from({ length: until - from }, (_, index) => from + index),
    )
    expect(back).toEqual(ids)
  })
})
