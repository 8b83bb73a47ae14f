import type { Mode, Scope } from '../auth/actor.js'
import { SCOPES } from '../auth/actor.js'
import type { GatewayAnswer, GatewayClient } from '../client/gateway-client.js'
import {
  type OrderItemInput,
  PlaceOrderDocument,
  type PlaceOrderInput,
  type PlaceOrderMutation,
} from '../client/operations.generated.js'
import { applyDirectoryEntries } from '../clinicians/directory.apply.js'
import type { DirectoryRecord } from '../clinicians/directory.record.js'
import { createApiKey, createSoftwareVendor, grantIntegration } from '../vendors/vendor.service.js'
import { rowsOf } from './census.js'
import { fictionalNpi } from './profile-elements.js'
import type { TestGateway, TestVendor } from './test-gateway.js'

let keys = 0

/** Id of the clinician of the mode who has the NPI. */
export async function clinicianWith(gateway: TestGateway, npi: string, mode: Mode = 'TEST'): Promise<string> {
  const [clinician] = await rowsOf<{ id: string }>(gateway, 'select id from clinicians where mode = $1 and npi = $2', [
    mode,
    npi,
  ])
  if (clinician === undefined) throw new Error(`no clinician of ${mode} mode has the NPI ${npi}`)
  return clinician.id
}

/** An order of the vendor's organization, under a key that no other has. */
export function orderOf(
  vendor: { organizationId: string },
  ...items: readonly OrderItemInput[]
): PlaceOrderInput & { items: OrderItemInput[] } {
  keys++
  return { organizationId: vendor.organizationId, idempotencyKey: `order-${keys}`, items: [...items] }
}

/** A line with the whole profile of a physician. */
export function initialAppointment(clinicianId: string, more: Partial<OrderItemInput> = {}): OrderItemInput {
  return { clinicianId, product: 'INITIAL_APPOINTMENT', ...more }
}

type PlacedOrder = NonNullable<PlaceOrderMutation['placeOrder']['order']>

/** Places an order that nothing stands against. */
export async function place(client: GatewayClient, input: PlaceOrderInput): Promise<PlacedOrder> {
  const { order, userErrors } = (await client.run(PlaceOrderDocument, { input })).placeOrder
  if (order == null) throw new Error(`the order was refused: ${JSON.stringify(userErrors)}`)
  return order
}

/** Tries to place an order and tells what stood against it. */
export async function refusalOf(client: GatewayClient, input: PlaceOrderInput): Promise<string[]> {
  const { order, userErrors } = (await client.run(PlaceOrderDocument, { input })).placeOrder
  if (order != null) throw new Error(`expected a refusal, got order ${order.number}`)
  return userErrors.map((error) => error.code)
}

/** Tries to place an order; what came back, errors of the request included. */
export async function tryToPlace(
  client: GatewayClient,
  input: PlaceOrderInput,
): Promise<GatewayAnswer<PlaceOrderMutation>> {
  return await client.send(PlaceOrderDocument, { input })
}

/** Another vendor that the same organization granted an integration; scopes may be fewer than all. */
export async function anotherVendor(
  gateway: TestGateway,
  { organizationId }: { organizationId: string },
  { grant = SCOPES, key = SCOPES }: { grant?: readonly Scope[]; key?: readonly Scope[] } = {},
): Promise<TestVendor> {
  const [known] = await rowsOf<{ mode: Mode; userId: string }>(
    gateway,
    `select o.mode, m.user_id as "userId" from organizations o join memberships m on m.organization_id = o.id
      where o.id = $1`,
    [organizationId],
  )
  if (known === undefined) throw new Error(`no organization ${organizationId}`)
  const { mode, userId: grantedByUserId } = known
  return await gateway.database.transaction(async (tx) => {
    const { id: vendorId } = await createSoftwareVendor(tx, gateway.clock, 'Another Fictional Vendor')
    await grantIntegration(tx, gateway.clock, { vendorId, organizationId, scopes: grant, grantedByUserId })
    const wanted = { vendorId, mode, name: 'Key', scopes: key, expiresAt: null }
    const { token } = await createApiKey(tx, gateway.clock, wanted)
    return { organizationId, vendorId, apiKey: token, client: gateway.client(token) }
  })
}

/** A further organization that grants the vendor an integration. */
export async function anotherOrganization(gateway: TestGateway, { vendorId }: { vendorId: string }): Promise<string> {
  const { organizationId } = await gateway.vendor()
  await gateway.database.transaction(async (tx) => {
    const [member] = await tx.manager.query<{ user_id: string }[]>(
      'select user_id from memberships where organization_id = $1',
      [organizationId],
    )
    const grantedByUserId = member?.user_id ?? ''
    await grantIntegration(tx, gateway.clock, { vendorId, organizationId, scopes: SCOPES, grantedByUserId })
  })
  return organizationId
}

/** The organization takes its grant back. */
export async function revokeGrant(gateway: TestGateway, { vendorId, organizationId }: TestVendor): Promise<void> {
  await rowsOf(gateway, 'update vendor_grants set revoked_at = now() where vendor_id = $1 and organization_id = $2', [
    vendorId,
    organizationId,
  ])
}

/** Adds fictional physicians to the directory of the mode; returns their ids. */
export async function addPhysicians(gateway: TestGateway, count: number, mode: Mode = 'TEST'): Promise<string[]> {
  const records = Array.from({ length: count }, (_, index) => physician(index + 1, mode))
  await applyDirectoryEntries(gateway.database, records, gateway.clock.now())
  const rows = await rowsOf<{ id: string }>(
    gateway,
    'select id from clinicians where mode = $1 and npi = any ($2) order by npi',
    [mode, records.map((record) => record.npi)],
  )
  return rows.map((row) => row.id)
}

function physician(serial: number, mode: Mode): DirectoryRecord {
  const npi = fictionalNpi(serial)
  const last = `Extra-${serial}`
  const name = { type: 'LEGAL', first: 'Testa', middle: null, last, suffix: null } as const
  return {
    type: 'RECORD',
    source: 'Sandbox: extra registry',
    recordKey: npi,
    mode,
    kind: 'PHYSICIAN',
    npi,
    ecfmgNumber: null,
    nccpaNumber: null,
    first: 'Testa',
    middle: null,
    last,
    suffix: null,
    credential: 'MD',
    birthDate: '1970-01-01',
    city: 'Mockport',
    state: 'IA',
    givesWay: false,
    names: [name],
    facts: [
      {
        section: 'NAMES',
        key: 'legal',
        position: 0,
        value: { ...name, prefix: null, credential: 'MD' },
        lastReportedOn: null,
      },
    ],
  }
}
