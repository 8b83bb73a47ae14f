import { randomUUID } from 'node:crypto'
import { codesOf, foundIn, idIn, type Lane, type MoneyAct, NOTHING_TO_DO, twice } from './money.acts.js'
import type { Payload } from './money.client.js'
import { boughtItems } from './notice.acts.js'

const MOST_DELIVERED = 3
/** A stretch of time in which something waits or failed. */
const REPLAYED_MS = 60_000

/** A way to deliver, and what it takes. */
function wayOf({ dice, administrator }: Lane): Record<string, unknown> {
  return dice.pick([{ method: 'LINK' }, { method: 'EMAIL', email: administrator.email }, { method: 'WEBHOOK' }])
}

/** Of what `sql` finds: a delivery of its own, each time. */
function delivered(mutation: string, field: string, sql: string): MoneyAct {
  return {
    name: mutation,
    weight: 2,
    act: async (lane) => {
      const found = await foundIn<{ id: string }>(lane, sql)
      if (found.length === 0) return NOTHING_TO_DO
      const input = { [field]: lane.dice.pick(found).id, ...wayOf(lane) }
      const payload = await lane.client.insist(lane.vendorKey, mutation, input, 'delivery { id }')
      const outcome = idIn(payload, 'delivery') ?? codesOf(payload)
      return [outcome, outcome]
    },
  }
}

/** An event that goes to the endpoint of the vendor, again or for the first time. */
async function sentEvent(lane: Lane, mutation: string, input: Record<string, unknown>): Promise<[string, string]> {
  const { client, vendorKey, endpointId, owed } = lane
  const at = performance.now()
  const payload = await client.insist(vendorKey, mutation, { endpointId, ...input }, 'delivery { eventId }')
  const { eventId: id } = (payload['delivery'] as { eventId: string } | null) ?? {}
  if (id === undefined) return [codesOf(payload), codesOf(payload)]
  owed.events.push({ id, at })
  return [id, id]
}

function deliveriesIn(payload: Payload): string {
  const results = payload['results'] as { delivery: { id: string } | null; userError: { code: string } | null }[]
  const ids = new Set(results.flatMap(({ delivery }) => delivery?.id ?? []))
  return [...ids].join(' ') || (results[0]?.userError?.code ?? codesOf(payload))
}

/** What is handed over once more, or in another way. None but the receipt has a key: each is a delivery of its own. */
export const DELIVERY_ACTS: readonly MoneyAct[] = [
  {
    name: 'deliverProfilePdfs by links, archive, e-mail and webhook',
    weight: 2,
    act: async (lane) => {
      const { organizationId, client, vendorKey, dice } = lane
      const items = await boughtItems(lane)
      if (items.length === 0) return NOTHING_TO_DO
      const orderItemIds = items.slice(0, dice.between(1, MOST_DELIVERED)).map(({ id }) => id)
      const way = wayOf(lane)
      // An e-mail has one link.
      const as = way['method'] === 'EMAIL' ? 'ZIP' : dice.pick(['ZIP', 'SINGLE'])
      const selection = 'results { delivery { id } userError { code } }'
      const input = { organizationId, orderItemIds, as, ...way }
      const outcome = deliveriesIn(await client.insist(vendorKey, 'deliverProfilePdfs', input, selection))
      return [outcome, outcome]
    },
  },
  delivered(
    'deliverCorrectedProfile',
    'discrepancyId',
    `select d.id from discrepancies d join order_items i on i.id = d.order_item_id join orders o on o.id = i.order_id
      where d.organization_id = $1 and d.state = 'CORRECTED' and o.status = 'COMPLETED'`,
  ),
  delivered(
    'deliverMonitoringNoticePdf',
    'noticeId',
    'select id from monitoring_notices where organization_id = $1 and document_id is not null and noticed_at is not null',
  ),
  {
    name: 'resendDailyReceipt',
    weight: 1,
    act: async ({ organizationId, receiptDay: day, client, vendorKey }) => {
      const input = { organizationId, day, idempotencyKey: randomUUID() }
      const ask = () =>
        client.insist(vendorKey, 'resendDailyReceipt', input, 'replayed dailyReceipt { id } email { recipientCount }')
      return await twice(ask, (payload) => idIn(payload, 'dailyReceipt'))
    },
  },
  {
    name: 'replayWebhook',
    weight: 1,
    act: async (lane) => {
      const had = await foundIn<{ id: string }>(
        lane,
        `select d.event_id as id from webhook_deliveries d join webhook_events e on e.id = d.event_id
          where e.organization_id = $1 and d.state = 'DELIVERED' and e.type <> 'profile.delivered' limit 20`,
      )
      return had.length === 0
        ? NOTHING_TO_DO
        : await sentEvent(lane, 'replayWebhook', { eventId: lane.dice.pick(had).id })
    },
  },
  { name: 'sendTestWebhook', weight: 1, act: (lane) => sentEvent(lane, 'sendTestWebhook', {}) },
  {
    name: 'replayWebhooks',
    weight: 1,
    act: async ({ client, vendorKey, endpointId }) => {
      const input = { endpointId, from: new Date(Date.now() - REPLAYED_MS).toISOString() }
      const payload = await client.insist(vendorKey, 'replayWebhooks', input, 'count')
      const outcome = typeof payload['count'] === 'number' ? `replays_${payload['count']}` : codesOf(payload)
      return [outcome, outcome]
    },
  },
]
