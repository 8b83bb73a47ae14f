import type { GatewayClient } from '../client/gateway-client.js'
import {
  DeliverProfilePdfDocument,
  type DeliverProfilePdfMutationVariables,
  DeliverProfilePdfsDocument,
  type DeliverProfilePdfsInput,
  DeliveryLogDocument,
  type DeliveryLogQueryVariables,
} from '../client/operations.generated.js'
import { rowsOf } from './census.js'
import { addPhysicians, initialAppointment, orderOf, place } from './order-acts.js'
import type { TestGateway, TestVendor } from './test-gateway.js'

/** Has the vendor buy profiles of that many fictional physicians in one order; the ids of the lines. */
export async function bought(gateway: TestGateway, vendor: TestVendor, count: number): Promise<string[]> {
  const clinicians = await addPhysicians(gateway, count)
  const order = await place(vendor.client, orderOf(vendor, ...clinicians.map((id) => initialAppointment(id))))
  return order.items.map((item) => item.id)
}

/** Delivers the PDF of a line with nothing standing against it. */
export async function deliver(client: GatewayClient, wanted: DeliverProfilePdfMutationVariables) {
  const { url, delivery, userErrors } = (await client.run(DeliverProfilePdfDocument, wanted)).deliverProfilePdf
  if (delivery == null) throw new Error(`expected a delivery, got ${JSON.stringify(userErrors)}`)
  return { url: url ?? '', delivery }
}

/** Delivers the PDFs of many lines; what became of each. */
export async function deliverMany(client: GatewayClient, input: DeliverProfilePdfsInput) {
  const { results, userErrors } = (await client.run(DeliverProfilePdfsDocument, { input })).deliverProfilePdfs
  if (userErrors.length > 0) throw new Error(`expected results, got ${JSON.stringify(userErrors)}`)
  return results
}

/** What the delivery log of the organization shows to the client. */
export async function logOf(client: GatewayClient, wanted: DeliveryLogQueryVariables) {
  const { organization } = await client.run(DeliveryLogDocument, wanted)
  if (organization?.deliveries == null) throw new Error('expected a delivery log, got none')
  return organization.deliveries
}

/** The e-mail that a delivery went out with. */
export async function emailOf(gateway: TestGateway, deliveryId: string) {
  const [email] = await rowsOf<{ kind: string; recipients: string[]; subject: string; text: string; html: string }>(
    gateway,
    `select e.kind, e.recipients, e.subject, e.text_body as text, e.html_body as html
       from profile_deliveries d join emails e on e.id = d.email_id where d.id = $1`,
    [deliveryId],
  )
  if (email === undefined) throw new Error(`delivery ${deliveryId} has no e-mail`)
  return { ...email, url: /https?:\S+\/downloads\/\S+/.exec(email.text)?.[0] ?? '' }
}
