import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { systemClock } from '../kernel/clock.js'
import { CsvHeader } from '../sources/engine/csv.header.js'
import { csvRows } from '../sources/engine/csv.rows.js'
import type { LoadOptions } from '../sources/engine/load.options.js'
import { runLoad } from '../sources/engine/load.run.js'
import type { LoadTarget, SourceLoader } from '../sources/engine/source.loader.js'
import type { LoadReport } from '../sources/load.report.js'
import { createTestDatabase } from './test-database.js'

const EXPECTED = 'a file of the fictional registry (key,value)'

const APPLY = writeStatement<{ inserted: boolean }>(
  'registry_apply',
  `insert into registry (key, digest, parts) select * from unnest($1::text[], $2::text[], $3::jsonb[])
   on conflict (key) do update set digest = excluded.digest, parts = excluded.parts, gone = false
   returning xmax = 0 as inserted`,
)
const vanish = (keys: string) =>
  writeStatement<{ key: string }>(
    'registry_vanish',
    `update registry set gone = true where key in
       (select key from registry where not gone and key not in (select key from ${keys}) order by key limit $1)
     returning key`,
  )
const countVanishing = (keys: string) =>
  readStatement<{ vanishing: number; known: number }>(
    'registry_count_vanishing',
    `select count(*) filter (where key not in (select key from ${keys}))::int as vanishing, count(*)::int as known
       from registry where not gone`,
  )

/** A fictional source whose records go to a table of the test: what the engine does, without the directory. */
export class RegistryScene {
  /** Called before each batch, with its keys; may throw. */
  beforeBatch: (keys: readonly string[]) => unknown = () => undefined
  beforeVanishing: () => unknown = () => undefined
  beforeFinish: () => unknown = () => undefined

  private constructor(
    readonly database: Database,
    readonly folder: string,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<RegistryScene> {
    const testDatabase = await createTestDatabase()
    const dataSource = await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize()
    const folder = await mkdtemp(path.join(tmpdir(), 'registry-'))
    await dataSource.query(
      'create table registry (key text primary key, digest text, parts jsonb, gone boolean not null default false)',
    )
    return new RegistryScene(new Database(dataSource), folder, async () => {
      await dataSource.destroy()
      await testDatabase.drop()
      await rm(folder, { recursive: true, force: true })
    })
  }

  async reset(): Promise<void> {
    this.beforeBatch = this.beforeVanishing = this.beforeFinish = () => undefined
    await this.query('delete from source_loads')
    await this.query('delete from registry')
  }

  /** Rows that a whole file has at least. */
  leastWhole = 0

  readonly query = (sql: string): Promise<Record<string, unknown>[]> => this.database.dataSource.query(sql)

  /** All that the source is known to say. */
  readonly known = (): Promise<Record<string, unknown>[]> => this.query('select * from registry order by key')

  readonly staged = (): Promise<Record<string, unknown>[]> =>
    this.query(`select relname from pg_class where relkind = 'r' and relnamespace = 'staging'::regnamespace`)

  /** Loads a file of that text, or the file of that path within the folder. */
  async load(text: string | Buffer, options: Partial<LoadOptions> = {}, name = 'registry.csv'): Promise<LoadReport> {
    const file = path.join(this.folder, name)
    await writeFile(file, text)
    return await this.loadFile(file, options)
  }

  async loadFile(file: string, options: Partial<LoadOptions> = {}): Promise<LoadReport> {
    const rejectsFile = path.join(this.folder, 'rejects.csv')
    const loader = { ...this.loader, leastWhole: this.leastWhole }
    return await runLoad(this.database, systemClock, loader, { file, rejectsFile, actor: 'SYSTEM', ...options })
  }

  /** `value` may be `skip` or `reject`. */
  readonly loader: SourceLoader = {
    name: 'registry',
    description: EXPECTED,
    source: 'Fictional registry',
    mode: 'TEST',
    nameTells: (name) => {
      const day = /(\d{4}-\d\d-\d\d)/.exec(name)
      return { scope: null, asOf: day?.[1] ?? null }
    },
    rows: (file) =>
      csvRows(file, {
        expected: EXPECTED,
        header: (row) => {
          const header = new CsvHeader(row, EXPECTED)
          const [key, value] = [header.column('key'), header.column('value')]
          header.check()
          return {
            map: (each) => {
              const [k, v] = [each.text(key), each.text(value)]
              if (v === 'skip') return { skipped: 'NOT_FOR_US', key: k }
              return v === 'reject' ? { rejected: 'WRONG', publicKey: k, key: k } : { key: k, part: { value: v } }
            },
          }
        },
      }),
    target: this.#target(),
  }

  #target(): LoadTarget<unknown> {
    return {
      knownDigests: `select key, digest from registry where not gone and $1 <> '' and $2 <> ''`,
      apply: async (tx, records) => {
        await this.beforeBatch(records.map(({ key }) => key))
        const parts = records.map((record) => JSON.stringify(record.parts))
        const columns = [records.map(({ key }) => key), records.map(({ digest }) => digest), parts]
        const written = await tx.write(APPLY, columns)
        const counts = { inserted: 0, updated: 0, unchanged: 0, skipped: {} }
        records.forEach((record, i) => {
          counts[written[i]?.inserted === true ? 'inserted' : 'updated'] += record.parts.length
        })
        return counts
      },
      countVanishing: async (tx, load) =>
        (await tx.rows(countVanishing(load.stagedKeys), []))[0] ?? { vanishing: 0, known: 0 },
      vanish: async (tx, load, limit) => {
        await this.beforeVanishing()
        return (await tx.write(vanish(load.stagedKeys), [limit])).length
      },
      finish: async () => {
        await this.beforeFinish()
      },
    }
  }
}

/** A file of the registry: rows of key and value. */
export function registryText(rows: readonly (readonly [key: string, value: string])[]): string {
  return ['key,value', ...rows.map((row) => row.join(',')), ''].join('\n')
}

/** So many records, of one row each: `k00000`, `k00001` and so on, in the order of the file. */
export function registryRows(count: number, value = 'a'): [string, string][] {
  return Array.from({ length: count }, (_, i) => [`k${String(i).padStart(5, '0')}`, value])
}
