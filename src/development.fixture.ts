import type { GatewayClient } from './client/gateway-client.js'
import { PlaceOrderDocument, ReadProfileDocument, SearchCliniciansDocument } from './client/operations.generated.js'
import { FULL_PHYSICIAN_NPI } from './sandbox/sandbox.full-physician.js'

/** What was bought. */
export interface SandboxFixture {
  /** A line with which the profile of the fictional physician was bought that says most. */
  orderItemId: string
  documentNumber: string
}

/**
 * Orders the profile that examples read, deliver and dispute, and its monitoring, as any vendor would: through the API, and
 * with an idempotency key, so that every start finds the same order.
 */
export async function furnishSandbox(client: GatewayClient, organizationId: string): Promise<SandboxFixture> {
  const { searchClinicians } = await client.run(SearchCliniciansDocument, { by: { npi: FULL_PHYSICIAN_NPI } })
  const clinicianId = searchClinicians.matches[0]?.clinician.id
  if (clinicianId === undefined) throw new Error(`the sandbox has no clinician with the NPI ${FULL_PHYSICIAN_NPI}`)
  const line = { clinicianId, vendorReference: 'sandbox', allowDuplicate: true }
  const { placeOrder } = await client.run(PlaceOrderDocument, {
    input: {
      organizationId,
      paymentMethod: 'ACCOUNT_BALANCE',
      idempotencyKey: 'sandbox-fixture',
      items: [
        { ...line, product: 'INITIAL_APPOINTMENT' },
        { ...line, product: 'CONTINUOUS_MONITORING' },
      ],
    },
  })
  const orderItemId = placeOrder.order?.items[0]?.id
  if (orderItemId === undefined) {
    throw new Error(`the sandbox could not be furnished: ${JSON.stringify(placeOrder.userErrors)}`)
  }
  const { orderItem } = await client.run(ReadProfileDocument, { orderItemId })
  return { orderItemId, documentNumber: orderItem?.profile?.documentNumber ?? '' }
}
