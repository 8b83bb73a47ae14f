import { cpus } from 'node:os'
import type { Outcome } from './peers.measure.js'
import { CONTENDERS, type ContenderName, OPERATION_NAMES, OPERATIONS, type OperationName } from './peers.servers.js'
import type { WorldSize } from './peers.world.js'

/** p99 at half the load that saturates, in p50s. */
const GOAL_TAIL = 3
const GOAL_STATEMENTS = 3

export type Outcomes = Partial<Record<ContenderName, Partial<Record<OperationName, Outcome>>>>

/** What one figure of the gateway should be, and is. */
export interface Goal {
  operation: OperationName
  what: string
  goal: string
  got: number
  met: boolean
}

/** What is written down of a run. */
export interface Report {
  date: string
  machine: { cores: number; node: string; platform: string }
  size: WorldSize
  run: { seconds: number; rounds: number; connections: number }
  outcomes: Outcomes
  goals: Goal[]
}

export function reportOf(outcomes: Outcomes, size: WorldSize, run: Report['run'], now: Date): Report {
  const machine = { cores: cpus().length, node: process.version, platform: `${process.platform} ${process.arch}` }
  return { date: now.toISOString().slice(0, 10), machine, size, run, outcomes, goals: goalsOf(outcomes) }
}

/** Nothing is said of goals against whom was not measured. */
function goalsOf({ gateway, limit, ...peers }: Outcomes): Goal[] {
  if (gateway === undefined) return []
  return OPERATION_NAMES.flatMap((operation) => {
    const mine = gateway[operation]
    if (mine === undefined) return []
    const atLeast = (what: string, goal: number, other: number): Goal[] => {
      const got = mine.requestsPerSecond / other
      return other > 0 ? [{ operation, what, goal: `≥ ${goal}`, got, met: got >= goal }] : []
    }
    const atMost = (what: string, goal: number, got: number): Goal => {
      return { operation, what, goal: `≤ ${goal}`, got, met: got <= goal + 0.05 }
    }
    const best = Math.max(0, ...Object.values(peers).map((peer) => peer[operation]?.requestsPerSecond ?? 0))
    const { ofBest, ofLimit } = OPERATIONS[operation]
    return [
      ...atLeast('requests/s of the best peer', ofBest, best),
      ...atLeast('requests/s of the limit', ofLimit, limit?.[operation]?.requestsPerSecond ?? 0),
      ...(mine.half === null ? [] : [atMost('p99 in p50s at half load', GOAL_TAIL, mine.half.p99 / mine.half.p50)]),
      atMost('statements per request', GOAL_STATEMENTS, mine.statements),
    ]
  })
}

/** The report as Markdown: a table of each operation, and one of the goals. */
export function printReport({ outcomes, goals, size, run, machine, date }: Report): void {
  const count = (value: number) => value.toLocaleString('en-US')
  console.log(
    `\n${date}, ${machine.cores} cores (${machine.platform}), Node ${machine.node}, ${count(size.clinicians)} clinicians, ${count(size.orders)} orders, ` +
      `${run.connections} connections, medians of ${run.rounds} rounds of ${run.seconds} s. Times in milliseconds, CPU of the server's process.`,
  )
  for (const operation of OPERATION_NAMES) {
    if (Object.values(outcomes).every((outcome) => outcome[operation] === undefined)) continue
    console.log(`\n${operation}: ${OPERATIONS[operation].title}\n`)
    console.log('| server | requests/s | gateway, of it | CPU | statements | p50 | p99 | p50, p99 at half load |')
    console.log('|---|---|---|---|---|---|---|---|')
    for (const [name, outcome] of Object.entries(outcomes))
      if (outcome[operation] !== undefined) console.log(rowOf(name as ContenderName, operation, outcome[operation]))
  }
  console.log('\n| | goal | | measured | |\n|---|---|---|---|---|')
  for (const { operation, what, goal, got, met } of goals)
    console.log(`| ${operation} | ${what} | ${goal} | ${got.toFixed(2)} | ${met ? 'met' : 'NOT MET'} |`)

  function rowOf(name: ContenderName, operation: OperationName, outcome: Outcome): string {
    const { requestsPerSecond, cpuMs, statements, p50, p99, half } = outcome
    const mine = outcomes.gateway?.[operation]?.requestsPerSecond
    const cells = [
      CONTENDERS[name].title,
      count(Math.round(requestsPerSecond)),
      mine === undefined ? '' : `×${(mine / requestsPerSecond).toFixed(2)}`,
      cpuMs.toFixed(2),
      statements.toFixed(1),
      p50.toFixed(2),
      p99.toFixed(2),
      half === null ? '' : `${half.p50.toFixed(2)}, ${half.p99.toFixed(2)}`,
    ]
    return `| ${cells.join(' | ')} |`
  }
}
