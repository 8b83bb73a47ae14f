import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { buildSchema, getOperationAST, parse } from 'graphql'
import { LINK_KEY_BYTES, SECRET_KEY_BYTES } from '../../src/config.secrets.js'
import { removeEmbeddedServer, startEmbeddedServer } from '../../src/db/embedded-server.js'
import { actualCost, costPlanOf, requestedCost } from '../../src/graphql/cost/cost.plan.js'
import { measureDocument } from '../../src/graphql/limits/document.measure.js'
import { packageRoot } from '../../src/kernel/package-root.js'
import { MeasuredGateway } from '../audit/audit.load.js'
import { makeSigningFiles } from '../crash/crash.environment.js'
import { prepareWorld, type World } from '../crash/crash.world.js'

/** Both gateways run all the time and take many short turns, so that neither has the better minute of the machine. */
const ROUNDS = 16
const WARM_UP_SECONDS = 2
/** The smallest request that there is: what it takes to charge shows most. */
const BODY = { query: '{ viewer { mode } }' }
/** The largest operation that we offer. */
const LARGEST = 'ReadProfile'
const TURNS = 2_000

type Variant = 'with' | 'without'

async function measure(seconds: number, clients: number, undo: (() => Promise<unknown>)[]): Promise<void> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-bench-'))
  undo.push(() => removeEmbeddedServer(dataDirectory))
  const server = await startEmbeddedServer({ dataDirectory })
  undo.push(() => server.stop())
  await server.createDatabaseIfMissing('bench')
  const databaseUrl = server.url('bench')
  const world = await prepareWorld(databaseUrl)
  undo.push(() => world.close())
  const signing = await makeSigningFiles()
  undo.push(() => signing.remove())
  const environment = {
    databaseUrl,
    signing,
    smtpPort: 9,
    linkSigningKey: randomBytes(LINK_KEY_BYTES).toString('base64'),
    secretEncryptionKey: randomBytes(SECRET_KEY_BYTES).toString('base64'),
  }
  const gateways: Record<Variant, MeasuredGateway> = {
    with: await MeasuredGateway.start('../../src/main.js', environment),
    without: await MeasuredGateway.start('../cost/cost.gateway.js', environment),
  }
  undo.push(() => Promise.all(Object.values(gateways).map((gateway) => gateway.stop())))
  for (const gateway of Object.values(gateways)) await pace(gateway, world, WARM_UP_SECONDS, clients)
  const paces: Record<Variant, number[]> = { with: [], without: [] }
  const before = await statementsOf(world)
  let requests = 0
  for (let round = 0; round < ROUNDS; round++) {
    const order: Variant[] = round % 2 === 0 ? ['with', 'without'] : ['without', 'with']
    for (const variant of order) {
      const count = await pace(gateways[variant], world, seconds / ROUNDS, clients)
      paces[variant].push(count / (seconds / ROUNDS))
      if (variant === 'with') requests += count
    }
  }
  await Promise.all(Object.values(gateways).map((gateway) => gateway.stop()))
  const [charged, free] = [median(paces.with), median(paces.without)]
  console.log(`{ viewer { mode } }, ${clients} clients with one key, medians of ${ROUNDS} turns each`)
  console.log(`  charged      ${charged.toFixed(0)}/s`)
  console.log(`  not charged  ${free.toFixed(0)}/s`)
  console.log(`  ratio        ×${(charged / free).toFixed(3)}`)
  console.log(`  statements   ${(((await statementsOf(world)) - before) / requests).toFixed(2)} for a request`)
}

/** How many requests were answered. */
async function pace(gateway: MeasuredGateway, world: World, seconds: number, clients: number): Promise<number> {
  const end = performance.now() + seconds * 1000
  let count = 0
  const client = async () => {
    for (; performance.now() < end; count++) await gateway.send(world, BODY)
  }
  await Promise.all(Array.from({ length: clients }, client))
  return count
}

/** Each statement writes the row of the one key once. */
async function statementsOf({ superuser }: World): Promise<number> {
  await superuser.query('select pg_stat_force_next_flush()')
  const { rows } = await superuser.query<{ writes: string }>(
    "select n_tup_ins + n_tup_upd as writes from pg_stat_user_tables where relname = 'cost_buckets'",
  )
  return Number(rows[0]?.writes)
}

/** What it takes in the process, for the largest operation: once for a document, and for each request. */
function measureProcess(): void {
  const folder = path.join(packageRoot(), 'schema')
  const schema = buildSchema(readFileSync(path.join(folder, 'schema.graphql'), 'utf8'))
  const texts = readdirSync(path.join(folder, 'operations')).filter((name) => name.startsWith(LARGEST))
  const text = readFileSync(path.join(folder, 'operations', String(texts[0])), 'utf8')
  const documents = Array.from({ length: TURNS }, () => parse(text))
  console.log(`\n${LARGEST}, in the process`)
  timed('limits, for a new document', (turn) => void measureDocument(documents[turn] ?? parse(text)))
  const plans = documents.map((document) => ({ document, operation: getOperationAST(document) }))
  timed('plan, for a new document', (turn) => {
    const { document, operation } = plans[turn] ?? {}
    if (document !== undefined && operation != null) costPlanOf(schema, document, operation)
  })
  const [{ document, operation } = {}] = plans
  if (document === undefined || operation == null) throw new Error('expected an operation')
  const plan = costPlanOf(schema, document, operation)
  timed('requested and actual cost', () => void (requestedCost(plan, {}) + actualCost(plan, {})))
}

function timed(what: string, work: (turn: number) => void): void {
  const from = performance.now()
  for (let turn = 0; turn < TURNS; turn++) work(turn)
  console.log(`  ${what.padEnd(28)} ${(((performance.now() - from) / TURNS) * 1000).toFixed(1)} µs`)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function numberBetween(minimum: number, maximum: number) {
  return (text: string): number => {
    const number = Number(text)
    if (number >= minimum && number <= maximum) return number
    throw new InvalidArgumentError(`expected a number from ${minimum} to ${maximum}`)
  }
}

const { seconds, clients } = new Command('cost')
  .description('Measures requests with and without their charge.')
  .option('--seconds <number>', 'of each of the two measurements', numberBetween(2, 600), 12)
  .option('--clients <count>', 'how many ask at once', numberBetween(1, 200), 16)
  .parse()
  .opts<{ seconds: number; clients: number }>()
const undo: (() => Promise<unknown>)[] = []
try {
  measureProcess()
  await measure(seconds, clients, undo)
} finally {
  for (const step of undo.reverse()) await step()
}
