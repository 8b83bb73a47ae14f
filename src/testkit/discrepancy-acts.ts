import { pino } from 'pino'
import { Registry } from 'prom-client'
import type { GatewayClient } from '../client/gateway-client.js'
import { readConfig } from '../config.js'
import { DiscrepancyBuyers } from '../discrepancies/discrepancy.buyers.js'
import { DiscrepancyDelays } from '../discrepancies/discrepancy.delays.js'
import { DiscrepancyMail } from '../discrepancies/discrepancy.mail.js'
import { DiscrepancyMetrics } from '../discrepancies/discrepancy.metrics.js'
import { ask } from './ask.js'
import { initialAppointment, orderOf } from './order-acts.js'
import { act } from './staff-acts.js'
import type { TestGateway, TestVendor } from './test-gateway.js'

/** A report as its organization sees it. */
export interface TestDiscrepancy {
  id: string
  number: string
  documentNumber: string
  state: string
  section: string
  path: string | null
  element: string | null
  says: string | null
  shouldSay: string | null
  dueOn: string
  firstDueOn: string
  downloadUntil: string | null
  timeline: { kind: string; actorKind: string; dueOn: string | null; message: string | null }[]
  evidence: { id: string; fileName: string; contentType: string; sha256: string; url: string | null }[]
  correctedProfile: { documentNumber: string; orderNumber: string } | null
}

/** What is asked of a report. */
export const DISCREPANCY = `{ id number documentNumber state section path element says shouldSay dueOn firstDueOn downloadUntil
  timeline { kind actorKind dueOn message } evidence { id fileName contentType sha256 url }
  correctedProfile { documentNumber orderNumber } }`

/** A profile that was bought: its line, its document, and the status of its first license. */
export interface BoughtProfile {
  itemId: string
  orderNumber: string
  documentNumber: string
  licenseStatus: string
}

let keys = 0

/** Buys the profile of a physician. */
export async function buys(vendor: TestVendor, clinicianId: string): Promise<BoughtProfile> {
  const { order, userErrors } = await act<{
    order: {
      number: string
      items: { id: string; profile: { documentNumber: string; licenses: { elements: { status: string }[] } } }[]
    } | null
  }>(
    vendor.client,
    'placeOrder',
    orderOf(vendor, initialAppointment(clinicianId, { allowDuplicate: true })) as never,
    'order { number items { id profile { documentNumber licenses { elements { status } } } } }',
  )
  const [item] = order?.items ?? []
  if (order === null || item === undefined) throw new Error(JSON.stringify(userErrors))
  const { documentNumber, licenses } = item.profile
  const licenseStatus = licenses.elements[0]?.status ?? ''
  return { itemId: item.id, orderNumber: order.number, documentNumber, licenseStatus }
}

/** Says that the status of the first license is wrong, under a key that no other report has. */
export function reportOf({ itemId, licenseStatus }: BoughtProfile, more: object = {}): Record<string, unknown> {
  keys++
  const place = { orderItemId: itemId, section: 'LICENSES', path: '0.status', says: licenseStatus }
  const words = { shouldSay: 'Suspended', why: 'The board told us so.' }
  return { ...place, ...words, idempotencyKey: `report-${keys}`, ...more }
}

/** Tries to report; what came back. */
export async function tryToReport(client: GatewayClient, input: Record<string, unknown>) {
  const selection = `replayed discrepancy ${DISCREPANCY}`
  return await act<{ discrepancy: TestDiscrepancy | null; replayed: boolean }>(
    client,
    'reportDiscrepancy',
    input,
    selection,
  )
}

/** Reports what nothing stands against. */
export async function reports(client: GatewayClient, input: Record<string, unknown>): Promise<TestDiscrepancy> {
  const { discrepancy, userErrors } = await tryToReport(client, input)
  if (discrepancy === null) throw new Error(`the report was refused: ${JSON.stringify(userErrors)}`)
  return discrepancy
}

/** The report as the client sees it; null if it does not. */
export async function discrepancySeen(client: GatewayClient, id: string): Promise<TestDiscrepancy | null> {
  const query = `query ($id: ID!) { discrepancy(id: $id) ${DISCREPANCY} }`
  const { data, errors } = await ask<{ discrepancy: TestDiscrepancy | null }>(client, query, { id })
  if (data === null || errors.length > 0) throw new Error(JSON.stringify(errors))
  return data.discrepancy
}

/** What one process does by itself about reports; with a mail that fails, it breaks off in the middle. */
export function discrepancyWork(gateway: TestGateway, { mailFails = false } = {}) {
  const { clock, database } = gateway
  const logger = pino({ level: 'silent' })
  const metrics = new DiscrepancyMetrics(new Registry(), database, clock)
  const mail = new DiscrepancyMail(gateway.gateway.jobs, clock, readConfig({}).publisher)
  if (mailFails) mail.told = () => Promise.reject(new Error('broken off'))
  const goingOn = new AbortController().signal
  return {
    delay: () => new DiscrepancyDelays(database, clock, mail, metrics, logger).delayDue(goingOn),
    tell: () => new DiscrepancyBuyers(database, clock, mail, metrics, logger).tell(goingOn),
  }
}
