import { pino } from 'pino'
import { Registry } from 'prom-client'
import { BulkEnding } from '../bulk/bulk.ending.js'
import { BulkMetrics } from '../bulk/bulk.metrics.js'
import { BulkRunner } from '../bulk/bulk.runner.js'
import { BulkSteps } from '../bulk/bulk.steps.js'
import type { GatewayClient } from '../client/gateway-client.js'
import { ClinicianLookup } from '../clinicians/clinician.lookup.js'
import { MAX_ROSTER_ROWS, rosterHandler } from '../clinicians/roster.handler.js'
import type { Database } from '../db/database.js'
import { ask } from './ask.js'
import type { TestGateway } from './test-gateway.js'

/** Who acts for which organization. */
export interface BulkCaller {
  client: GatewayClient
  organizationId: string
}

/** What is wrong with a mutation, as tests look at it. */
export interface BulkError {
  code: string
  field: string[]
  message: string
}

/** An operation as its owner sees it. */
export interface SeenOperation {
  id: string
  state: string
  fileName: string
  fileSha256: string
  createdBy: string | null
  startedAt: string | null
  endedAt: string | null
  progress: number | null
  rowsTotal: number | null
  rowsProcessed: number
  counts: { status: string; rows: number }[]
  errorCode: string | null
  errorMessage: string | null
  resultUrl: string | null
  resultBytes: number | null
  resultSha256: string | null
  resultExpiresAt: string | null
}

const OPERATION = `{ id state fileName fileSha256 createdBy startedAt endedAt progress rowsTotal rowsProcessed
  counts { status rows } errorCode errorMessage resultUrl resultBytes resultSha256 resultExpiresAt }`

/** What a test says of a file; a small CSV roster to look up unless told. */
export interface AnnouncedRoster {
  purpose?: 'CLINICIAN_ROSTER' | 'ORDER_ROSTER' | 'DISCREPANCY_EVIDENCE'
  fileName?: string
  contentType?: string
  bytes?: number
  sha256?: string
}

/** An address to send a file to, or why there is none. */
export interface CreatedUpload {
  upload: { id: string; url: string; method: string; headers: { name: string; value: string }[]; state: string } | null
  userErrors: BulkError[]
}

/** Announces a file. */
export async function createUpload(
  { client, organizationId }: BulkCaller,
  announced: AnnouncedRoster & { bytes: number },
): Promise<CreatedUpload> {
  const answer = await ask<{ createUpload: CreatedUpload }>(
    client,
    `mutation ($input: CreateUploadInput!) { createUpload(input: $input) {
       upload { id url method headers { name value } state } userErrors { code field message } } }`,
    {
      input: {
        organizationId,
        purpose: 'CLINICIAN_ROSTER',
        fileName: 'roster.csv',
        contentType: 'text/csv',
        ...announced,
      },
    },
  )
  if (answer.data == null) throw new Error(JSON.stringify(answer.errors))
  return answer.data.createUpload
}

/** Announces a file and sends it; gives the id of the upload. */
export async function uploaded(
  gateway: TestGateway,
  caller: BulkCaller,
  content: string | Buffer,
  announced: AnnouncedRoster = {},
): Promise<string> {
  const bytes = Buffer.from(content)
  const { upload, userErrors } = await createUpload(caller, { bytes: bytes.length, ...announced })
  if (upload === null) throw new Error(JSON.stringify(userErrors))
  const response = await sendFile(gateway, upload.url, bytes, announced.contentType)
  // Read to its end: an answer that is not keeps its connection, and a gateway from stopping.
  const answer = await response.text()
  if (response.status !== 200) throw new Error(answer)
  return upload.id
}

/** Sends a file to the address of an upload. */
export async function sendFile(
  gateway: TestGateway,
  url: string,
  body: string | Buffer,
  contentType = 'text/csv',
): Promise<Response> {
  const address = url.replace(/^https?:\/\/[^/]+/, gateway.url)
  return await fetch(address, { method: 'PUT', headers: { 'content-type': contentType }, body: Buffer.from(body) })
}

/** What a start gave. */
export interface StartedLookup {
  operation: SeenOperation | null
  reused: boolean
  userErrors: BulkError[]
}

/** Starts to look a roster up; CSV unless told. */
export async function startLookup(
  { client, organizationId }: BulkCaller,
  uploadId: string,
  more: { resultFormat?: 'CSV' | 'JSON_LINES'; again?: boolean } = {},
): Promise<StartedLookup> {
  const answer = await ask<{ startClinicianLookup: StartedLookup }>(
    client,
    `mutation ($input: StartClinicianLookupInput!) { startClinicianLookup(input: $input) {
       operation ${OPERATION} reused userErrors { code field message } } }`,
    { input: { organizationId, uploadId, resultFormat: 'CSV', ...more } },
  )
  if (answer.data == null) throw new Error(JSON.stringify(answer.errors))
  return answer.data.startClinicianLookup
}

/** Uploads a roster and starts to look it up; gives the id of the operation. */
export async function startedLookup(
  gateway: TestGateway,
  caller: BulkCaller,
  content: string | Buffer,
  more: AnnouncedRoster & { resultFormat?: 'CSV' | 'JSON_LINES' } = {},
): Promise<string> {
  const { resultFormat = 'CSV', ...announced } = more
  const { operation, userErrors } = await startLookup(caller, await uploaded(gateway, caller, content, announced), {
    resultFormat,
  })
  if (operation === null) throw new Error(JSON.stringify(userErrors))
  return operation.id
}

/** The operation as the caller sees it; null for one that is not there. */
export async function operationOf({ client }: { client: GatewayClient }, id: string): Promise<SeenOperation | null> {
  const query = `query ($id: ID!) { bulkOperation(id: $id) ${OPERATION} }`
  const answer = await ask<{ bulkOperation: SeenOperation | null }>(client, query, { id })
  if (answer.data == null) throw new Error(JSON.stringify(answer.errors))
  return answer.data.bulkOperation
}

/** Cancels it; gives its state, or the codes of what is wrong. */
export async function cancelOperation({ client }: { client: GatewayClient }, id: string): Promise<string> {
  const answer = await ask<{ cancelBulkOperation: { operation: { state: string } | null; userErrors: BulkError[] } }>(
    client,
    `mutation ($input: CancelBulkOperationInput!) { cancelBulkOperation(input: $input) {
       operation { state } userErrors { code field message } } }`,
    { input: { id } },
  )
  if (answer.data == null) throw new Error(JSON.stringify(answer.errors))
  const { operation, userErrors } = answer.data.cancelBulkOperation
  return operation?.state ?? userErrors.map(({ code }) => code).join(' ')
}

/** A worker of its own, on the database of a gateway that only answers: a test says when it works. */
export function bulkWorker(gateway: TestGateway, database: Database = gateway.database, maxRows = MAX_ROSTER_ROWS) {
  const { clock } = gateway
  const { jobs } = gateway.gateway
  const steps = new BulkSteps(database, clock, new BulkEnding(jobs, clock, 30))
  const handler = rosterHandler(new ClinicianLookup(database, clock), maxRows)
  const metrics = new BulkMetrics(new Registry())
  const logger = pino({ level: 'silent' })
  return {
    steps,
    handler,
    runner: new BulkRunner({ database, clock, jobs, logger, metrics, steps, handlers: [handler] }),
  }
}
