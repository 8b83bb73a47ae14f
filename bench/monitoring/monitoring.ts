import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../src/db/data-source.js'
import { Database } from '../../src/db/database.js'
import { removeEmbeddedServer, startEmbeddedServer } from '../../src/db/embedded-server.js'
import { migrate } from '../../src/db/migrate.js'
import { ENTITIES } from '../../src/entities.js'
import { systemClock } from '../../src/kernel/clock.js'
import { runLoad } from '../../src/sources/engine/load.run.js'
import { publisherLoader } from '../../src/sources/publisher/publisher.loader.js'
import { checkTold } from './monitoring.checks.js'
import { CHANGED_EVERY, npiOf, writeChanges, writeClinicians } from './monitoring.files.js'
import { tellAll, tellWhileKilled } from './monitoring.processes.js'
import { furnishMonitoring, type MonitoringSize } from './monitoring.world.js'

const DATABASE = 'bench'
/** Memory is flat when the second half of the work needs no more than the first, but for so much. */
const FLAT_RATIO = 1.25

interface Options extends MonitoringSize {
  kills: number
}

function positive(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('expected a whole number above 0.')
  return number
}

/** Everything that is measured on one database. */
class Measurement {
  constructor(
    readonly database: Database,
    readonly databaseUrl: string,
    readonly folder: string,
    readonly size: Options,
  ) {}

  async run(): Promise<boolean> {
    const { size, databaseUrl } = this
    await this.#load('the directory', (file) => writeClinicians(file, size.clinicians))
    console.log(`${size.organizations} organizations buy and monitor ${size.each} clinicians each`)
    await furnishMonitoring(this.database, databaseUrl, systemClock, size)
    // Who looks for the first time passes over what brought the directory.
    await tellAll(databaseUrl)

    const unmonitored = await this.#change('Inactive', 1)
    const passed = await tellAll(databaseUrl)
    await checkTold(databaseUrl, unmonitored.npis, unmonitored.since)
    console.log(`one per cent changes whom nobody monitors   ${passed.seconds.toFixed(2)} s, ${passed.told} notices`)

    const first = await this.#change('Inactive', 0)
    const report = await tellAll(databaseUrl)
    const notices = await checkTold(databaseUrl, first.npis, first.since)
    const rate = (notices / report.seconds).toFixed(0)
    console.log(
      `one per cent changes who is monitored       ${report.seconds.toFixed(2)} s, ${notices} notices, ${rate}/s`,
    )
    console.log(`the worker's processor time                 ${report.cpuSeconds.toFixed(2)} s`)
    console.log(`memory, highest in each half                ${report.firstHalfMb} MB, ${report.secondHalfMb} MB`)

    const second = await this.#change('Active', 0)
    const killed = await tellWhileKilled(databaseUrl, size.kills, report.seconds * 1000)
    const again = await checkTold(databaseUrl, second.npis, second.since)
    console.log(
      `the same, while processes are killed        ${killed.seconds.toFixed(2)} s, ${again} notices, ` +
        `${killed.kills} kills of ${killed.processes} processes: none lost, none doubled`,
    )
    return report.secondHalfMb <= report.firstHalfMb * FLAT_RATIO
  }

  /** One per cent of the monitored clinicians (offset 0), or of the others (offset 1), gets another status. */
  async #change(status: string, offset: number): Promise<{ npis: string[]; since: Date }> {
    const { clinicians } = this.size
    const since = new Date()
    await this.#load('changes', (file) => writeChanges(file, clinicians, status, offset))
    const count = Math.ceil((clinicians - offset) / CHANGED_EVERY)
    return { npis: Array.from({ length: count }, (_one, index) => npiOf(offset + index * CHANGED_EVERY)), since }
  }

  async #load(what: string, write: (file: string) => Promise<void>): Promise<void> {
    const file = path.join(this.folder, 'publisher.jsonl')
    await write(file)
    const loader = publisherLoader({ source: 'Bench Medical Board', mode: 'TEST', section: null, covers: false })
    const startedAt = performance.now()
    const options = { file, rejectsFile: path.join(this.folder, 'rejects.csv'), actor: 'OPERATOR' as const }
    const { rowsRead, updated, inserted } = await runLoad(this.database, systemClock, loader, options)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(2)
    console.log(`${what.padEnd(44)}${seconds} s to load ${rowsRead} rows: ${inserted} new, ${updated} changed`)
  }
}

await new Command('bench monitoring')
  .description(
    'Measures how changes of monitored clinicians are told, and that a killed process loses and doubles none.',
  )
  .option('--clinicians <number>', 'how many the directory has; every second one is monitored', positive, 100_000)
  .option('--organizations <number>', 'how many monitor', positive, 500)
  .option('--each <number>', 'how many clinicians each of them monitors', positive, 200)
  .option('--kills <number>', 'how many processes are killed', positive, 20)
  .action(async (size: Options) => {
    const undo: (() => Promise<unknown>)[] = []
    try {
      const folder = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-bench-'))
      undo.push(() => rm(folder, { recursive: true, force: true }))
      const dataDirectory = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-bench-'))
      undo.push(() => removeEmbeddedServer(dataDirectory))
      const server = await startEmbeddedServer({ dataDirectory })
      undo.push(() => server.stop())
      await server.createDatabaseIfMissing(DATABASE)
      const url = server.url(DATABASE)
      await migrate(url)
      const source = createDataSource({ ...DATA_SOURCE_DEFAULTS, url }, ENTITIES)
      const database = new Database(await source.initialize())
      undo.push(() => database.dataSource.destroy())
      if (!(await new Measurement(database, url, folder, size).run())) process.exitCode = 1
    } finally {
      for (const step of undo.reverse()) await step().catch((error: unknown) => console.error(error))
    }
  })
  .parseAsync()
