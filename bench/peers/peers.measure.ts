import type { LoadGenerator } from './peers.load.js'
import { dataOf, requestOf } from './peers.operations.js'
import type { ServerProcess } from './peers.process.js'
import { CONTENDERS, type ContenderName, OPERATION_NAMES, type OperationName } from './peers.servers.js'
import type { BenchWorld } from './peers.setup.js'

/** What the generator replaces by a key of its own. */
const ANY_KEY = '@key@'
/** So many answers of each server are compared with those of the limit. */
const COMPARED = 5

/** How a server answered one operation: medians over the rounds, times in milliseconds. */
export interface Outcome {
  requestsPerSecond: number
  cpuMs: number
  statements: number
  p50: number
  p99: number
  /** The same at half of the load that saturates. */
  half: { p50: number; p99: number } | null
}

/** One turn of one server with one operation. */
export type Turn = Omit<Outcome, 'half'>

/** Asks one server. */
export class Asker {
  constructor(
    readonly name: ContenderName,
    readonly server: ServerProcess,
    private readonly world: BenchWorld,
    private readonly generator: LoadGenerator,
  ) {}

  /** As much as `connections` of them get answered, or `rate` a second. */
  async turn(
    operation: OperationName,
    connections: number,
    seconds: number,
    rate: number | null = null,
  ): Promise<Turn> {
    const requests = this.world.subjects.map((one) => requestOf(CONTENDERS[this.name], operation, one, ANY_KEY))
    const before = await this.server.figures()
    const sample = await this.generator.send({
      origin: this.server.origin,
      path: requests[0]?.path ?? '/',
      headers: this.#headers,
      bodies: requests.map(({ body }) => body),
      connections,
      seconds,
      rate,
    })
    const after = await this.server.figures()
    return {
      requestsPerSecond: sample.requests / sample.seconds,
      cpuMs: (after.cpuMs - before.cpuMs) / sample.requests,
      statements: (after.statements - before.statements) / sample.requests,
      p50: sample.p50,
      p99: sample.p99,
    }
  }

  /** What it answers, in the form in which all answers are alike. */
  async answer(operation: OperationName, index: number, key: string): Promise<unknown> {
    const subject = this.world.subjects[index]
    if (subject === undefined) throw new Error(`there is no subject ${index}`)
    const { path, body } = requestOf(CONTENDERS[this.name], operation, subject, key)
    const response = await fetch(`${this.server.origin}${path}`, { method: 'POST', headers: this.#headers, body })
    const text = await response.text()
    if (!response.ok || text.includes('"errors":['))
      throw new Error(`${this.name} answered ${operation}: ${text.slice(0, 600)}`)
    return dataOf(JSON.parse(text))
  }

  get #headers(): Record<string, string> {
    const own = this.name === 'gateway' ? { authorization: `Bearer ${this.world.apiKey}` } : {}
    return { 'content-type': 'application/json', ...own }
  }
}

/** @throws unless everybody answers the same data, and an order that is repeated is placed once. */
export async function assertAlike(askers: readonly Asker[]): Promise<void> {
  for (const operation of OPERATION_NAMES.filter((name) => name !== 'M1')) {
    for (let index = 0; index < COMPARED; index++) {
      const [wanted, ...others] = await Promise.all(
        askers.map(async (asker) => JSON.stringify(await asker.answer(operation, index, ANY_KEY))),
      )
      if (wanted === undefined || wanted.length < 20) throw new Error(`nothing to compare for ${operation}: ${wanted}`)
      const place = others.findIndex((other) => other !== wanted)
      if (place === -1) continue
      const got = others[place] ?? ''
      const at = [...wanted].findIndex((letter, position) => letter !== got[position])
      const around = (text: string) => text.slice(Math.max(0, at - 120), at + 120)
      const who = askers[place + 1]?.name
      throw new Error(
        `${who} answers ${operation} otherwise than ${askers[0]?.name}:\n${around(got)}\n${around(wanted)}`,
      )
    }
  }
  for (const asker of askers) {
    const key = `alike-${asker.name}`
    const [first, again] = [await asker.answer('M1', 0, key), await asker.answer('M1', 0, key)].map(numberAndStatus)
    if (
      first?.status !== 'COMPLETED' ||
      first.number === undefined ||
      first.number !== again?.number ||
      !again.replayed
    )
      throw new Error(`${asker.name} does not place an order once: ${JSON.stringify([first, again])}`)
  }
}

function numberAndStatus(answer: unknown) {
  const placed = answer as {
    replayed?: boolean
    number?: string
    status?: string
    order?: { number: string; status: string }
  }
  return {
    number: placed.number ?? placed.order?.number,
    status: placed.status ?? placed.order?.status,
    replayed: placed.replayed,
  }
}

/** The median of the turns, figure by figure. */
export function medianOf(turns: readonly Turn[]): Turn {
  const of = (figure: keyof Turn): number => {
    const sorted = turns.map((turn) => turn[figure]).sort((a, b) => a - b)
    const middle = sorted.length / 2
    return ((sorted[Math.ceil(middle - 1)] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
  }
  const [requestsPerSecond, cpuMs, statements] = [of('requestsPerSecond'), of('cpuMs'), of('statements')]
  return { requestsPerSecond, cpuMs, statements, p50: of('p50'), p99: of('p99') }
}
