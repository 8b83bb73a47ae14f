import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { LINK_KEY_BYTES, SECRET_KEY_BYTES } from '../../src/config.secrets.js'
import { removeEmbeddedServer, startEmbeddedServer } from '../../src/db/embedded-server.js'
import { type FleetEnvironment, freePorts, gatewayEnvironment, makeSigningFiles } from '../crash/crash.environment.js'
import { prepareWorld } from '../crash/crash.world.js'
import { POOL_SIZE } from './peer.sql.js'
import type { Subjects } from './peers.operations.js'
import { ServerProcess } from './peers.process.js'
import { CONTENDERS, type ContenderName } from './peers.servers.js'
import { fillWorld, profilesOf, type WorldSize } from './peers.world.js'

/** What a run is undone by, the last first. */
export type Undo = (() => Promise<unknown>)[]

/** How many requests of a kind differ from each other. */
const SUBJECTS = 2_000

/** A filled database, and what servers on it need. */
export interface BenchWorld {
  environment: FleetEnvironment
  apiKey: string
  /** Of whom is asked: spread over the whole of the world. */
  subjects: readonly Subjects[]
}

/** A throw-away database with so much in it. */
export async function makeWorld(size: WorldSize, undo: Undo, say: (text: string) => void): Promise<BenchWorld> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-bench-'))
  undo.push(() => removeEmbeddedServer(dataDirectory))
  const server = await startEmbeddedServer({ dataDirectory })
  undo.push(() => server.stop())
  await server.createDatabaseIfMissing('bench')
  const databaseUrl = server.url('bench')
  const world = await prepareWorld(databaseUrl)
  undo.push(() => world.close())
  await fillWorld(databaseUrl, size, say)
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
  const numbers = Array.from({ length: SUBJECTS }, () => ({
    clinician: 1 + Math.floor(Math.random() * size.clinicians),
    order: 1 + Math.floor(Math.random() * size.orders),
    profile: 1 + Math.floor(Math.random() * profilesOf(size)),
  }))
  const idOf = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
  const { rows } = await world.superuser.query<{ id: string; npi: string }>(
    'select id, npi from clinicians where id = any ($1)',
    [numbers.map(({ clinician }) => idOf('cln', clinician))],
  )
  const npis = new Map(rows.map(({ id, npi }) => [id, npi]))
  const subjects = numbers.map(({ clinician, order, profile }, index) => ({
    npi: npis.get(idOf('cln', clinician)) ?? '',
    // One of the first vendor's: each organization has granted it access.
    organizationId: world.organizations[index % world.organizations.length]?.id ?? '',
    orderItemId: idOf('item', order),
    clinicianId: idOf('cln', profile),
  }))
  return { environment, subjects, apiKey: world.vendors[0]?.apiKey ?? '' }
}

/** Starts a server on the world's database, all with as many connections to it. */
export async function startContender(name: ContenderName, world: BenchWorld, undo: Undo): Promise<ServerProcess> {
  const [port = 0] = await freePorts(1)
  const environment =
    name === 'gateway'
      ? {
          ...gatewayEnvironment(world.environment, { role: 'api', port }, 'bench'),
          DATABASE_POOL_SIZE: String(POOL_SIZE),
        }
      : { PATH: process.env['PATH'], TZ: 'UTC', NODE_ENV: 'production', GRAPHILE_ENV: 'production' }
  const server = await ServerProcess.start(CONTENDERS[name].script, port, {
    ...environment,
    PORT: String(port),
    DATABASE_URL: world.environment.databaseUrl,
  })
  undo.push(() => server.stop())
  return server
}
