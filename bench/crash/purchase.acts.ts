import { randomUUID } from 'node:crypto'
import {
  codesOf,
  foundIn,
  idIn,
  type Lane,
  type MoneyAct,
  NOTHING_TO_DO,
  referenceOf,
  TEST_MODE,
  twice,
} from './money.acts.js'
import type { Payload } from './money.client.js'
import { boughtItems } from './notice.acts.js'

const MOST_REAPPOINTED = 3
const MOST_ROWS = 4
/** More than a roster can cost. */
const MAXIMUM_TOTAL_CENTS = 1_000_000
const APPROVAL_CHANCE = 0.8

interface CartLine {
  id: string
}

function linesOf(payload: Payload): string {
  const cart = payload['cart'] as { items: CartLine[] } | null
  return cart === null ? codesOf(payload) : cart.items.map(({ id }) => id).join(' ')
}

/** Gives every line of the cart a reference of its own, and has it bought though the like was bought; the version then. */
async function tellApart(lane: Lane, lines: readonly CartLine[], references: string[]): Promise<number> {
  const { organizationId, client, vendorKey } = lane
  let version = 0
  for (const { id: itemId } of lines) {
    const vendorReference = referenceOf(lane)
    references.push(vendorReference)
    const input = { organizationId, itemId, vendorReference, allowDuplicate: true }
    const changed = await client.insist(vendorKey, 'updateCartItem', input, 'cart { version }')
    version = (changed['cart'] as { version: number }).version
  }
  return version
}

/** Rows of a file, each with a reference of its own. */
async function rosterOf(lane: Lane): Promise<{ file: string; references: string[] }> {
  const clinicians = await foundIn<{ npi: string; kind: string }>(
    lane,
    `select npi, kind from clinicians where mode = 'TEST' and npi is not null and $1::text is not null order by id`,
  )
  const references = Array.from({ length: lane.dice.between(1, MOST_ROWS) }, () => referenceOf(lane))
  const rows = references.map((reference) => {
    const { npi, kind } = lane.dice.pick(clinicians)
    return [reference, npi, kind === 'PHYSICIAN' ? 'REAPPOINTMENT' : 'PA_PROFILE', 'true'].join(',')
  })
  return { file: `${['reference,npi,product,allowDuplicate', ...rows].join('\n')}\n`, references }
}

/** Ways of buying besides a single order. */
export const PURCHASE_ACTS: readonly MoneyAct[] = [
  {
    name: 'reappointAll and check-out',
    weight: 3,
    act: async (lane) => {
      const { organizationId, client, vendorKey, dice, owed } = lane
      const owned = [...new Set((await boughtItems(lane)).map(({ clinicianId }) => clinicianId))]
      if (owned.length === 0) return NOTHING_TO_DO
      const clinicianIds = owned.slice(0, dice.between(1, MOST_REAPPOINTED))
      const reappoint = () =>
        client.insist(vendorKey, 'reappointAll', { organizationId, clinicianIds }, 'cart { items { id } }')
      const [first, second] = [await reappoint(), await reappoint()]
      const cart = first['cart'] as { items: CartLine[] } | null
      if (cart === null || linesOf(first) !== linesOf(second)) return [linesOf(first), linesOf(second)]
      const references: string[] = []
      const version = await tellApart(lane, cart.items, references)
      const checkOut = () =>
        client.insist(vendorKey, 'checkOutCart', { organizationId, version }, 'replayed order { id }')
      const outcome = await twice(checkOut, (payload) => idIn(payload, 'order'))
      if (String(outcome[0]).startsWith('ord_')) owed.references.push(...references)
      return outcome
    },
  },
  {
    name: 'orderRoster',
    weight: 2,
    act: async (lane) => {
      const { organizationId, client, vendorKey } = lane
      const { file, references } = await rosterOf(lane)
      const announced = { fileName: 'roster.csv', contentType: 'text/csv', bytes: Buffer.byteLength(file) }
      const input = { organizationId, purpose: 'ORDER_ROSTER', ...announced }
      const made = await client.insist(vendorKey, 'createUpload', input, 'upload { id url }')
      const upload = made['upload'] as { id: string; url: string } | null
      if (upload === null) return [codesOf(made), codesOf(made)]
      await client.send(upload.url, announced.contentType, file)
      const roster = { uploadId: upload.id, organizationId, resultFormat: 'CSV' }
      const order = () => client.insist(vendorKey, 'orderRoster', roster, 'reused operation { id }')
      const outcome = await twice(order, (payload) => idIn(payload, 'operation'))
      lane.previews.push({ id: String(outcome[0]), references })
      return outcome
    },
  },
  {
    // A worker looks at the roster first, which may take it some time.
    name: 'confirmOrderRoster',
    weight: 3,
    act: async (lane) => {
      const { client, vendorKey, dice, previews, owed } = lane
      const looked = await foundIn<{ id: string }>(
        lane,
        `select id from bulk_operations where organization_id = $1 and kind = 'ORDER_ROSTER' and state = 'COMPLETED'`,
      )
      const preview = previews.find((one) => looked.some(({ id }) => id === one.id))
      if (preview === undefined) return NOTHING_TO_DO
      previews.splice(previews.indexOf(preview), 1)
      const terms = { maximumTotalCents: MAXIMUM_TOTAL_CENTS, purchaseOrderNumber: randomUUID(), resultFormat: 'CSV' }
      const paymentMethod = dice.pick(['ACCOUNT_BALANCE', 'SUBSCRIPTION'])
      const input = { operationId: preview.id, paymentMethod, ...terms }
      const confirm = () => client.insist(vendorKey, 'confirmOrderRoster', input, 'reused operation { id }')
      const outcome = await twice(confirm, (payload) => idIn(payload, 'operation'))
      if (String(outcome[0]).startsWith('bulk_')) owed.references.push(...preview.references)
      return outcome
    },
  },
  {
    name: 'decideReappointments, which the autopilot proposed',
    weight: 2,
    act: async (lane) => {
      const { organizationId, client, administrator, dice } = lane
      const proposed = await foundIn<{ id: string }>(
        lane,
        `select d.id from reappointment_decisions d where d.organization_id = $1 and d.state = 'PROPOSED'
            and not exists (select from order_items i join orders o on o.id = i.order_id
                 where o.organization_id = $1 and i.clinician_id = d.clinician_id and i.product = d.product)
          order by d.id limit 20`,
      )
      if (proposed.length === 0) return NOTHING_TO_DO
      const input = { organizationId, decisionIds: [dice.pick(proposed).id], approve: dice.chance(APPROVAL_CHANCE) }
      const decide = () =>
        client.insist(administrator.token, 'decideReappointments', input, 'decisions { id }', TEST_MODE)
      return await twice(decide, ({ decisions, userErrors }) =>
        decisions === null ? userErrors[0]?.code : (decisions as { id: string }[]).map(({ id }) => id).join(' '),
      )
    },
  },
  {
    // The organization is its own key: its successor has fresh play money, once.
    name: 'resetSandboxOrganization',
    weight: 1,
    act: async ({ client, vendorKey, spares }) => {
      const organizationId = spares.shift()
      if (organizationId === undefined) return NOTHING_TO_DO
      const reset = () =>
        client.insist(vendorKey, 'resetSandboxOrganization', { organizationId }, 'replayed organization { id }')
      const outcome = await twice(reset, (payload) => idIn(payload, 'organization'))
      spares.push(String(outcome[0]))
      return outcome
    },
  },
]
