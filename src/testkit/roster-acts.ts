import { pino } from 'pino'
import { Registry } from 'prom-client'
import { BulkEnding } from '../bulk/bulk.ending.js'
import { BulkMetrics } from '../bulk/bulk.metrics.js'
import { BulkRunner } from '../bulk/bulk.runner.js'
import { BulkSteps } from '../bulk/bulk.steps.js'
import type { GatewayClient } from '../client/gateway-client.js'
import { ClinicianLookup } from '../clinicians/clinician.lookup.js'
import type { Database } from '../db/database.js'
import { OrderRecorder } from '../orders/order.recorder.js'
import { OrderService } from '../orders/order.service.js'
import { OrderRosterPreview } from '../orders/roster/order-roster.preview.js'
import { OrderRosterPurchaser } from '../orders/roster/order-roster.purchase.js'
import { ask } from './ask.js'
import { type BulkCaller, operationOf, uploaded } from './bulk-acts.js'
import { fictionalNpi } from './profile-elements.js'
import type { TestGateway } from './test-gateway.js'
import { act } from './vendor-acts.js'

/** What an operation of a roster came to. */
export interface SeenRoster {
  products: { product: string; rows: number; total: { cents: number } }[]
  total: { cents: number; currency: string }
  previewOperationId: string
  purchaseOperationId: string | null
  paymentMethod: string | null
  maximumTotal: { cents: number } | null
  orderNumbers: string[]
}

/** An operation that was started, and whether it was there before. */
export interface StartedRoster {
  operation: { id: string }
  reused: boolean
}

/** A worker of its own, on the database of a gateway that only answers; slices are small unless told. */
export function rosterWorker(gateway: TestGateway, database: Database = gateway.database, sliceRows = 4) {
  const { clock } = gateway
  const { jobs } = gateway.gateway
  const steps = new BulkSteps(database, clock, new BulkEnding(jobs, clock, 30))
  const orders = new OrderService(database, clock, new OrderRecorder(clock, jobs))
  const limits = { maxRows: 40, sliceRows }
  const preview = new OrderRosterPreview(clock, new ClinicianLookup(database, clock), limits)
  const purchaser = new OrderRosterPurchaser(database, clock, orders, limits)
  const metrics = new BulkMetrics(new Registry())
  const logger = pino({ level: 'silent' })
  const handlers = [preview, purchaser]
  return { steps, purchaser, runner: new BulkRunner({ database, clock, jobs, logger, metrics, steps, handlers }) }
}

/** Header of a roster with all its columns. */
export const ROSTER_HEADER = 'NPI,product,reference,Allow Duplicate,first name,last name,birth date'

/** A roster that wants the whole profile of the extra physicians with these serials. */
export function rosterOfSerials(serials: readonly number[]): string {
  const rows = serials.map((serial) => `${fictionalNpi(serial)},INITIAL_APPOINTMENT,R${serial},,,,`)
  return [ROSTER_HEADER, ...rows, ''].join('\n')
}

const STARTED = 'operation { id } reused'
const NEVER = new AbortController().signal

/** Uploads a CSV roster and starts its preview. */
export async function startPreview(
  gateway: TestGateway,
  caller: BulkCaller,
  content: string,
  more: { again?: boolean } = {},
): Promise<StartedRoster> {
  const uploadId = await uploaded(gateway, caller, content, { purpose: 'ORDER_ROSTER' })
  const { client, organizationId } = caller
  const input = { organizationId, uploadId, resultFormat: 'JSON_LINES', ...more }
  return await act<StartedRoster>(client, 'orderRoster', input, STARTED)
}

/** Has a CSV roster previewed; the id of the operation. */
export async function previewed(gateway: TestGateway, caller: BulkCaller, content: string): Promise<string> {
  const { operation } = await startPreview(gateway, caller, content)
  await rosterWorker(gateway).runner.run(operation.id, NEVER)
  return operation.id
}

/** How to confirm a preview: from the balance, without a limit unless told. */
export function confirmation(operationId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const terms = { paymentMethod: 'ACCOUNT_BALANCE', maximumTotalCents: 100_000_000, resultFormat: 'JSON_LINES' }
  return { operationId, ...terms, ...more }
}

/** Confirms a preview. */
export async function confirm(
  client: GatewayClient,
  operationId: string,
  more: Record<string, unknown> = {},
): Promise<StartedRoster> {
  return await act<StartedRoster>(client, 'confirmOrderRoster', confirmation(operationId, more), STARTED)
}

/** Confirms a preview and has it bought; the id of the operation that buys. */
export async function bought(
  gateway: TestGateway,
  caller: BulkCaller,
  operationId: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const { operation } = await confirm(caller.client, operationId, more)
  await rosterWorker(gateway).runner.run(operation.id, NEVER)
  return operation.id
}

/** What a roster came to, as the caller sees it. */
export async function rosterOf({ client }: { client: GatewayClient }, id: string): Promise<SeenRoster | null> {
  const answer = await ask<{ bulkOperation: { orderRoster: SeenRoster | null } | null }>(
    client,
    `query ($id: ID!) { bulkOperation(id: $id) { orderRoster {
       products { product rows total { cents } } total { cents currency } previewOperationId purchaseOperationId
       paymentMethod maximumTotal { cents } orderNumbers } } }`,
    { id },
  )
  if (answer.data?.bulkOperation == null) throw new Error(`no operation ${id}: ${JSON.stringify(answer.errors)}`)
  return answer.data.bulkOperation.orderRoster
}

/** The rows of the result, as they are in JSON. */
export async function resultRows(
  gateway: TestGateway,
  caller: { client: GatewayClient },
  id: string,
): Promise<Record<string, unknown>[]> {
  const operation = await operationOf(caller, id)
  const text = await (await gateway.download(operation?.resultUrl ?? '')).text()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
