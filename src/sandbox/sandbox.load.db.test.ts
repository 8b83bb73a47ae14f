import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { SANDBOX_CLINICIANS, sandboxRecords } from './sandbox.clinicians.js'
import { FULL_PHYSICIAN_NPI } from './sandbox.full-physician.js'
import { loadSandboxClinicians } from './sandbox.load.js'

describe('loading the sandbox', () => {
  let testDatabase: TestDatabase
  let database: Database

  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize())
  })

  afterAll(async () => {
    await database?.dataSource.destroy()
    await testDatabase?.drop()
  })

  const query = (sql: string): Promise<Record<string, unknown>[]> => database.dataSource.query(sql)

  it('brings every clinician once, with all facts of all sources, and nothing more the second time', async () => {
    const first = await loadSandboxClinicians(database, new Date('2026-06-02T00:00:00Z'))
    expect(first).toMatchObject({ inserted: SANDBOX_CLINICIANS.length, unchanged: 0 })
    const [counts] = await query(
      `select (select count(*)::int from clinicians where mode = 'TEST') as clinicians,
              (select count(*)::int from clinician_facts) as facts, (select count(*)::int from source_coverages) as coverages`,
    )
    const facts = SANDBOX_CLINICIANS.flatMap((clinician) => clinician.facts)
    expect(counts).toEqual({ clinicians: SANDBOX_CLINICIANS.length, facts: facts.length, coverages: 3 })

    const rows = 'select *, xmin::text from clinician_facts order by id'
    const before = await query(rows)
    const second = await loadSandboxClinicians(database, new Date('2026-07-02T00:00:00Z'))
    expect(second).toEqual({ inserted: 0, updated: 0, unchanged: sandboxRecords().length })
    expect(await query(rows)).toEqual(before)
  })

  it('finds the former name of the full physician', async () => {
    const found = await query(
      `select n.type, c.npi, c.birth_date::text, c.ecfmg_number from clinician_names n join clinicians c on c.id = n.clinician_id
        where n.name_key = 'sandoval test|avery'`,
    )
    expect(found).toEqual([
      { type: 'FORMER', npi: FULL_PHYSICIAN_NPI, birth_date: '1974-02-28', ecfmg_number: '09990017' },
    ])
  })
})
