import { randomUUID } from 'node:crypto'
import { MAGIC_CONFIRMED, MAGIC_CORRECTED, MAGIC_DELAYED } from '../../src/sandbox/sandbox.magic.js'
import { foundIn, idIn, itemOf, type Lane, type MoneyAct, NOTHING_TO_DO, twice } from './money.acts.js'

const OUTCOMES = [MAGIC_CORRECTED, MAGIC_CORRECTED, MAGIC_CONFIRMED, MAGIC_DELAYED]
/** How often it is somebody whom the organization monitors who changes. */
const MONITORED_CHANCE = 0.7

/** A line with a profile. */
interface BoughtItem {
  id: string
  clinicianId: string
  /** As the profile has it of the first license; null without one. */
  licenseStatus: string | null
}

/** Lines of completed orders of the lane that have a profile, the newest first. */
export async function boughtItems(lane: Lane): Promise<BoughtItem[]> {
  return await foundIn(
    lane,
    `select i.id, i.clinician_id as "clinicianId",
            s.content::jsonb #>> '{sections,LICENSES,elements,0,value,status}' as "licenseStatus"
       from order_items i join orders o on o.id = i.order_id
       join profile_documents d on d.id = i.document_id join profile_snapshots s on s.id = d.snapshot_id
      where o.organization_id = $1 and o.status = 'COMPLETED' order by o.number desc, i.line limit 20`,
  )
}

/** One of them; null if there is none. */
async function boughtItem(lane: Lane): Promise<BoughtItem | null> {
  const items = await boughtItems(lane)
  return items.length === 0 ? null : lane.dice.pick(items)
}

/** Every way in which somebody is told something; a new one is one more entry. */
export const NOTICE_ACTS: readonly MoneyAct[] = [
  {
    name: 'profile and its monitoring',
    weight: 2,
    act: async (lane) => {
      const { organizationId, client, vendorKey } = lane
      const profile = itemOf(lane)
      const monitoring = { ...itemOf(lane), clinicianId: profile['clinicianId'], product: 'CONTINUOUS_MONITORING' }
      const input = { organizationId, idempotencyKey: randomUUID(), items: [profile, monitoring] }
      const ask = () => client.insist(vendorKey, 'placeOrder', input, 'replayed order { id status }')
      return await twice(ask, (payload) => idIn(payload, 'order') ?? payload.userErrors[0]?.code)
    },
  },
  {
    name: 'reportDiscrepancy, which the sandbox decides',
    weight: 3,
    act: async (lane) => {
      const item = await boughtItem(lane)
      if (item === null) return NOTHING_TO_DO
      const why = lane.dice.pick(OUTCOMES)
      // The status of the first license is what the sandbox corrects.
      const { licenseStatus: says } = item
      const isCorrected = why === MAGIC_CORRECTED && says !== null
      const place = isCorrected ? { section: 'LICENSES', path: '0.status', says } : { section: 'NAMES' }
      const what = { ...place, shouldSay: randomUUID(), why }
      const input = { orderItemId: item.id, ...what, idempotencyKey: randomUUID() }
      const ask = () => lane.client.insist(lane.vendorKey, 'reportDiscrepancy', input, 'replayed discrepancy { id }')
      // One that was refunded meanwhile is refused, twice alike.
      return await twice(ask, (payload) => idIn(payload, 'discrepancy') ?? payload.userErrors[0]?.code)
    },
  },
  {
    // It has no key: each is a delivery of its own.
    name: 'deliverProfilePdf by link, e-mail and webhook',
    weight: 2,
    act: async (lane) => {
      const item = await boughtItem(lane)
      if (item === null) return NOTHING_TO_DO
      const { client, vendorKey, world, organizationId, dice } = lane
      const email = world.organizations.find(({ id }) => id === organizationId)?.administrator
      const method = dice.pick([{ method: 'LINK' }, { method: 'EMAIL', email }, { method: 'WEBHOOK' }])
      const input = { orderItemId: item.id, ...method }
      const payload = await client.insist(vendorKey, 'deliverProfilePdf', input, 'delivery { id }')
      const outcome = idIn(payload, 'delivery') ?? payload.userErrors[0]?.code
      return [outcome, outcome]
    },
  },
  {
    // It has no key: the license changes each time, and whoever monitors the clinician is told.
    name: 'simulateClinicianChange',
    weight: 3,
    act: async (lane) => {
      const { client, world, organizationId, dice } = lane
      const monitored = await foundIn<{ clinicianId: string }>(
        lane,
        'select clinician_id as "clinicianId" from monitorings where organization_id = $1 and ended_at is null',
      )
      const someone = monitored.length > 0 && dice.chance(MONITORED_CHANCE) ? monitored : world.wares
      const { clinicianId } = dice.pick(someone)
      const { apiKey } = dice.pick(world.vendors)
      const input = { organizationId, clinicianId }
      const payload = await client.insist(apiKey, 'simulateClinicianChange', input, 'licenseStatus')
      const outcome = payload['licenseStatus'] === null ? payload.userErrors[0]?.code : 'lic_changed'
      return [outcome, outcome]
    },
  },
  {
    name: 'discontinueMonitoring',
    weight: 1,
    act: async (lane) => {
      const { client, vendorKey } = lane
      const rows = await foundIn<{ id: string }>(
        lane,
        'select id from monitorings where organization_id = $1 and ended_at is null limit 1',
      )
      const [monitoring] = rows
      if (monitoring === undefined) return NOTHING_TO_DO
      const ask = () =>
        client.insist(vendorKey, 'discontinueMonitoring', { monitoringId: monitoring.id }, 'monitoring { id }')
      return await twice(ask, (payload) => idIn(payload, 'monitoring') ?? payload.userErrors[0]?.code)
    },
  },
]
