import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Command, InvalidArgumentError, Option } from 'commander'
import { removeEmbeddedServer, startEmbeddedServer } from '../../src/db/embedded-server.js'
import { migrate } from '../../src/db/migrate.js'
import type { LoadScope } from '../../src/sources/engine/source.loader.js'
import { copyTool, measureCopy, sizeOf } from './load.copy.js'
import { generateNppesFile, MIXES, type Mix } from './load.generator.js'
import type { LoadMeasurement } from './load.process.js'

/** Columns of the main file since 2020. */
const COLUMNS = 330
const MEGABYTES_OF_MEMORY = 300

interface Options {
  rows: number
  mix: Mix
  rounds: number
}

type Undo = () => Promise<unknown>

/** The loads of one round, each on what the one before has left, and the limit beside them. */
interface Round {
  copySeconds: number
  first: LoadMeasurement
  again: LoadMeasurement
  weekly: LoadMeasurement
}

async function measure({ rows, mix, rounds }: Options, undo: Undo[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-bench-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  const dataDirectory = path.join(folder, 'postgres')
  undo.push(() => removeEmbeddedServer(dataDirectory))
  const server = await startEmbeddedServer({ dataDirectory })
  undo.push(() => server.stop())
  const files = { full: path.join(folder, 'full.csv'), weekly: path.join(folder, 'weekly.csv') }
  await generateNppesFile(files.full, { rows, mix })
  await generateNppesFile(files.weekly, { rows, mix, everyNth: 100 })
  const size = (await sizeOf(files.full)).toFixed(0)
  console.log(
    `${rows.toLocaleString('en-US')} rows of ${COLUMNS} columns, ${size} MB, mix "${mix}", limit by ${await copyTool()}`,
  )
  const measured: Round[] = []
  for (let round = 1; round <= rounds; round++) {
    const database = `bench_${round}`
    await server.createDatabaseIfMissing(database)
    const url = server.url(database)
    await migrate(url)
    const copySeconds = await measureCopy(url, files.full, COLUMNS)
    const first = await load(url, files.full, 'FULL')
    const again = await load(url, files.full, 'FULL')
    const weekly = await load(url, files.weekly, 'UPDATE')
    measured.push({ copySeconds, first, again, weekly })
    console.log(
      `  round ${round}: \\copy ${copySeconds.toFixed(1)} s, ${[first, again, weekly].map(inShort).join('; ')}`,
    )
  }
  report(measured, rows)
}

const inShort = (one: LoadMeasurement): string =>
  `${one.seconds.toFixed(1)} s (staging ${one.stagingSeconds.toFixed(1)}, comparing ${one.comparingSeconds.toFixed(1)})`

async function load(url: string, file: string, scope: LoadScope): Promise<LoadMeasurement> {
  const script = path.join(import.meta.dirname, 'load.process.js')
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, script, url, file, scope])
  return JSON.parse(stdout) as LoadMeasurement
}

function report(measured: readonly Round[], rows: number): void {
  const of = (value: (round: Round) => number): number => median(measured.map(value))
  const rate = (seconds: (round: Round) => number): string =>
    `${Math.round(rows / of(seconds)).toLocaleString('en-US')} rows/s`
  const ratio = (seconds: (round: Round) => number): number => of((round) => round.copySeconds / seconds(round))
  const line = (what: string, value: string, note: string): void =>
    console.log(`  ${what.padEnd(22)}${value.padStart(18)}   ${note}`)
  const goal = (value: number, least: number): string =>
    `×${value.toFixed(2)} of \\copy (goal ${least.toFixed(1)}${value < least ? ', MISSED' : ''})`
  line(
    '\\copy of all columns',
    rate((round) => round.copySeconds),
    '',
  )
  line(
    'staging',
    rate((round) => round.first.stagingSeconds),
    goal(
      ratio((round) => round.first.stagingSeconds),
      1,
    ),
  )
  line(
    'end to end',
    rate((round) => round.first.seconds),
    goal(
      ratio((round) => round.first.seconds),
      0.6,
    ),
  )
  line(
    'again, unchanged',
    rate((round) => round.again.seconds),
    `×${ratio((round) => round.again.seconds).toFixed(2)} of \\copy`,
  )
  const weekly = of((round) => round.weekly.seconds)
  const share = of((round) => round.weekly.seconds / round.first.seconds)
  line('1 % changed', `${weekly.toFixed(2)} s`, `×${share.toFixed(3)} of the time of the first load`)
  const memory = Math.max(
    ...measured.flatMap(({ first, again, weekly: third }) => [first, again, third].map((one) => one.peakMemoryMb)),
  )
  line(
    'peak memory',
    `${memory.toFixed(0)} MB`,
    memory > MEGABYTES_OF_MEMORY ? `MISSED: goal ${MEGABYTES_OF_MEMORY}` : `goal ${MEGABYTES_OF_MEMORY}`,
  )
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [lower = 0, upper = 0] = [sorted[(sorted.length - 1) >> 1], sorted[middle]]
  return (lower + upper) / 2
}

function positive(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('expected a whole number above 0.')
  return number
}

await new Command('bench load')
  .description(
    'Measures loads of the NPPES main file, of made-up rows, against what PostgreSQL itself needs for the file.',
  )
  .option('--rows <number>', 'rows of the file', positive, 200_000)
  .addOption(new Option('--mix <mix>', 'of which kinds of rows').choices(Object.keys(MIXES)).default('usual'))
  .option('--rounds <number>', 'how often everything is measured; the medians count', positive, 3)
  .action(async (options: Options) => {
    const undo: Undo[] = []
    try {
      await measure(options, undo)
    } finally {
      for (const step of undo.reverse()) await step().catch((error: unknown) => console.error(error))
    }
  })
  .parseAsync()
