import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command, InvalidArgumentError } from 'commander'
import { removeEmbeddedServer, startEmbeddedServer } from '../../src/db/embedded-server.js'
import { freePorts, gatewayEnvironment, makeSigningFiles } from '../crash/crash.environment.js'
import { prepareWorld, type World } from '../crash/crash.world.js'

/** Calls of `lookupClinicians` that count, and those before. */
const CALLS = 100
const WARM_UP_CALLS = 10
const CRITERIA = 250

type Undo = () => Promise<unknown>

/** What a bulk look-up takes: one call of 250 criteria, and a roster from its upload to the end of its download. */
async function measure(rows: number, undo: Undo[]): Promise<void> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-bench-'))
  undo.push(() => removeEmbeddedServer(dataDirectory))
  const server = await startEmbeddedServer({ dataDirectory })
  undo.push(() => server.stop())
  await server.createDatabaseIfMissing('bench')
  const world = await prepareWorld(server.url('bench'))
  undo.push(() => world.close())
  const { url, pid } = await startGateway(server.url('bench'), undo)
  const ask = askerOf(url, world)
  const { rows: people } = await world.superuser.query<Person>(
    `select npi, first_name as "firstName", last_name as "lastName", birth_date::text as "birthDate"
       from clinicians where mode = 'TEST' and npi is not null and birth_date is not null order by npi`,
  )
  await callByCall(ask, people)
  await roster(ask, url, world, { people, rows, pid })
}

interface Person {
  npi: string
  firstName: string
  lastName: string
  birthDate: string
}

type Ask = <Data>(query: string, variables: object) => Promise<Data>

async function callByCall(ask: Ask, people: readonly Person[]): Promise<void> {
  const criteria = Array.from({ length: CRITERIA }, (_, index) => {
    const { npi, firstName, lastName, birthDate } = people[index % people.length] as Person
    // A third of each: known numbers, known names, numbers with a slip.
    if (index % 3 === 0) return { npi }
    if (index % 3 === 1) return { nameAndBirthDate: { firstName, lastName, birthDate } }
    return { npi: `${npi.slice(0, 9)}${(Number(npi[9]) + 1) % 10}` }
  })
  const query = `query ($criteria: [ClinicianCriterion!]!) { lookupClinicians(criteria: $criteria) {
    rows { index status clinician { id npi kind lastName firstName state birthYear } suggestedNpi userError { message } } } }`
  const took: number[] = []
  for (let call = 0; call < CALLS + WARM_UP_CALLS; call++) {
    const from = performance.now()
    await ask(query, { criteria })
    if (call >= WARM_UP_CALLS) took.push(performance.now() - from)
  }
  took.sort((a, b) => a - b)
  const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(1)
  console.log(`lookupClinicians of ${CRITERIA}, one client: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`)
}

