import { type AppliedCounts, applyDirectoryEntries } from '../clinicians/directory.apply.js'
import type { DirectoryBatch } from '../clinicians/directory.batch.js'
import type {
  DirectoryEntry,
  DirectoryFact,
  DirectoryRecord,
  DirectorySupplement,
} from '../clinicians/directory.record.js'
import { countVanishing, vanishRecords } from '../clinicians/directory.vanish.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'
import { createTestDatabase } from './test-database.js'

/** When the scene plays, unless a test says otherwise. */
const SCENE_NOW = new Date('2026-03-04T05:06:07Z')

/** A whole record of a fictional physician, of a source that gives way. */
export function directoryRecord(changes: Partial<DirectoryRecord>): DirectoryRecord {
  const npi = changes.npi === undefined ? '2980000014' : changes.npi
  return {
    type: 'RECORD',
    source: 'Registry',
    recordKey: npi ?? 'no NPI',
    mode: 'LIVE',
    kind: 'PHYSICIAN',
    npi,
    ecfmgNumber: null,
    nccpaNumber: null,
    first: 'Testa',
    middle: null,
    last: 'Fictional',
    suffix: null,
    credential: 'MD',
    birthDate: null,
    city: 'Mockport',
    state: 'IA',
    givesWay: true,
    names: [{ type: 'LEGAL', first: 'Testa', middle: null, last: 'Fictional', suffix: null }],
    facts: [{ section: 'NPI', key: 'npi', position: 0, value: { number: npi }, lastReportedOn: null }],
    ...changes,
  }
}

/** What another source adds to a clinician. */
export function directorySupplement(
  changes: Partial<DirectorySupplement> & Pick<DirectorySupplement, 'subject'>,
): DirectorySupplement {
  const recordKey = Object.values(changes.subject)[0] ?? ''
  return { type: 'SUPPLEMENT', source: 'Second source', recordKey, mode: 'LIVE', facts: [], ...changes }
}

/** A license, or whatever `section` says. */
export function directoryFact(key: string, value: object, section = 'LICENSES'): DirectoryFact {
  return { section, key, position: 0, value, lastReportedOn: null }
}

/** A directory of its own, without anybody in it. */
export class DirectoryScene {
  private constructor(
    readonly database: Database,
    readonly end: () => Promise<void>,
  ) {}

  static async begin(): Promise<DirectoryScene> {
    const testDatabase = await createTestDatabase()
    const dataSource = await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize()
    return new DirectoryScene(new Database(dataSource), async () => {
      await dataSource.destroy()
      await testDatabase.drop()
    })
  }

  async apply(...entries: DirectoryEntry[]): Promise<AppliedCounts> {
    return await applyDirectoryEntries(this.database, entries, SCENE_NOW)
  }

  /** The same as part of a load. */
  async load(
    { now = SCENE_NOW, ...origin }: Partial<Pick<DirectoryBatch, 'now' | 'loadId' | 'asOf'>>,
    ...entries: DirectoryEntry[]
  ): Promise<AppliedCounts> {
    return await applyDirectoryEntries(this.database, entries, now, origin)
  }

  /** Ends a load of a whole file that has those keys alone; gives how many records vanished, and how many it had told before. */
  async endWholeFile(
    of: Partial<DirectoryBatch>,
    keys: readonly string[],
    limit = 100,
  ): Promise<{ vanished: number; told: number }> {
    const table = `keys_${Math.random().toString(36).slice(2)}`
    await this.query(`create table ${table} as select unnest($1::text[]) as key`, [keys])
    const batch = { source: 'Registry', mode: 'LIVE', now: SCENE_NOW, loadId: null, asOf: null, ...of } as const
    const { vanishing: told } = await this.database.transaction((tx) => countVanishing(tx, batch, table))
    let vanished = 0
    for (;;) {
      const marked = await this.database.transaction((tx) => vanishRecords(tx, batch, table, limit))
      vanished += marked
      if (marked === 0) break
    }
    await this.query(`drop table ${table}`)
    return { vanished, told }
  }

  async query(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return await this.database.dataSource.query(sql, [...values])
  }
}
