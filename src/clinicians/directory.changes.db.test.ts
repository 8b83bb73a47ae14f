import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DirectoryScene, directoryFact, directoryRecord, directorySupplement } from '../testkit/directory-scene.js'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { MONITORED_SECTIONS } from './directory.changes.js'
import type { DirectoryEntry, DirectoryFact } from './directory.record.js'

describe('over time, the directory', () => {
  let scene: DirectoryScene
  let serial = 500

  beforeAll(async () => {
    scene = await DirectoryScene.begin()
  })

  afterAll(async () => {
    await scene?.end()
  })

  const query = (sql: string, values: readonly unknown[] = []) => scene.query(sql, values)
  const nextNpi = (): string => fictionalNpi(serial++)
  const changesOf = (npi: string) =>
    query(
      `select h.kind, section, source, fact_key as key, field, before, after, load_id as load from clinician_changes h
         join clinicians c on c.id = h.clinician_id where npi = $1 order by h.id`,
      [npi],
    )
  const withFacts = (npi: string, ...facts: DirectoryFact[]) => directoryRecord({ npi, facts })

  describe('writes down', () => {
    const npi = fictionalNpi(401)
    const license = { number: '1', status: 'Active', expiresOn: '2026-01-01' }

    it('nothing of a clinician who is new', async () => {
      await scene.apply(withFacts(npi, directoryFact('NE|1', license), directoryFact('NE|2', license)))
      expect(await changesOf(npi)).toEqual([])
    })

    it('each field of an element that changed, each element that came or went, and which load brought it', async () => {
      const changed = { ...license, status: 'Expired', expiresOn: null }
      const facts = [
        directoryFact('NE|1', changed),
        directoryFact('NE|3', license),
        directoryFact('p', license, 'PHONE'),
      ]
      await scene.load({ loadId: 'load_1' }, withFacts(npi, ...facts))
      const of = { section: 'LICENSES', source: 'Registry', load: 'load_1' }
      const one = { ...of, kind: 'CHANGED', key: 'NE|1' }
      expect(await changesOf(npi)).toEqual([
        { ...one, field: 'expiresOn', before: '2026-01-01', after: null },
        { ...one, field: 'status', before: 'Active', after: 'Expired' },
        { ...of, kind: 'REMOVED', key: 'NE|2', field: null, before: license, after: null },
        { ...of, kind: 'ADDED', key: 'NE|3', field: null, before: null, after: license },
      ])
    })

    it('nothing of another place, a later day, or a part that nobody has said anything of yet', async () => {
      const before = await changesOf(npi)
      const [first, second] = [
        directoryFact('NE|3', { ...license, type: null }),
        directoryFact('NE|1', { number: '1', status: 'Expired' }),
      ]
      const moved = [first, { ...second, position: 1, lastReportedOn: '2026-02-02' }]
      expect(await scene.apply(withFacts(npi, ...moved))).toMatchObject({ updated: 1 })
      expect(await changesOf(npi)).toEqual(before)
    })

    it('what a source says for the first time of somebody who was known', async () => {
      const sanction = directoryFact('s', { action: 'Fictional' }, 'SANCTIONS')
      await scene.apply(directorySupplement({ source: 'Exclusions', subject: { npi }, facts: [sanction] }))
      const newest = (await changesOf(npi)).at(-1)
      expect(newest).toMatchObject({ kind: 'ADDED', section: 'SANCTIONS', source: 'Exclusions', load: null })
    })
  })

  describe('marks what a whole file no longer has', () => {
    const [stays, goes] = [fictionalNpi(402), fictionalNpi(403)]
    const source = 'Whole files'
    const record = (npi: string) => directoryRecord({ source, npi, facts: [directoryFact('NE|1', { number: npi })] })
    const standing = (npi: string) =>
      query(
        `select f.source, no_longer_reported_at, no_longer_reported_on::text as on_day from clinician_facts f
           join clinicians c on c.id = f.clinician_id where npi = $1 order by f.id`,
        [npi],
      )
    const names = (npi: string) =>
      query('select n.source from clinician_names n join clinicians c on c.id = n.clinician_id where npi = $1', [npi])

    it('as no longer reported, with the moment and the day of the file; other sources keep what they say', async () => {
      await scene.load({ asOf: '2026-01-31' }, record(stays), record(goes))
      await scene.apply(directorySupplement({ subject: { npi: goes }, facts: [directoryFact('x', { number: '9' })] }))
      const now = new Date('2026-03-05T00:00:00Z')
      const ended = await scene.endWholeFile({ source, asOf: '2026-02-28', now, loadId: 'load_2' }, [stays])
      expect(ended).toEqual({ vanished: 1, told: 1 })
      expect(await standing(goes)).toEqual([
        { source, no_longer_reported_at: now, on_day: '2026-02-28' },
        { source: 'Second source', no_longer_reported_at: null, on_day: null },
      ])
      expect(await standing(stays)).toMatchObject([{ no_longer_reported_at: null }])
      expect([await names(stays), await names(goes)]).toEqual([[{ source }], []])
      expect(await query('select last_name from clinicians where npi = $1', [goes])).toEqual([
        { last_name: 'Fictional' },
      ])
      expect((await changesOf(goes)).at(-1)).toMatchObject({ kind: 'REMOVED', key: 'NE|1', load: 'load_2' })
    })

    it('once, and not again', async () => {
      expect(await scene.endWholeFile({ source, asOf: '2026-03-31' }, [stays])).toEqual({ vanished: 0, told: 0 })
    })

    it('not for a file of an earlier day, which brings nothing back; a later one does, as an update', async () => {
      expect(await scene.load({ asOf: '2026-02-27' }, record(goes))).toMatchObject({ skipped: { OLDER_THAN_KNOWN: 1 } })
      expect(await scene.load({ asOf: '2026-03-31' }, record(goes))).toMatchObject({ inserted: 0, updated: 1 })
      expect(await scene.load({ asOf: '2026-03-31' }, record(goes))).toMatchObject({ unchanged: 1 })
      expect(await standing(goes)).toMatchObject([
        { on_day: '2026-02-28' },
        { source: 'Second source' },
        { on_day: null },
      ])
      expect(await names(goes)).toEqual([{ source }])
      expect((await changesOf(goes)).at(-1)).toMatchObject({ kind: 'ADDED', key: 'NE|1' })
    })

    it('but nothing that a newer file has brought, or that was reported after its day', async () => {
      expect(await scene.endWholeFile({ source, asOf: '2026-03-30' }, [stays])).toEqual({ vanished: 0, told: 0 })
      const dates = { reportedOn: '2026-05-05', deactivatedOn: null, reactivatedOn: null }
      await scene.apply({ ...record(goes), dates })
      expect(await scene.endWholeFile({ source, asOf: '2026-05-04' }, [stays])).toEqual({ vanished: 0, told: 0 })
      expect(await scene.endWholeFile({ source, asOf: '2026-05-05' }, [stays])).toEqual({ vanished: 1, told: 1 })
    })

    it('by batches, whatever the number, of its own source and mode alone', async () => {
      const npis = Array.from({ length: 7 }, nextNpi)
      for (const mode of ['LIVE', 'TEST'] as const) {
        await scene.apply(...npis.map((npi) => ({ ...record(npi), source: 'Batches', mode })))
      }
      const ended = await scene.endWholeFile({ source: 'Batches' }, npis.slice(0, 2), 2)
      expect(ended).toEqual({ vanished: 5, told: 5 })
      expect(
        await query(`select mode, count(*)::int from source_records
          where source = 'Batches' and no_longer_reported_at is null group by mode order by mode`),
      ).toEqual([
        { mode: 'LIVE', count: 2 },
        { mode: 'TEST', count: 7 },
      ])
    })
  })

  describe('whatever two sources say', () => {
    const value = fc.record(
      { status: fc.constantFrom('a', 'b', null), number: fc.constantFrom(1, 2) },
      { requiredKeys: ['number'] },
    )
    const facts = fc
      .uniqueArray(fc.tuple(fc.constantFrom('LICENSES', 'DEA', 'OFFICE_PHONE'), fc.constantFrom('k1', 'k2'), value), {
        selector: ([section, key]) => section + key,
      })
      .map((all) => all.map(([section, key, said], position) => ({ ...directoryFact(key, said, section), position })))
    const said = fc.dictionary(fc.constantFrom('0', '1', '2'), facts, { minKeys: 1, noNullPrototype: true })
    const step = fc.record({ isFirst: fc.boolean(), isWhole: fc.boolean(), said })

    /** Facts by source, clinician, section and key, without parts that have no value. */
    type Known = Map<string, string>
    const plain = (of: object): string =>
      JSON.stringify(
        Object.entries(of)
          .filter(([, part]) => part !== null)
          .sort(),
      )

    it('it knows what they said last, and its changes lead there from what it knew first', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
          const npis = [nextNpi(), nextNpi(), nextNpi()]
          const sources = [`First ${serial}`, `Second ${serial}`] as const
          const model = new Map<string, readonly DirectoryFact[]>()
          const replayed: Known = new Map()
          for (const { isFirst, isWhole, said } of steps) {
            const source = sources[isFirst ? 0 : 1]
            const entries = Object.entries(said).map(([index, facts]): DirectoryEntry => {
              const npi = npis[Number(index)] ?? ''
              const isKnown = [...model.keys()].some((key) => key.endsWith(npi))
              if (isFirst && !isKnown) note(replayed, source, npi, facts)
              if (isFirst || isKnown) model.set(`${source}/${npi}`, facts)
              return isFirst
                ? directoryRecord({ source, npi, facts })
                : directorySupplement({ source, subject: { npi }, facts })
            })
            await scene.apply(...entries)
            if (!isWhole) continue
            const keys = entries.map((entry) => entry.recordKey)
            await scene.endWholeFile({ source }, keys)
            for (const key of model.keys()) {
              const [of, npi = ''] = key.split('/')
              if (of === source && !keys.includes(npi)) model.set(key, [])
            }
          }

          const expected: Known = new Map()
          for (const [key, facts] of model) note(expected, ...(key.split('/') as [string, string]), facts)
          const known = await query(
            `select f.source, npi, section, fact_key as key, value from clinician_facts f
               join clinicians c on c.id = f.clinician_id where npi = any ($1) and no_longer_reported_at is null`,
            [npis],
          )
          expect(new Map(known.map((fact) => [idOf(fact), plain(fact['value'] as object)]))).toEqual(expected)
          const changes = await query(
            `select h.source, npi, section, fact_key as key, h.kind, field, before, after from clinician_changes h
               join clinicians c on c.id = h.clinician_id where npi = any ($1) order by h.id`,
            [npis],
          )
          for (const change of changes) replay(replayed, change)
          const isMonitored = ([id]: [string, string]) => MONITORED_SECTIONS.some((section) => id.includes(section))
          expect(new Map([...replayed].filter(isMonitored))).toEqual(new Map([...expected].filter(isMonitored)))
        }),
        { numRuns: 25 },
      )
    })

    const idOf = (fact: Record<string, unknown>): string =>
      ['source', 'npi', 'section', 'key'].map((name) => fact[name]).join()

    function note(known: Known, source: string, npi: string, facts: readonly DirectoryFact[]): void {
      for (const { section, key, value } of facts) known.set(idOf({ source, npi, section, key }), plain(value))
    }

    /** Does to `known` what the change says, and fails if it was not as it says. */
    function replay(known: Known, change: Record<string, unknown>): void {
      const id = idOf(change)
      const before = known.get(id)
      const { kind, field } = change
      if (kind === 'ADDED') {
        expect(before).toBeUndefined()
        known.set(id, plain(change['after'] as object))
      } else if (kind === 'REMOVED') {
        expect(before).toBe(plain(change['before'] as object))
        known.delete(id)
      } else {
        const parts = Object.fromEntries(JSON.parse(before ?? '') as [string, unknown][])
        expect(parts[String(field)] ?? null).toEqual(change['before'])
        known.set(id, plain({ ...parts, [String(field)]: change['after'] }))
      }
    }
  })
})