async function roster(
  ask: Ask,
  url: string,
  world: World,
  { people, rows, pid }: { people: readonly Person[]; rows: number; pid: number },
): Promise<void> {
  const lines = Array.from({ length: rows }, (_, row) => {
    const { npi, firstName, lastName, birthDate } = people[row % people.length] as Person
    return row % 2 === 0 ? `E-${row},${npi},,,\n` : `E-${row},,${firstName},${lastName},${birthDate}\n`
  })
  const file = Buffer.from(`reference,npi,firstName,lastName,birthDate\n${lines.join('')}`)
  const organizationId = world.organizations[0]?.id
  const commits = async () => {
    const text = 'select xact_commit::int as commits from pg_stat_database where datname = current_database()'
    return (await world.superuser.query<{ commits: number }>(text)).rows[0]?.commits ?? 0
  }
  const before = await commits()
  const startedAt = performance.now()
  const { createUpload } = await ask<{ createUpload: { upload: { id: string; url: string } } }>(
    'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id url } } }',
    {
      input: {
        organizationId,
        purpose: 'CLINICIAN_ROSTER',
        fileName: 'roster.csv',
        contentType: 'text/csv',
        bytes: file.length,
      },
    },
  )
  const address = `${url}${new URL(createUpload.upload.url).pathname}`
  await fetch(address, { method: 'PUT', headers: { 'content-type': 'text/csv' }, body: file })
  const uploadedAt = performance.now()
  const { startClinicianLookup } = await ask<{ startClinicianLookup: { operation: { id: string } } }>(
    'mutation ($input: StartClinicianLookupInput!) { startClinicianLookup(input: $input) { operation { id } } }',
    { input: { organizationId, uploadId: createUpload.upload.id, resultFormat: 'CSV' } },
  )
  const { id } = startClinicianLookup.operation
  let state = ''
  let resultUrl: string | null = null
  while (state !== 'COMPLETED') {
    await sleep(250)
    const { bulkOperation } = await ask<{ bulkOperation: { state: string; resultUrl: string | null } }>(
      'query ($id: ID!) { bulkOperation(id: $id) { state resultUrl } }',
      { id },
    )
    ;({ state, resultUrl } = bulkOperation)
    if (state === 'FAILED') throw new Error('the operation failed')
  }
  const completedAt = performance.now()
  const result = await (await fetch(`${url}${new URL(resultUrl ?? '').pathname}`)).arrayBuffer()
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
  console.log(
    `roster of ${rows} rows: upload of ${megabytes(file.length)} in ${seconds(startedAt, uploadedAt)} s, ` +
      `processed in ${seconds(uploadedAt, completedAt)} s (${Math.round(rows / ((completedAt - uploadedAt) / 1000))} rows/s), ` +
      `download of ${megabytes(result.byteLength)} in ${seconds(completedAt, performance.now())} s`,
  )
  console.log(
    `  ${(await commits()) - before} transactions in the database, those of polling and of the job queue included`,
  )
  console.log(`  memory of the process at most ${await peakMemory(pid)}`)
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

/** Where the system tells it: Linux. */
async function peakMemory(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1]
  return kilobytes === undefined ? 'unknown' : megabytes(Number(kilobytes) * 1024)
}

function askerOf(url: string, { vendors: [vendor] }: World): Ask {
  return async <Data>(query: string, variables: object): Promise<Data> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${vendor?.apiKey}` },
      body: JSON.stringify({ query, variables }),
    })
    const text = await response.text()
    const { data, errors } = JSON.parse(text) as { data?: Data; errors?: unknown }
    if (data == null || errors !== undefined) throw new Error(`the gateway answered ${text.slice(0, 300)}`)
    return data
  }
}

async function startGateway(databaseUrl: string, undo: Undo[]): Promise<{ url: string; pid: number }> {
  const [port = 0] = await freePorts(1)
  const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64')
  const signing = await makeSigningFiles()
  undo.push(() => signing.remove())
  const shared = { databaseUrl, smtpPort: 9, linkSigningKey: secret(1), secretEncryptionKey: secret(2), signing }
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../../src/main.js')], {
    env: { ...gatewayEnvironment(shared, { role: 'all', port }, 'bench'), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  undo.push(async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    if (child.exitCode !== null) throw new Error('the gateway did not start')
    const isReady = await fetch(`${url}/readyz`)
      .then((response) => response.ok)
      .catch(() => false)
    if (isReady) return { url, pid: child.pid ?? 0 }
    await sleep(50)
  }
}

function rowCount(text: string): number {
  const rows = Number(text)
  if (Number.isInteger(rows) && rows >= 1 && rows <= 100_000) return rows
  throw new InvalidArgumentError('Expected 1 to 100000 rows.')
}

await new Command('bulk')
  .description('Measures bulk look-ups: a call of 250 criteria, and a roster from its upload to its download.')
  .option('--rows <count>', 'rows of the roster', rowCount, 100_000)
  .action(async ({ rows }: { rows: number }) => {
    const undo: Undo[] = []
    try {
      await measure(rows, undo)
    } finally {
      for (const step of undo.reverse()) await step()
    }
  })
  .parseAsync()
