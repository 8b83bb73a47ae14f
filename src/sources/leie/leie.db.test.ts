import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../db/data-source.js'
import { Database } from '../../db/database.js'
import { systemClock } from '../../kernel/clock.js'
import { type LeieScene, leieScene } from '../../testkit/leie-scene.js'
import { createTestDatabase, type TestDatabase } from '../../testkit/test-database.js'

const EXCLUDED = { action: 'Exclusion under 1128(a)(1)', actionOn: '2026-01-20', endedOn: null }
const [NPI, OTHER_NPI] = ['2980000014', '2980000022']

describe('OIG’s list', () => {
  let testDatabase: TestDatabase
  let database: Database
  let scene: LeieScene

  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize())
    scene = await leieScene(database, systemClock)
  })

  afterAll(async () => {
    await scene?.close()
    await database?.dataSource.destroy()
    await testDatabase?.drop()
  })

  beforeEach(async () => {
    const tables =
      'match_leads exclusions source_loads source_coverages clinician_changes source_records clinician_facts clinician_names clinicians'
    for (const table of tables.split(' ')) await database.dataSource.query(`delete from ${table}`)
  })

  const query = (sql: string): Promise<Record<string, unknown>[]> => database.dataSource.query(sql)
  const coverage = async () => (await query('select as_of::text as day from source_coverages')).map(({ day }) => day)
  const exclusions = () =>
    query(`select id, npi, birth_date::text, reinstated_on::text, no_longer_reported_on::text, matched_by
             from exclusions order by id`)

  describe('in its files', () => {
    it('is the same in whatever month it was written, and changes nothing the second time', async () => {
      const rows = [
        { NPI, DOB: '19700102' },
        { LASTNAME: 'MOCKER', DOB: '19610203', EXCLTYPE: '1128b4' },
      ]
      expect(await scene.supplement('2601excl.csv', ...rows)).toMatchObject({ rowsRead: 2, inserted: 2 })
      const before = await exclusions()
      const moved = rows.map((row) => ({ ...row, ADDRESS: '1 MOCK AVE' }))
      expect(await scene.list('2026-02-10', ...moved)).toMatchObject({ unchanged: 2, vanished: 0 })
      expect(await scene.list('2026-02-10', ...moved)).toMatchObject({ unchanged: 2 })
      expect(await exclusions()).toEqual(before)
    })

    it('tells people apart who share names, day and section, and knows them again when something is corrected', async () => {
      const mother = { NPI, DOB: '19500102', ZIP: '68848' }
      const daughter = { DOB: '19800304', ZIP: '68848' }
      await scene.list('2026-02-10', mother, daughter)
      const before = await exclusions()
      expect(before).toHaveLength(2)
      expect(await scene.list('2026-03-10', { ...daughter, NPI: OTHER_NPI }, mother)).toMatchObject({ updated: 2 })
      await scene.list('2026-04-10', { ...mother, DOB: '19500201' }, { ...daughter, NPI: OTHER_NPI })
      expect((await exclusions()).map(({ id, npi, birth_date }) => ({ id, npi, birth_date }))).toEqual([
        { id: before[0]?.['id'], npi: NPI, birth_date: '1950-02-01' },
        { id: before[1]?.['id'], npi: OTHER_NPI, birth_date: '1980-03-04' },
      ])
    })

    it('remembers whom a later list no longer has, and does not let an older file bring them back', async () => {
      await scene.know({ npi: NPI, last: 'Fictional' })
      await scene.list('2026-02-10', { NPI }, { LASTNAME: 'MOCKER' })
      expect(await scene.sanctions(NPI)).toEqual([EXCLUDED])
      expect(await scene.list('2026-03-10', { LASTNAME: 'MOCKER' })).toMatchObject({ vanished: 1, unchanged: 1 })
      expect(await exclusions()).toMatchObject([{ npi: NPI, no_longer_reported_on: '2026-03-10' }, {}])
      expect(await scene.sanctions(NPI)).toEqual([])
      expect(await query(`select section, kind from clinician_changes order by id`)).toMatchObject([
        { section: 'SANCTIONS', kind: 'ADDED' },
        { section: 'SANCTIONS', kind: 'REMOVED' },
      ])
      expect(await scene.supplement('2601excl.csv', { NPI })).toMatchObject({
        skippedByReason: { OLDER_THAN_KNOWN: 1 },
      })
      expect(await scene.list('2026-04-10', { NPI }, { LASTNAME: 'MOCKER' })).toMatchObject({ updated: 1 })
      expect(await scene.sanctions(NPI)).toEqual([EXCLUDED])
    })

    it('ends an exclusion with the reinstatement, which only a much newer list takes back', async () => {
      await scene.know({ npi: NPI, last: 'Fictional' })
      await scene.list('2026-02-10', { NPI, DOB: '19700102' })
      const back = { NPI, DOB: '19700201', REINDATE: '20260305' }
      expect(
        await scene.reinstatements('2603rein.csv', back, { LASTNAME: 'MOCKER', REINDATE: '20260306' }),
      ).toMatchObject({
        inserted: 1,
        updated: 1,
      })
      expect(await scene.sanctions(NPI)).toEqual([{ ...EXCLUDED, endedOn: '2026-03-05' }])
      expect(await scene.list('2026-04-10', { LASTNAME: 'ELSE' })).toMatchObject({ vanished: 0 })
      expect(await scene.list('2026-05-03', { NPI, DOB: '19700102', ZIP: '50001' })).toMatchObject({ updated: 1 })
      expect(await scene.sanctions(NPI)).toEqual([{ ...EXCLUDED, endedOn: '2026-03-05' }])
      expect(await scene.reinstatements('2603rein.csv', back)).toMatchObject({ unchanged: 1 })
      const again = { NPI, DOB: '19700102', ZIP: '50001' }
      expect(await scene.list('2026-05-04', again)).toMatchObject({ updated: 1 })
      expect(await scene.sanctions(NPI)).toEqual([EXCLUDED])
      expect(await scene.list('2026-05-04', again)).toMatchObject({ updated: 0, unchanged: 1 })
      expect(
        await scene.reinstatements('2603rein.csv', back, { LASTNAME: 'MOCKER', REINDATE: '20260306' }),
      ).toMatchObject({
        unchanged: 1,
        skipped: 1,
      })
      expect(await scene.sanctions(NPI)).toEqual([EXCLUDED])
    })

    it('does not take away what is younger than a list of which nobody said the day', async () => {
      await scene.list('2026-02-10', { NPI }, { LASTNAME: 'MOCKER', EXCLDATE: '20260105' })
      await scene.supplement('2603excl.csv', { LASTNAME: 'MARCHER', EXCLDATE: '20260320' })
      expect(await scene.list(null, { NPI })).toMatchObject({ vanished: 1 })
      const gone = await query('select last_name from exclusions where no_longer_reported_at is not null')
      expect(gone).toEqual([{ last_name: 'MOCKER' }])
    })

    it('refuses what is no such list', async () => {
      await expect(scene.list(null)).rejects.toThrow('has no rows')
      await expect(scene.reinstatements('2603rein.csv', {})).rejects.toThrow('MISSING_REINSTATEMENT_DATE')
    })
  })

  describe('silent', () => {
    it('means "none reported" only after a whole list, and as far as supplements go on without a gap', async () => {
      await scene.supplement('2601excl.csv', { LASTNAME: 'MOCKER' })
      expect(await coverage()).toEqual([])
      await scene.list('2026-02-10', { LASTNAME: 'MOCKER' })
      expect(await coverage()).toEqual(['2026-02-10'])
      await scene.supplement('2603excl.csv', { LASTNAME: 'MARCHER', EXCLDATE: '20260320' })
      expect(await coverage()).toEqual(['2026-02-10'])
      await scene.supplement('2602excl.csv', { LASTNAME: 'FEBRUARY', EXCLDATE: '20260219' })
      await scene.supplement('2603excl.csv', { LASTNAME: 'MARCHER', EXCLDATE: '20260320' })
      expect(await coverage()).toEqual(['2026-03-31'])
    })

    it('is as of today, of a month that has not ended', async () => {
      const today = new Date().toISOString().slice(0, 10)
      await scene.list(today, { LASTNAME: 'MOCKER' })
      await scene.supplement(`${today.slice(2, 4)}${today.slice(5, 7)}excl.csv`, { LASTNAME: 'ELSE' })
      expect(await coverage()).toEqual([today])
    })

    it('is as of its newest exclusion if nobody said of which day the list is', async () => {
      await scene.list(null, { EXCLDATE: '20260120' }, { LASTNAME: 'MOCKER', EXCLDATE: '20251218' })
      expect(await coverage()).toEqual(['2026-01-20'])
    })
  })

  describe('that cannot be read whole', () => {
    const broken = { LASTNAME: 'MOCKER', EXCLDATE: '20260230' }

    it('takes nothing away and makes nobody "none reported"', async () => {
      await scene.know({ npi: NPI, last: 'Fictional' })
      await scene.list('2026-02-10', { NPI }, { LASTNAME: 'MOCKER' })
      const report = await scene.list('2026-03-10', { LASTNAME: 'ELSE' }, broken)
      expect(report).toMatchObject({ vanished: 0, rejectedByReason: { IMPOSSIBLE_DATE: 1 } })
      expect([await coverage(), await scene.sanctions(NPI)]).toEqual([['2026-02-10'], [EXCLUDED]])
      await scene.supplement('2603excl.csv', broken, { LASTNAME: 'ANOTHER' })
      expect(await coverage()).toEqual(['2026-02-10'])
      await scene.list('2026-04-10', { LASTNAME: 'ELSE' })
      expect([await coverage(), await scene.sanctions(NPI)]).toEqual([['2026-04-10'], []])
    })

    it('has the exclusion of whom it gives an impossible birth date', async () => {
      await scene.know({ npi: NPI, last: 'Fictional' })
      const report = await scene.list('2026-02-10', { NPI, DOB: '19701302' })
      expect(report).toMatchObject({ inserted: 1, rejected: 0 })
      expect(report.rejectsFile).not.toBeNull()
      expect(await scene.sanctions(NPI)).toEqual([EXCLUDED])
    })

    it('is compared anew after a supplement with one of two people who share a key', async () => {
      const [mother, daughter] = [{ NPI, DOB: '19500102' }, { DOB: '19800304' }]
      await scene.know({ npi: NPI, last: 'Fictional' })
      await scene.list('2026-02-10', mother, daughter)
      await scene.supplement('2602excl.csv', { ...daughter, ZIP: '50001' })
      expect(await scene.sanctions(NPI)).toEqual([EXCLUDED])
      await scene.list('2026-03-10', { ...daughter, ZIP: '50001' })
      expect(await scene.sanctions(NPI)).toEqual([])
    })
  })
})
