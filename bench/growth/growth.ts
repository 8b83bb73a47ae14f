import { writeFile } from 'node:fs/promises'
import { Command, InvalidArgumentError } from 'commander'
import { LoadGenerator } from '../peers/peers.load.js'
import { Asker, medianOf, type Turn } from '../peers/peers.measure.js'
import { OPERATION_NAMES, OPERATIONS } from '../peers/peers.servers.js'
import { makeWorld, startContender, type Undo } from '../peers/peers.setup.js'

/** p50 in the large world may be so much of what it is in the small one. */
const GOAL = 1.3
const SMALL = { clinicians: 10_000, orders: 10_000 }
const WARM_UP_SECONDS = 3

interface Options {
  clinicians: number
  orders: number
  rounds: number
  seconds: number
  connections: number
  json: string | undefined
}

/** True if no operation grows by more than the goal. */
async function measure({ clinicians, orders, rounds, seconds, connections, json }: Options, undo: Undo) {
  const say = (text: string) => console.error(text)
  const large = { clinicians, orders }
  const generator = new LoadGenerator()
  undo.push(async () => generator.stop())
  const askers: Asker[] = []
  for (const size of [SMALL, large]) {
    const world = await makeWorld(size, undo, say)
    askers.push(new Asker('gateway', await startContender('gateway', world, undo), world, generator))
  }
  const rows = []
  for (const operation of OPERATION_NAMES) {
    const turns: [Turn[], Turn[]] = [[], []]
    for (const asker of askers) await asker.turn(operation, connections, WARM_UP_SECONDS)
    for (let round = 0; round < rounds; round++) {
      // In turn, so that neither has always the warmer machine.
      for (const place of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const asker = askers[place]
        if (asker !== undefined) turns[place].push(await asker.turn(operation, connections, seconds))
      }
    }
    const [before, after] = [medianOf(turns[0]).p50, medianOf(turns[1]).p50]
    rows.push({ operation, small: before, large: after, ratio: after / before, met: after / before <= GOAL })
  }
  const count = (value: number) => value.toLocaleString('en-US')
  console.log(
    `\np50 in milliseconds, ${connections} connections, medians of ${rounds} rounds of ${seconds} s: ` +
      `${count(SMALL.orders)} orders of ${count(SMALL.clinicians)} clinicians, and ${count(orders)} of ${count(clinicians)}\n`,
  )
  console.log(`| operation | small | large | ratio | goal ≤ ${GOAL} |\n|---|---|---|---|---|`)
  for (const { operation, small, large: p50, ratio, met } of rows) {
    const title = `${operation}: ${OPERATIONS[operation].title}`
    const figures = [small, p50, ratio].map((value) => value.toFixed(2)).join(' | ')
    console.log(`| ${title} | ${figures} | ${met ? 'met' : 'NOT MET'} |`)
  }
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ small: SMALL, large, rows }, null, 2)}\n`)
  return rows.every(({ met }) => met)
}

function positive(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new InvalidArgumentError('expected a whole number above 0.')
}

await new Command('bench growth')
  .description('Measures how operations slow down as the database grows: two gateways, a small world and a large one.')
  .option('--clinicians <count>', 'of the large world', positive, 500_000)
  .option('--orders <count>', 'of the large world', positive, 1_000_000)
  .option('--rounds <count>', 'how often both take a turn', positive, 6)
  .option('--seconds <number>', 'of one turn', positive, 3)
  .option('--connections <count>', 'how many ask at once: few, so that nobody waits for another', positive, 2)
  .option('--json <file>', 'where to write what was measured')
  .action(async (options: Options) => {
    const undo: Undo = []
    try {
      if (!(await measure(options, undo))) process.exitCode = 2
    } finally {
      for (const step of undo.reverse()) await step().catch((error: unknown) => console.error(error))
    }
  })
  .parseAsync()
