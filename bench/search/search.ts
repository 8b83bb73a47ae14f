import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import pg from 'pg'
import { removeEmbeddedServer, startEmbeddedServer } from '../../src/db/embedded-server.js'
import { migrate } from '../../src/db/migrate.js'
import { ExplainingReader } from './search.explain.js'
import { type Question, questionsOf } from './search.questions.js'
import { fillDirectory, LARGE_TABLES } from './search.world.js'

/** A search may take so long in the database at the 99th percentile. */
const GOAL_MS = 5
/** The first runs of a prepared statement are planned anew each time. */
const WARM_UP = 20
/** The median of their percentiles counts, so that it matters little what else the machine does for a moment. */
const ROUNDS = 5

interface Options {
  clinicians: number
  runs: number
  database: string | undefined
  plans: boolean
}

type Undo = () => Promise<unknown>

/** True if every search stays within its goal and reads no table from end to end. */
async function measure({ clinicians, runs, database, plans }: Options, undo: Undo[]): Promise<boolean> {
  const url = database ?? (await scratchDatabase(undo))
  await migrate(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  undo.push(() => client.end())
  const started = Date.now()
  const filled = await fillDirectory(client, clinicians)
  console.log(`${filled.toLocaleString('en-US')} clinicians, in ${((Date.now() - started) / 1000).toFixed(0)} s`)
  console.log(`Milliseconds in the database, ${runs} runs of each`)
  let allGood = true
  for (const question of await questionsOf(client)) {
    const outcome = await measureQuestion(question, new ExplainingReader(client), runs, plans)
    await client.query('deallocate all')
    allGood &&= outcome
  }
  return allGood
}

async function measureQuestion(
  { name, isSingle, ask }: Question,
  reader: ExplainingReader,
  runs: number,
  showPlans: boolean,
): Promise<boolean> {
  for (let i = 0; i < WARM_UP; i++) await ask(reader)
  reader.takeRuns()
  const rounds: number[][] = []
  const scanned = new Set<string>()
  for (let round = 0; round < ROUNDS; round++) {
    const milliseconds: number[] = []
    for (let i = 0; i < runs / ROUNDS / (isSingle ? 1 : 10); i++) {
      await ask(reader)
      const explained = reader.takeRuns()
      milliseconds.push(explained.reduce((sum, run) => sum + run.milliseconds, 0))
      for (const table of explained.flatMap((run) => run.scanned)) if (LARGE_TABLES.includes(table)) scanned.add(table)
    }
    rounds.push(milliseconds)
  }
  const percentile = (share: number): number =>
    quantile(
      rounds.map((each) => quantile(each, share)),
      0.5,
    )
  const [p50, p99] = [percentile(0.5), percentile(0.99)]
  const isSlow = isSingle && p99 > GOAL_MS
  const faults = [
    ...(isSlow ? [`MISSED: goal ${GOAL_MS} ms`] : []),
    ...(scanned.size > 0 ? [`MISSED: reads all of ${[...scanned].join(', ')}`] : []),
  ]
  const figures = [p50, p99].map((value) => value.toFixed(2).padStart(9)).join('')
  console.log(`  ${name.padEnd(42)} p50, p99:${figures}   ${faults.join('; ')}`)
  if (showPlans) for (const plan of await reader.plansOf(() => ask(reader))) console.log(`\n  ${plan}\n`)
  return faults.length === 0
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

async function scratchDatabase(undo: Undo[]): Promise<string> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-bench-'))
  undo.push(() => removeEmbeddedServer(dataDirectory))
  const server = await startEmbeddedServer({ dataDirectory })
  undo.push(() => server.stop())
  await server.createDatabaseIfMissing('bench')
  return server.url('bench')
}

function positive(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('expected a whole number above 0.')
  return number
}

await new Command('bench search')
  .description('Measures every search of the directory in the database, of made-up clinicians, and shows its plan.')
  .option('--clinicians <number>', 'clinicians of the directory', positive, 2_000_000)
  .option('--runs <number>', 'how often each search is measured', positive, 1_000)
  .option('--database <url>', 'an empty scratch database, which stays filled; else one is made and deleted')
  .option('--no-plans', 'leaves out how PostgreSQL answers each search')
  .action(async (options: Options) => {
    const undo: Undo[] = []
    try {
      if (!(await measure(options, undo))) process.exitCode = 1
    } finally {
      for (const step of undo.reverse()) await step().catch((error: unknown) => console.error(error))
    }
  })
  .parseAsync()
