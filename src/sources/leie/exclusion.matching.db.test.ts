import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../db/data-source.js'
import { Database } from '../../db/database.js'
import { systemClock } from '../../kernel/clock.js'
import { type LeieScene, leieScene } from '../../testkit/leie-scene.js'
import { createTestDatabase, type TestDatabase } from '../../testkit/test-database.js'
import { followedByMatching } from './exclusion.follow-up.js'

const EXCLUDED = { action: 'Exclusion under 1128(a)(1)', actionOn: '2026-01-20', endedOn: null }
const [NPI, OTHER_NPI, WRONG_NPI] = ['2980000014', '2980000022', '2980000015']

describe('an exclusion, matched', () => {
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
  const leads = () =>
    query(`select c.npi, l.reason from match_leads l join clinicians c on c.id = l.clinician_id
            where l.state = 'OPEN' order by c.npi`)

  it('is by NPI, whoever comes first; another name of the number is for staff to look at', async () => {
    await scene.list('2026-02-10', { NPI }, { NPI: OTHER_NPI, LASTNAME: 'STRANGER' })
    await scene.know({ npi: NPI, last: 'Wed', former: 'Fictional' }, { npi: OTHER_NPI, last: 'Mocker' })
    expect(await scene.sanctions(NPI)).toEqual([EXCLUDED])
    expect(await scene.sanctions(OTHER_NPI)).toEqual([EXCLUDED])
    expect(await leads()).toEqual([{ npi: OTHER_NPI, reason: 'NPI_WITH_OTHER_NAME' }])
  })

  it('is by NPI; with another birth date, and with another name too, for staff to look at', async () => {
    await scene.list('2026-02-10', { NPI, DOB: '19700102' }, { NPI: OTHER_NPI, DOB: '19700102' })
    await scene.know(
      { npi: NPI, last: 'Fictional', birthDate: '1971-01-02' },
      { npi: OTHER_NPI, last: 'Mocker', birthDate: '1971-01-02' },
    )
    expect(await scene.sanctions(NPI)).toEqual([EXCLUDED])
    expect(await leads()).toEqual([NPI, OTHER_NPI].map((npi) => ({ npi, reason: 'NPI_WITH_OTHER_BIRTH_DATE' })))
  })

  it('waits for clinicians whom a load is just bringing, so that nobody is left out', async () => {
    let release = (): void => undefined
    const arrived = new Promise<void>((resolve) => {
      release = resolve
    })
    const order: string[] = []
    const loader = followedByMatching<string>({
      ...{ name: 'fictional', description: 'fictional', source: 'Fictional registry', mode: 'LIVE' as const },
      rows: () => ({ [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }) }),
      target: {
        async apply(tx) {
          const columns = `id, mode, kind, npi, first_name, last_name, created_at, updated_at`
          await tx.client.query(
            `insert into clinicians (${columns}) values ('cln_1', 'LIVE', 'PHYSICIAN', '${NPI}', 'Testa', 'Fictional', now(), now())`,
          )
          await arrived
          order.push('load')
          return { inserted: 1, updated: 0, unchanged: 0, skipped: {} }
        },
      },
    })
    const load = {
      loadId: 'load_1',
      source: 'Fictional registry',
      mode: 'LIVE',
      scope: 'UPDATE',
      asOf: null,
    } as const
    const context = { ...load, now: systemClock.now(), actor: 'OPERATOR', stagedKeys: '' } as const
    const record = { key: NPI, parts: [''], digest: '' }
    const loading = database.transaction((tx) => loader.target.apply(tx, [record], context))
    const listing = scene.list('2026-02-10', { NPI }).then(() => order.push('list'))
    while ((await query(`select from pg_locks where locktype = 'advisory' and not granted`)).length === 0) {
      await query('select pg_sleep(0.01)')
    }
    release()
    await Promise.all([loading, listing])
    expect(order).toEqual(['load', 'list'])
    expect(await scene.sanctions(NPI)).toEqual([EXCLUDED])
  })

  it('is without NPI by name and birth date, if one clinician alone fits', async () => {
    await scene.list('2026-02-10', { DOB: '01/02/70', MIDNAME: 'Q', LASTNAME: 'FICTIONAL JR' })
    await scene.know({ npi: NPI, last: 'Fictional', birthDate: '1970-01-02' })
    expect(await scene.sanctions(NPI)).toEqual([EXCLUDED])
    expect(await leads()).toEqual([])
    await scene.know({ npi: OTHER_NPI, last: 'Fictional', birthDate: '1970-01-02' })
    expect(await scene.sanctions(NPI)).toEqual([])
    expect(await leads()).toEqual([NPI, OTHER_NPI].map((npi) => ({ npi, reason: 'SEVERAL_WITH_NAME_AND_BIRTH_DATE' })))
    await scene.know({ npi: OTHER_NPI, last: 'Fictional', birthDate: '1971-01-02' })
    expect(await scene.sanctions(NPI)).toEqual([EXCLUDED])
    expect(await leads()).toEqual([])
  })

  it('is never by a name alone', async () => {
    const clinicians = [
      { npi: NPI, last: 'Fictional' },
      { npi: OTHER_NPI, last: 'Other', birthDate: '1960-01-01' },
    ]
    await scene.know(...clinicians)
    await scene.list('2026-02-10', { DOB: '19700102' }, { LASTNAME: 'OTHER', DOB: '19700102' })
    expect(await leads()).toEqual([{ npi: NPI, reason: 'NAME_ONLY' }])
    await scene.list('2026-03-10', { DOB: '19700102', NPI: '2980000030' }, { LASTNAME: 'OTHER', DOB: '19700102' })
    expect(await leads()).toEqual([{ npi: NPI, reason: 'NAME_WITH_OTHER_NPI' }])
    await scene.know({ npi: NPI, last: 'Fictional', birthDate: '1970-01-02' })
    expect(await leads()).toEqual([{ npi: NPI, reason: 'NAME_AND_BIRTH_DATE_WITH_OTHER_NPI' }])
    await scene.list('2026-04-10', { LASTNAME: 'OTHER', DOB: '19700102' })
    expect(await leads()).toEqual([])
    expect(await scene.sanctions(NPI)).toEqual([])
  })

  it('is never by an NPI whose check digit is wrong, which each load reports', async () => {
    await scene.know({ npi: NPI, last: 'Fictional', birthDate: '1970-01-02' })
    for (const _ of [1, 2]) {
      const report = await scene.list('2026-02-10', { NPI: WRONG_NPI, DOB: '19700102' }, { LASTNAME: 'MOCKER' })
      expect(report).toMatchObject({ rowsRead: 2, skippedByReason: { WRONG_NPI_CHECK_DIGIT: 1 } })
      expect(report.rejectsFile).not.toBeNull()
      expect(await scene.sanctions(NPI)).toEqual([])
      expect(await leads()).toEqual([{ npi: NPI, reason: 'NAME_ONLY' }])
    }
  })

  it('is never a business by its name', async () => {
    await scene.know({ npi: NPI, last: 'Fictional' })
    await scene.list('2026-02-10', { LASTNAME: '', FIRSTNAME: '', BUSNAME: 'FICTIONAL TESTA' })
    expect(await leads()).toEqual([])
  })
})
