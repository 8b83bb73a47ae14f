import type { GatewayClient } from '../client/gateway-client.js'
import type { Clock } from '../kernel/clock.js'
import { type NewWebhookEvent, type QueuedWebhook, queueWebhooks } from '../webhooks/webhook.outbox.js'
import { ask } from './ask.js'
import { eventually } from './eventually.js'
import type { TestGateway, TestVendor } from './test-gateway.js'
import { act } from './vendor-acts.js'

/** An endpoint as tests look at it. */
export interface TestEndpoint {
  id: string
  secret: string
}

/** One line of the delivery log. */
export interface LoggedDelivery {
  eventId: string
  type: string
  state: string
  organizationId: string | null
  nextAttemptAt: string | null
  attempts: {
    number: number
    status: number | null
    problem: string | null
    requestHeaders: { name: string; value: string }[]
    responseHeaders: { name: string; value: string }[]
  }[]
}

const DELIVERY = `eventId type state organizationId nextAttemptAt
  attempts { number status problem requestHeaders { name value } responseHeaders { name value } }`

/** Sets an endpoint of the vendor up, with its own key. */
export async function endpointAt(
  { client, vendorId }: Pick<TestVendor, 'client' | 'vendorId'>,
  url: string,
  more: Record<string, unknown> = {},
): Promise<TestEndpoint> {
  const input = { vendorId, mode: 'TEST', url, ...more }
  const { endpoint, secret } = await act<{ endpoint: { id: string }; secret: string }>(
    client,
    'createWebhookEndpoint',
    input,
    'endpoint { id } secret',
  )
  return { id: endpoint.id, secret }
}

/** The delivery log of the endpoint, as far as `wanted` says; the newest first. */
export async function deliveriesOf(
  client: GatewayClient,
  endpointId: string,
  wanted: { state?: string; type?: string } = {},
): Promise<LoggedDelivery[]> {
  const { data } = await ask<{ webhookEndpoint: { deliveries: { nodes: LoggedDelivery[] } } | null }>(
    client,
    `query ($id: ID!, $state: WebhookDeliveryState, $type: String) {
       webhookEndpoint(id: $id) { deliveries(state: $state, type: $type, first: 100) { nodes { ${DELIVERY} } } } }`,
    { id: endpointId, ...wanted },
  )
  return data?.webhookEndpoint?.deliveries.nodes ?? []
}

/** Waits until the newest delivery of the endpoint is as wanted. */
export async function newestDelivery(
  client: GatewayClient,
  endpointId: string,
  isThere: (delivery: LoggedDelivery) => boolean,
): Promise<LoggedDelivery> {
  const [newest] = await eventually(
    () => deliveriesOf(client, endpointId),
    ([first]) => first !== undefined && isThere(first),
  )
  if (newest === undefined) throw new Error('an accepted delivery is there')
  return newest
}

/** Has the vendor told that many things of its organization. */
export async function tell(
  { database, clock }: Pick<TestGateway, 'database' | 'clock'>,
  { vendorId, organizationId }: Pick<TestVendor, 'vendorId' | 'organizationId'>,
  count = 1,
  more: Partial<NewWebhookEvent> = {},
): Promise<QueuedWebhook[]> {
  const events = Array.from({ length: count }, (_, index) => ({
    vendorId,
    organizationId,
    mode: 'TEST' as const,
    type: 'receipt.sent' as const,
    data: { index },
    ...more,
  }))
  return await database.transaction((tx) => queueWebhooks(tx, clock, events))
}

/** The same clock, so many days on. */
export function clockAhead(clock: Clock, days: number): Clock {
  return { now: () => new Date(clock.now().getTime() + days * 86_400_000) }
}
