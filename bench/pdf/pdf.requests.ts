import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { print } from 'graphql'
import { PlaceOrderDocument, SearchCliniciansDocument } from '../../src/client/operations.generated.js'
import { LINK_KEY_BYTES, SECRET_KEY_BYTES } from '../../src/config.secrets.js'
import { removeEmbeddedServer, startEmbeddedServer } from '../../src/db/embedded-server.js'
import { MeasuredGateway } from '../audit/audit.load.js'
import { makeSigningFiles } from '../crash/crash.environment.js'
import { prepareWorld, type World } from '../crash/crash.world.js'

/** Four orders of the largest size are a thousand documents. */
const ORDERS = 4
const ITEMS = 250
const WARM_UP_SECONDS = 5
/** While nothing is rendered, as long as 250 documents take on a slow machine. */
const QUIET_SECONDS = 10
/** While rendering shall not harm a request, its p99 may grow so much. */
const GOAL_RATIO = 2

const HOLD = `update pgboss.job set start_after = now() + interval '1 day' where name = 'RenderProfilePdfs'`
const RELEASE = `update pgboss.job set start_after = now() where id =
  (select id from pgboss.job where name = 'RenderProfilePdfs' and state = 'created' and start_after > now() limit 1)`
const RENDERED = 'select count(*)::int as count from profile_pdfs'

type Undo = () => Promise<unknown>

/**
 * How long searches take on one process that is API and worker in one, by turns while it renders and while it does not.
 * They come at a steady pace, and are timed from when they were due.
 */
export async function measureRequests(perSecond: number, undo: Undo[]): Promise<boolean> {
  const { world, gateway } = await startGateway(undo)
  const { rows } = await world.superuser.query<{ npi: string }>(
    "select npi from clinicians where mode = 'TEST' and npi is not null order by npi",
  )
  const searches = rows.map(({ npi }) => ({ query: print(SearchCliniciansDocument), variables: { by: { npi } } }))
  const ask = (until: () => boolean): Promise<number[]> =>
    askSteadily(perSecond, until, (turn) => gateway.send(world, searches[turn % searches.length] ?? {}))
  const quietFor = (seconds: number): Promise<number[]> => {
    const end = performance.now() + seconds * 1000
    return ask(() => performance.now() > end)
  }
  await quietFor(WARM_UP_SECONDS)
  const [quiet, busy]: [number[], number[]] = [[], []]
  let seconds = 0
  for (let order = 1; order <= ORDERS; order++) {
    quiet.push(...(await quietFor(QUIET_SECONDS)))
    await world.superuser.query(RELEASE)
    const from = performance.now()
    let over = false
    const rendered = renderedCount(world, order * ITEMS).then(() => {
      over = true
    })
    busy.push(...(await ask(() => over)))
    await rendered
    seconds += (performance.now() - from) / 1000
  }
  console.log(`\n${ORDERS * ITEMS} documents in ${seconds.toFixed(1)} s, ${perSecond} searches a second`)
  for (const [name, took] of [
    ['quiet', quiet],
    ['rendering', busy],
  ] as const) {
    console.log(
      `  ${name.padEnd(9)} ${took.length} searches, p50 ${at(took, 0.5).toFixed(1)} ms, p99 ${at(took, 0.99).toFixed(1)} ms`,
    )
  }
  const ratio = at(busy, 0.99) / at(quiet, 0.99)
  console.log(`  p99 while rendering: ×${ratio.toFixed(2)}, p50 ×${(at(busy, 0.5) / at(quiet, 0.5)).toFixed(2)}`)
  return ratio <= GOAL_RATIO
}

async function startGateway(undo: Undo[]): Promise<{ world: World; gateway: MeasuredGateway }> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-bench-'))
  undo.push(() => removeEmbeddedServer(dataDirectory))
  const server = await startEmbeddedServer({ dataDirectory })
  undo.push(() => server.stop())
  await server.createDatabaseIfMissing('bench')
  const world = await prepareWorld(server.url('bench'))
  undo.push(() => world.close())
  const signing = await makeSigningFiles()
  undo.push(() => signing.remove())
  const environment = {
    databaseUrl: server.url('bench'),
    signing,
    // Nobody listens there, and nothing is sent.
    smtpPort: 9,
    linkSigningKey: randomBytes(LINK_KEY_BYTES).toString('base64'),
    secretEncryptionKey: randomBytes(SECRET_KEY_BYTES).toString('base64'),
  }
  // The orders are placed with an API that does no jobs, and those wait until they are called for.
  const api = await MeasuredGateway.start('../../src/main.js', environment)
  undo.push(() => api.stop())
  for (let order = 0; order < ORDERS; order++) await api.send(world, orderOf(world, order))
  await api.stop()
  await world.superuser.query(HOLD)
  const gateway = await MeasuredGateway.start('../../src/main.js', environment, 'all')
  undo.push(() => gateway.stop())
  return { world, gateway }
}

function orderOf({ organizations, wares }: World, order: number): object {
  const profiles = wares.filter(({ product }) => product === 'INITIAL_APPOINTMENT')
  const items = Array.from({ length: ITEMS }, (_, item) => ({
    ...profiles[item % profiles.length],
    allowDuplicate: true,
  }))
  const organizationId = organizations[order]?.id
  const input = { organizationId, idempotencyKey: `bench ${order}`, items, paymentMethod: 'ACCOUNT_BALANCE' }
  return { query: print(PlaceOrderDocument), variables: { input } }
}

/** Asks at a steady pace, whether or not earlier answers have come; milliseconds from when each was due to its answer. */
async function askSteadily(
  perSecond: number,
  until: () => boolean,
  ask: (turn: number) => Promise<unknown>,
): Promise<number[]> {
  const asked: Promise<number>[] = []
  const start = performance.now()
  for (let turn = 0; !until(); turn++) {
    const due = start + (turn * 1000) / perSecond
    await sleep(Math.max(0, due - performance.now()))
    asked.push(ask(turn).then(() => performance.now() - due))
  }
  return await Promise.all(asked)
}

async function renderedCount(world: World, wanted: number): Promise<void> {
  for (;;) {
    const { rows } = await world.superuser.query<{ count: number }>(RENDERED)
    if ((rows[0]?.count ?? 0) >= wanted) return
    await sleep(100)
  }
}

function at(took: readonly number[], share: number): number {
  const sorted = [...took].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
