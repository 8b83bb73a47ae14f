import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { type AuditScene, startAuditScene, writeEvent } from '../testkit/audit-scene.js'
import { AuditSealer } from './audit.sealer.js'
import { sealsFrom } from './audit-seal.queries.js'
import { GENESIS_HASH } from './audit-seal.rules.js'

describe('the audit trail is sealed in batches', () => {
  let scene: AuditScene
  beforeEach(async () => {
    scene = await startAuditScene(10)
  })
  afterEach(() => scene.stop())

  const idsOfSeals = async () => (await sealsFrom(scene.database, 1, 100)).map((seal) => seal.eventIds)

  /** A transaction that has written an event and stays open until it is told to end. */
  async function openWriter() {
    let end: (outcome: 'commit' | 'rollback') => void = () => undefined
    const told = new Promise<'commit' | 'rollback'>((resolve) => {
      end = resolve
    })
    let written: () => void = () => undefined
    const hasWritten = new Promise<void>((resolve) => {
      written = resolve
    })
    const over = scene.database
      .transaction(async (tx) => {
        await writeEvent(tx)
        written()
        if ((await told) === 'rollback') throw new Error('rolled back')
      })
      .catch((error: Error) => expect(error.message).toBe('rolled back'))
    await hasWritten
    return async (outcome: 'commit' | 'rollback') => {
      end(outcome)
      await over
    }
  }

  test('each seal has the hash of the one before; what is left over goes into the next', async () => {
    await scene.write(23)
    await scene.sealer.sealAll()
    const seals = await sealsFrom(scene.database, 1, 100)
    expect(seals.map(({ sequence, eventIds, eventCount }) => [sequence, eventIds, eventCount])).toEqual([
      [1, '{[1,11)}', 10],
      [2, '{[11,21)}', 10],
      [3, '{[21,24)}', 3],
    ])
    expect(seals.map((seal) => seal.previousHash)).toEqual([GENESIS_HASH, seals[0]?.hash, seals[1]?.hash])
    expect(scene.logs.map(({ msg, sequence, eventCount, hash }) => [msg, sequence, eventCount, hash])).toEqual(
      seals.map(({ sequence, eventCount, hash }) => ['audit events sealed', sequence, eventCount, hash]),
    )
    expect(await scene.metrics.metrics()).toContain('gateway_audit_seals_total 3')
    await scene.sealer.sealAll()
    expect(await idsOfSeals()).toHaveLength(3)
  })

  test('how many events wait for a seal is a figure for the operators', async () => {
    await scene.write(4)
    expect(await scene.metrics.metrics()).toContain('gateway_audit_events_unsealed 4')
    await scene.sealer.sealAll()
    expect(await scene.metrics.metrics()).toContain('gateway_audit_events_unsealed 0')
  })

  test('a writer that is still at work holds up no seal, no seal holds up a writer, and the late event is sealed next', async () => {
    await scene.write(2)
    const end = await openWriter()
    await scene.write(2)
    await scene.sealer.sealAll()
    expect(await idsOfSeals()).toEqual(['{[1,3),[4,6)}'])
    await end('commit')
    await scene.write(1)
    await scene.sealer.sealAll()
    expect(await idsOfSeals()).toEqual(['{[1,3),[4,6)}', '{[3,4),[6,7)}'])
    expect(await scene.faults()).toEqual([])
  })

  test('no sealer runs for hours after a late commit: the next one seals the late event, and nothing seems wrong', async () => {
    await scene.write(2)
    const end = await openWriter()
    await scene.write(2)
    await scene.sealer.sealAll()
    await end('commit')
    // All workers were away for five hours.
    await scene.makeAnew(5)
    expect(await scene.faults()).toEqual([])
    await scene.write(1)
    await scene.sealer.sealAll()
    expect(await idsOfSeals()).toEqual(['{[1,3),[4,6)}', '{[3,4),[6,7)}'])
    expect(await scene.verify()).toMatchObject({ seals: 2, intactEvents: 6, unsealed: { count: 0 }, faults: 0 })
    // From here on nothing in these gaps is late.
    await scene.settle()
    expect(await scene.faults()).toEqual([])
  })

  test('an id that a rollback burnt is in no seal, and nobody misses it', async () => {
    const end = await openWriter()
    await scene.write(1)
    await end('rollback')
    await scene.write(1)
    await scene.sealer.sealAll()
    expect(await idsOfSeals()).toEqual(['{[2,4)}'])
    await scene.makeAnew(2)
    await scene.write(1)
    await scene.sealer.sealAll()
    expect(await idsOfSeals()).toEqual(['{[2,4)}', '{[4,5)}'])
    expect(await scene.verify()).toMatchObject({ seals: 2, intactEvents: 3, faults: 0 })
  })

  test('while a seal is being made, events are written without waiting', async () => {
    await scene.write(1)
    const locks = await scene.database.pool.connect()
    try {
      // Whatever a sealing transaction holds: its lock, and a row that is not yet committed.
      await locks.query('begin')
      await locks.query('select pg_advisory_xact_lock(7164205333)')
      await locks.query(`insert into audit_seals
         select 1, now(), '{[1,2)}', 1, decode(repeat('00', 32), 'hex'), repeat('a', 64), repeat('b', 64), repeat('c', 64)`)
      const written = scene.write(5).then(() => 'written')
      expect(await Promise.race([written, pause(5_000, 'waited')])).toBe('written')
      // Nor does a second sealer wait: the first does its work.
      await scene.sealer.sealAll()
      expect(scene.logs).toEqual([])
      await locks.query('rollback')
    } finally {
      locks.release(true)
    }
    await scene.sealer.sealAll()
    expect(await scene.verify()).toMatchObject({ seals: 1, intactEvents: 6, faults: 0 })
  })

  test('many writers and several sealers at once: every event is in exactly one seal', async () => {
    const another = new AuditSealer(scene.database, pino({ level: 'silent' }), new Registry(), 7)
    let writing = true
    const sealers = [scene.sealer, another].map(async (sealer) => {
      while (writing) await sealer.sealAll()
    })
    await Promise.all(
      [1, 2, 3].map(async (writer) => {
        for (let index = 0; index < 40; index++) {
          if (index % 10 === writer) await (await openWriter())('rollback')
          else await scene.write(1)
        }
      }),
    )
    writing = false
    await Promise.all(sealers)
    await scene.sealer.sealAll()
    expect(await scene.verify()).toMatchObject({ intactEvents: 108, unsealed: { count: 0 }, faults: 0 })
  })

  test('seals are append-only, and the database lets no event be sealed twice', async () => {
    await scene.write(1)
    await scene.sealer.sealAll()
    for (const sql of ['update audit_seals set event_count = 2', 'delete from audit_seals', 'truncate audit_seals']) {
      await expect(scene.database.pool.query(sql)).rejects.toThrow('audit_seals is append-only')
    }
    const again = `insert into audit_seals
      select sequence + 1, sealed_at, event_ids, event_count, event_hashes, events_sha256, hash, hash from audit_seals`
    await expect(scene.database.pool.query(again)).rejects.toThrow('audit_seals_no_overlap')
  })
})
