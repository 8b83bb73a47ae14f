import type { GatewayClient } from '../../client/gateway-client.js'
import { ReadProfileDocument } from '../../client/operations.generated.js'
import { newId } from '../../kernel/ids.js'
import { FULL_PHYSICIAN_NPI } from '../../sandbox/sandbox.full-physician.js'
import { ACCENTED_PHYSICIAN_NPI } from '../../sandbox/sandbox.physicians.js'
import { startedLookup, uploaded } from '../bulk-acts.js'
import { rowsOf } from '../census.js'
import { deliver } from '../delivery-acts.js'
import { monitor } from '../monitoring-acts.js'
import { addPhysicians, anotherVendor, clinicianWith, initialAppointment, orderOf, place } from '../order-acts.js'
import { person } from '../people.js'
import { startPreview } from '../roster-acts.js'
import type { TestGateway } from '../test-gateway.js'
import { endpointAt, tell } from '../webhook-acts.js'
import {
  anotherKey,
  askForChange,
  askForIntegration,
  askForResearch,
  invite,
  listPrices,
  reportMissing,
  subscribe,
} from './authorization.acts.js'

/** Ids and numbers of an organization's and a vendor's things, by the name of the variable that asks for them. */
export type SideIds = Readonly<Record<(typeof ID_NAMES)[number], string>>

const ID_NAMES = [
  'organizationId',
  'vendorId',
  'otherVendorId',
  'grantId',
  'apiKeyId',
  'orderId',
  'orderNumber',
  'orderItemId',
  'transactionId',
  'packageId',
  'subscriptionId',
  'deliveryId',
  'documentNumber',
  'clinicianId',
  'monitoringId',
  'noticeId',
  'buyerId',
  'administratorId',
  'vendorMemberId',
  'sessionId',
  'invitationId',
  'changeRequestId',
  'integrationRequestId',
  'priceListId',
  'inquiryId',
  'researchRequestId',
  'discrepancyId',
  'matchLeadId',
  'uploadId',
  'bulkOperationId',
  'orderUploadId',
  'orderRosterId',
  'jobId',
  'webhookEndpointId',
  'webhookEventId',
  'staffId',
  'accountEmail',
  'liveClinicianId',
  'proprietaryVendorId',
] as const

type SideCaller = 'vendor' | 'bareKey' | 'buyer' | 'administrator' | 'vendorMember'

/** An organization with its vendor, people and things; their clients. */
export interface Side {
  ids: SideIds
  clients: Readonly<Record<SideCaller, GatewayClient>>
  /** API keys and access tokens of the same. */
  tokens: Readonly<Record<SideCaller, string>>
}

/** Makes one, with something of every kind that can be asked for. */
export async function buildSide(gateway: TestGateway, staff: GatewayClient): Promise<Side> {
  const vendor = await gateway.vendor()
  const { organizationId, vendorId } = vendor
  const buyer = await person(gateway, { organizationId })
  const administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
  const vendorMember = await person(gateway)
  await manages(gateway, vendorMember.userId, vendorId)
  // Never the last one, so that one can go.
  const vendorMemberId = await manages(gateway, (await person(gateway)).userId, vendorId)
  const clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
  const order = await place(vendor.client, orderOf(vendor, initialAppointment(clinicianId)))
  const [monitoring] = await monitor(vendor, await clinicianWith(gateway, ACCENTED_PHYSICIAN_NPI))
  const spareKey = await anotherKey(vendorMember.client, vendorId, ['clinicians:read'])
  const bareKey = await anotherKey(vendorMember.client, vendorId, ['webhooks:write'])
  const { vendorId: otherVendorId } = await anotherVendor(gateway, await gateway.vendor())
  const { id: webhookEndpointId } = await endpointAt(vendor, 'https://vendor.invalid/')
  await tell(gateway, vendor)
  const ids: SideIds = {
    organizationId,
    vendorId,
    otherVendorId,
    grantId: await one(gateway, 'select id from vendor_grants where vendor_id = $1', vendorId),
    apiKeyId: spareKey.id,
    orderId: order.id,
    orderNumber: order.number,
    orderItemId: order.items[0]?.id ?? '',
    transactionId: await one(gateway, 'select id from ledger_transactions where order_id = $1', order.id),
    ...(await subscribe(staff, organizationId)),
    deliveryId: (await deliver(vendor.client, { orderItemId: order.items[0]?.id ?? '' })).delivery.id,
    documentNumber: await documentOf(vendor.client, order.items[0]?.id ?? ''),
    clinicianId,
    monitoringId: monitoring?.id ?? '',
    noticeId: await notice(gateway, monitoring?.id ?? ''),
    buyerId: buyer.userId,
    administratorId: administrator.userId,
    vendorMemberId,
    sessionId: buyer.sessionId,
    invitationId: await invite(administrator.client, organizationId),
    changeRequestId: await askForChange(staff, organizationId),
    ...(await askForIntegration(administrator.client, organizationId)),
    priceListId: await listPrices(staff, organizationId),
    inquiryId: await inquire(gateway),
    researchRequestId: await askForResearch(vendor.client, organizationId),
    discrepancyId: await reportMissing(vendor.client, order.items[0]?.id ?? ''),
    matchLeadId: await findLead(gateway, clinicianId),
    uploadId: await uploaded(gateway, vendor, `npi\n${vendorId}\n`),
    bulkOperationId: await startedLookup(gateway, vendor, `npi\n${organizationId}\n`),
    orderUploadId: await uploaded(gateway, vendor, `npi,product\n${vendorId},\n`, { purpose: 'ORDER_ROSTER' }),
    orderRosterId: (await startPreview(gateway, vendor, `npi,product\n${organizationId},\n`)).operation.id,
    jobId: await failJob(gateway),
    webhookEndpointId,
    webhookEventId: await one(
      gateway,
      'select event_id as id from webhook_deliveries where endpoint_id = $1',
      webhookEndpointId,
    ),
    staffId: (await person(gateway, { staff: true })).userId,
    accountEmail: administrator.email,
    liveClinicianId: await liveClinician(gateway),
  }
  return {
    ids,
    clients: {
      vendor: vendor.client,
      bareKey: gateway.client(bareKey.token),
      buyer: buyer.client,
      administrator: administrator.client,
      vendorMember: vendorMember.client,
    },
    tokens: {
      vendor: vendor.apiKey,
      bareKey: bareKey.token,
      buyer: buyer.accessToken,
      administrator: administrator.accessToken,
      vendorMember: vendorMember.accessToken,
    },
  }
}

