import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { AuditSealer } from '../../src/audit/audit.sealer.js'
import { recordAudit } from '../../src/audit/audit.trail.js'
import { AuditVerifier } from '../../src/audit/audit.verifier.js'
import { LINK_KEY_BYTES, SECRET_KEY_BYTES } from '../../src/config.secrets.js'
import { removeEmbeddedServer, startEmbeddedServer } from '../../src/db/embedded-server.js'
import { systemClock } from '../../src/kernel/clock.js'
import { newId } from '../../src/kernel/ids.js'
import { makeSigningFiles } from '../crash/crash.environment.js'
import { prepareWorld, type World } from '../crash/crash.world.js'
import { type BenchWorld, MeasuredGateway, type Sample } from './audit.load.js'

/** Both gateways run all the time and take many short turns, so that neither has the better minute of the machine. */
const ROUNDS = 16
const CLIENTS = 4
const WARM_UP_SECONDS = 1.5
const WRITES = 3_000

interface Options {
  /** Of one measurement. */
  seconds: number
  /** Events that are sealed and verified. */
  events: number
}

type Undo = () => Promise<unknown>
type Variant = 'with' | 'without'

async function measure({ seconds, events }: Options, undo: Undo[]): Promise<void> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-bench-'))
  undo.push(() => removeEmbeddedServer(dataDirectory))
  const server = await startEmbeddedServer({ dataDirectory })
  undo.push(() => server.stop())
  await server.createDatabaseIfMissing('bench')
  const databaseUrl = server.url('bench')
  const prepared = await prepareWorld(databaseUrl)
  undo.push(() => prepared.close())
  const { rows } = await prepared.superuser.query<{ npi: string }>(
    "select npi from clinicians where mode = 'TEST' and npi is not null order by npi",
  )
  const world = { ...prepared, npis: rows.map(({ npi }) => npi) }
  const signing = await makeSigningFiles()
  undo.push(() => signing.remove())
  const environment = {
    databaseUrl,
    signing,
    // Nobody listens there, and nothing is sent: that is the workers' part.
    smtpPort: 9,
    linkSigningKey: randomBytes(LINK_KEY_BYTES).toString('base64'),
    secretEncryptionKey: randomBytes(SECRET_KEY_BYTES).toString('base64'),
  }
  const gateways: Record<Variant, MeasuredGateway> = {
    with: await MeasuredGateway.start('../../src/main.js', environment),
    without: await MeasuredGateway.start('audit.gateway.js', environment),
  }
  undo.push(() => Promise.all(Object.values(gateways).map((gateway) => gateway.stop())))
  for (const kind of ['search', 'order'] as const) {
    console.log(`\n${kind === 'search' ? 'searchClinicians' : 'placeOrder'}, ${CLIENTS} clients`)
    const paces = await takeTurns(gateways, world, kind, seconds)
    for (const variant of ['with', 'without'] as const) {
      const { requestsPerSecond, p50, p99 } = paces[variant]
      console.log(
        `  ${variant.padEnd(7)} audit  ${requestsPerSecond.toFixed(0)}/s, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
      )
    }
    const ratio = (of: keyof Pace) => (paces.with[of] / paces.without[of]).toFixed(3)
    console.log(`  ratio          requests ×${ratio('requestsPerSecond')}, p50 ×${ratio('p50')}, p99 ×${ratio('p99')}`)
  }
  await Promise.all(Object.values(gateways).map((gateway) => gateway.stop()))
  await writeOnly(world)
  await sealAndVerify(world, events)
}

/** How many requests were answered in a second, and how long they took in milliseconds. */
interface Pace {
  requestsPerSecond: number
  p50: number
  p99: number
}

async function takeTurns(
  gateways: Record<Variant, MeasuredGateway>,
  world: BenchWorld,
  kind: 'search' | 'order',
  seconds: number,
): Promise<Record<Variant, Pace>> {
  const samples: Record<Variant, Sample[]> = { with: [], without: [] }
  for (const gateway of Object.values(gateways)) await gateway.sample(world, kind, WARM_UP_SECONDS, CLIENTS)
  for (let round = 0; round < ROUNDS; round++) {
    const order: Variant[] = round % 2 === 0 ? ['with', 'without'] : ['without', 'with']
    for (const variant of order) {
      samples[variant].push(await gateways[variant].sample(world, kind, seconds / ROUNDS, CLIENTS))
    }
  }
  return { with: paceOf(samples.with), without: paceOf(samples.without) }
}

function paceOf(samples: readonly Sample[]): Pace {
  const took = samples.flatMap((sample) => sample.took).sort((a, b) => a - b)
  const seconds = samples.reduce((sum, sample) => sum + sample.seconds, 0)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return { requestsPerSecond: took.length / seconds, p50: at(0.5), p99: at(0.99) }
}

/** The statement alone, in a transaction that is there anyway: what a request with changes pays. */
async function writeOnly({ database, organizations: [organization] }: World): Promise<void> {
  const took = await database.transaction(async (tx) => {
    const from = performance.now()
    for (let turn = 0; turn < WRITES; turn++) {
      await recordAudit(tx, {
        action: 'PROFILE_READ',
        actor: null,
        request: { requestId: newId('request'), address: '192.0.2.7', userAgent: null, reason: null },
        organizationId: organization?.id ?? null,
        subject: { kind: 'profileDocument', ids: [newId('profileDocument')] },
        at: systemClock.now(),
      })
    }
    return performance.now() - from
  })
  console.log(`\nthe statement alone  ${(took / WRITES).toFixed(3)} ms`)
}

async function sealAndVerify(world: World, events: number): Promise<void> {
  await world.superuser.query(
    `insert into audit_events (occurred_at, action, actor_kind, actor_id, api_key_id, organization_id, subject_kind,
                               subject_ids, request_id, address)
     select now(), 'PROFILE_READ', 'VENDOR', 'vnd_01jz3w8k3be9r8c7q4v1d2m5xy', 'key_01jz3w8k3be9r8c7q4v1d2m5xy',
            'org_01jz3w8k3be9r8c7q4v1d2m5xy', 'profileDocument', array['doc_' || n], 'req_01jz3w8k3be9r8c7q4v1d2m5xy', '192.0.2.7'
       from generate_series(1, $1::int) n`,
    [events],
  )
  const { rows } = await world.superuser.query<{ count: string; bytes: string }>(
    `select count(*) as count, pg_total_relation_size('audit_events') as bytes from audit_events`,
  )
  const count = Number(rows[0]?.count)
  console.log(`\n${count} events, ${(Number(rows[0]?.bytes) / count).toFixed(0)} bytes each with their indexes`)
  const timed = async (what: string, work: () => Promise<void>) => {
    const from = performance.now()
    await work()
    const took = (performance.now() - from) / 1000
    console.log(`  ${what.padEnd(9)} ${(count / took).toFixed(0)} events/s`)
  }
  const sealer = new AuditSealer(world.database, pino({ level: 'silent' }), new Registry())
  await timed('sealing', () => sealer.sealAll())
  await timed('verifying', async () => {
    const report = await new AuditVerifier(world.database, (fault) => console.log(fault.message)).verify()
    if (report.intactEvents !== count) throw new Error('not every event is intact')
  })
}

async function main(options: Options): Promise<void> {
  const undo: Undo[] = []
  let cleaned: Promise<void> | null = null
  const clean = async () => {
    for (const step of undo.splice(0).reverse()) {
      await step().catch((error: unknown) => console.error('the cleaning up had a failure:', error))
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      cleaned ??= clean()
      void cleaned.then(() => process.exit(1))
    })
  }
  let measured = false
  try {
    await measure(options, undo)
    measured = true
  } catch (error) {
    if (cleaned === null) console.error('the measurement failed:', error)
  }
  cleaned ??= clean()
  await cleaned
  process.exit(measured ? 0 : 1)
}

function numberBetween(minimum: number, maximum: number) {
  return (text: string): number => {
    const number = Number(text)
    if (number >= minimum && number <= maximum) return number
    throw new InvalidArgumentError(`expected a number from ${minimum} to ${maximum}`)
  }
}

const { seconds, events } = new Command('audit')
  .description('Measures requests with and without their audit row, and the pace of sealing and verifying.')
  .option('--seconds <number>', 'of each of the four measurements', numberBetween(2, 600), 8)
  .option('--events <count>', 'how many events are sealed and verified', numberBetween(1, 10_000_000), 100_000)
  .parse()
  .opts<Options>()
await main({ seconds, events })
