import { pino } from 'pino'
import { Registry } from 'prom-client'
import type { GatewayClient } from '../client/gateway-client.js'
import type { OrderItemInput } from '../client/operations.generated.js'
import { readConfig } from '../config.js'
import type { Database } from '../db/database.js'
import { MonitoringEnds } from '../monitoring/end-monitorings.job.js'
import { MonitoringMail } from '../monitoring/monitoring.mail.js'
import { MonitoringMetrics } from '../monitoring/monitoring.metrics.js'
import { rowsOf } from './census.js'
import { initialAppointment, orderOf } from './order-acts.js'
import { type Acted, act } from './staff-acts.js'
import type { TestGateway, TestVendor } from './test-gateway.js'

/** A term of monitoring as its buyer sees it. */
export interface TestMonitoring {
  id: string
  running: boolean
  startedAt: string
  endsAt: string
  remindedAt: string | null
  endedAt: string | null
  endReason: string | null
  discontinuedBy: string | null
}

/** All that is said of a term itself. */
export const MONITORING = 'id running startedAt endsAt remindedAt endedAt endReason discontinuedBy'

/** An order as who buys monitoring looks at it. */
export interface MonitoringOrder {
  id: string
  number: string
  status: string
  total: { cents: number }
  items: { id: string; downloadObstacle: string | null; monitored: boolean; monitoring: TestMonitoring | null }[]
}

/** A line with which a clinician is monitored. */
export function monitoringOf(clinicianId: string, more: Partial<OrderItemInput> = {}): OrderItemInput {
  return initialAppointment(clinicianId, { product: 'CONTINUOUS_MONITORING', ...more })
}

/** Orders lines of which some may be monitoring; what stood against them is in the answer. */
export async function tryToMonitor(
  client: GatewayClient,
  vendor: { organizationId: string },
  items: readonly OrderItemInput[],
  more: object = {},
): Promise<Acted<{ order: MonitoringOrder | null }>> {
  const input = { ...orderOf(vendor, ...items), ...more }
  const item = `id downloadObstacle monitored monitoring { ${MONITORING} }`
  return await act(client, 'placeOrder', input, `order { id number status total { cents } items { ${item} } }`)
}

/** Buys the profiles of these and their monitoring in one order; returns the terms in the order of the clinicians. */
export async function monitor(vendor: TestVendor, ...clinicianIds: readonly string[]): Promise<TestMonitoring[]> {
  const items = clinicianIds.flatMap((id) => [initialAppointment(id, { allowDuplicate: true }), monitoringOf(id)])
  const { order, userErrors } = await tryToMonitor(vendor.client, vendor, items)
  if (order === null) throw new Error(`the order was refused: ${JSON.stringify(userErrors)}`)
  return order.items.flatMap(({ monitoring }) => monitoring ?? [])
}

/** Stops the monitoring with this id. */
export async function discontinue(
  client: GatewayClient,
  monitoringId: string,
): Promise<Acted<{ monitoring: TestMonitoring | null }>> {
  return await act(client, 'discontinueMonitoring', { monitoringId }, `monitoring { ${MONITORING} }`)
}

/** Puts the test clock of the organization so that it shows `instant`. */
export async function setTestClock(gateway: TestGateway, organizationId: string, instant: Date): Promise<void> {
  const aheadMs = instant.getTime() - gateway.clock.now().getTime()
  await rowsOf(gateway, 'update organizations set clock_ahead_ms = $2 where id = $1', [organizationId, aheadMs])
}

/** What looks after the ends of terms in one process; on connections of its own if it is given a database. */
export function monitoringEnds(
  gateway: TestGateway,
  database: Database = gateway.database,
  batch?: number,
): MonitoringEnds {
  const { clock } = gateway
  const mail = new MonitoringMail(gateway.gateway.jobs, clock, readConfig({}).publisher)
  const metrics = new MonitoringMetrics(new Registry(), database)
  return new MonitoringEnds(database, clock, mail, metrics, pino({ level: 'silent' }), batch)
}
