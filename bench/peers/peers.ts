import { writeFile } from 'node:fs/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import { installServers, SERVERS } from './peers.install.js'
import { LoadGenerator } from './peers.load.js'
import { Asker, assertAlike, medianOf, type Outcome, type Turn } from './peers.measure.js'
import { type Outcomes, printReport, reportOf } from './peers.report.js'
import { CONTENDERS, type ContenderName, OPERATION_NAMES, type OperationName } from './peers.servers.js'
import { makeWorld, startContender, type Undo } from './peers.setup.js'

const WARM_UP_SECONDS = 2

interface Options {
  clinicians: number
  orders: number
  rounds: number
  seconds: number
  connections: number
  only: ContenderName[]
  operations: OperationName[]
  json: string | undefined
}

/** True if every goal is met. */
async function measure(options: Options, undo: Undo) {
  const { clinicians, orders, rounds, seconds, connections, only, operations, json } = options
  const say = (text: string) => console.error(text)
  const size = { clinicians, orders }
  if (only.some((name) => CONTENDERS[name].script.includes(SERVERS))) await installServers(say)
  const world = await makeWorld(size, undo, say)
  const generator = new LoadGenerator()
  undo.push(async () => generator.stop())
  const askers: Asker[] = []
  for (const name of only) askers.push(new Asker(name, await startContender(name, world, undo), world, generator))
  await assertAlike(askers)
  say('all answer the same')
  const each = async (work: (asker: Asker, operation: OperationName) => Promise<void>, round = 0) => {
    for (const operation of operations) {
      // Everybody begins once, so that nobody has always the warmer machine.
      const turn = askers.map((_, place) => askers[(place + round) % askers.length])
      for (const asker of turn) if (asker !== undefined) await work(asker, operation)
    }
  }
  const warmUp = Math.min(WARM_UP_SECONDS, seconds)
  await each(async (asker, operation) => void (await asker.turn(operation, connections, warmUp)))
  const turns = new Map<string, Turn[]>()
  for (let round = 0; round < rounds; round++) {
    await each(async (asker, operation) => {
      const taken = turns.get(`${asker.name} ${operation}`) ?? []
      turns.set(`${asker.name} ${operation}`, [...taken, await asker.turn(operation, connections, seconds)])
    }, round)
    say(`round ${round + 1} of ${rounds}`)
  }
  const outcomes: Outcomes = {}
  for (const asker of askers) {
    const own: [OperationName, Outcome][] = []
    for (const operation of operations) {
      const median = medianOf(turns.get(`${asker.name} ${operation}`) ?? [])
      const { p50, p99 } = await asker.turn(operation, connections, seconds * 2, median.requestsPerSecond / 2)
      own.push([operation, { ...median, half: { p50, p99 } }])
    }
    outcomes[asker.name] = Object.fromEntries(own)
  }
  const report = reportOf(outcomes, size, { seconds, rounds, connections }, new Date())
  printReport(report)
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`)
  return report.goals.every(({ met }) => met)
}

function positive(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new InvalidArgumentError('expected a whole number above 0.')
}

const NAMES = Object.keys(CONTENDERS) as ContenderName[]

await new Command('bench peers')
  .description('Measures the gateway and other servers with the same operations on the same database.')
  .option('--clinicians <count>', 'of the directory', positive, 200_000)
  .option('--orders <count>', 'placed before', positive, 1_000_000)
  .option('--rounds <count>', 'how often everybody takes a turn', positive, 6)
  .option('--seconds <number>', 'of one turn', positive, 3)
  .option('--connections <count>', 'how many ask at once', positive, 16)
  .addOption(new Option('--only <names...>', 'who takes part').choices(NAMES).default(NAMES))
  .addOption(
    new Option('--operations <names...>', 'what is asked').choices(OPERATION_NAMES).default([...OPERATION_NAMES]),
  )
  .option('--json <file>', 'where to write everything that was measured')
  .action(async (options: Options) => {
    const undo: Undo = []
    try {
      if (!(await measure(options, undo))) process.exitCode = 2
    } finally {
      for (const step of undo.reverse()) await step().catch((error: unknown) => console.error(error))
    }
  })
  .parseAsync()