/** Lets the person manage the vendor; the id of that. */
async function manages(gateway: TestGateway, userId: string, vendorId: string): Promise<string> {
  const id = newId('vendorMember')
  await rowsOf(gateway, 'insert into vendor_members values ($1, $2, $3, $3, now())', [id, vendorId, userId])
  return id
}

/** A change of which the organization was told. */
async function notice(gateway: TestGateway, monitoringId: string): Promise<string> {
  const id = newId('monitoringNotice')
  await rowsOf(
    gateway,
    `insert into monitoring_notices (id, monitoring_id, organization_id, clinician_id, load_key, spotted_at, settled_at,
       noticed_at, before_document_id, document_id, change_count, sections)
     select $1, id, organization_id, clinician_id, $1, now(), now(), now(), document_id, document_id, 1, '{LICENSES}'
       from monitorings where id = $2`,
    [id, monitoringId],
  )
  return id
}

async function inquire(gateway: TestGateway): Promise<string> {
  const id = newId('organizationInquiry')
  await rowsOf(
    gateway,
    `insert into organization_inquiries (id, organization_name, contact_name, contact_email, created_at)
     values ($1, 'Fictional Clinic', 'Stella Fictional', 'stella@people.example', now())`,
    [id],
  )
  return id
}

async function documentOf(client: GatewayClient, orderItemId: string): Promise<string> {
  const { orderItem } = await client.run(ReadProfileDocument, { orderItemId })
  return orderItem?.profile?.documentNumber ?? ''
}

/** Somebody of the other mode. */
async function liveClinician(gateway: TestGateway): Promise<string> {
  const [id = ''] = await addPhysicians(gateway, 1, 'LIVE')
  return id
}

/** Somebody excluded whose name is like the clinician's. */
async function findLead(gateway: TestGateway, clinicianId: string): Promise<string> {
  const [exclusionId, leadId] = [newId('exclusion'), newId('matchLead')]
  await rowsOf(
    gateway,
    `insert into exclusions (id, mode, record_key, content_sha256, is_business, last_name, name_key, has_wrong_npi,
       type_code, excluded_on)
     values ($1, 'TEST', $1, '', false, 'Fictional', $1, false, '1128a1', '2026-01-20')`,
    [exclusionId],
  )
  await rowsOf(
    gateway,
    `insert into match_leads (id, source, exclusion_id, clinician_id, reason, state, found_at)
     values ($1, 'OIG LEIE', $2, $3, 'NAME_WITH_OTHER_NPI', 'OPEN', now())`,
    [leadId, exclusionId, clinicianId],
  )
  return leadId
}

/** Some job that failed; there is always one, for every order leaves a job behind. */
async function failJob(gateway: TestGateway): Promise<string> {
  return await one(
    gateway,
    `update pgboss.job set state = 'failed', completed_on = now()
      where id = (select id from pgboss.job where state = $1 and name = 'RenderProfilePdfs' limit 1) returning id`,
    'created',
  )
}

/** Ids of the same forms that nobody has; what belongs to no organization stays as it is. */
export function unknownSide({ ids, clients, tokens }: Side): Side {
  const made = Object.entries(ids).map(([name, id]) => {
    if (name === 'clinicianId' || name === 'accountEmail') return [name, id]
    if (name === 'orderNumber') return [name, 'PO-9999999999']
    if (name === 'documentNumber') return [name, 'PD-9999999999']
    if (name === 'jobId') return [name, '00000000-0000-0000-0000-000000000000']
    return [name, `${id.slice(0, id.indexOf('_'))}_00000000000000000000000000`]
  })
  return { ids: Object.fromEntries(made) as SideIds, clients, tokens }
}

async function one(gateway: TestGateway, sql: string, value: string): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(gateway, sql, [value])
  if (row === undefined) throw new Error(`nothing found: ${sql}`)
  return row.id
}
