import type { GatewayClient } from '../../client/gateway-client.js'
import { ask } from '../ask.js'

/** Another key of the vendor; its id and the key itself. */
export async function anotherKey(client: GatewayClient, vendorId: string, scopes: string[]) {
  const input = { vendorId, mode: 'TEST', name: 'Another key', scopes }
  const { createApiKey } = await must<{ createApiKey: { apiKey: { id: string }; secret: string } }>(
    client,
    `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } secret userErrors { message } } }`,
    { input },
  )
  return { id: createApiKey.apiKey.id, token: createApiKey.secret }
}

/** Invites somebody into the organization; the id of the invitation. */
export async function invite(administrator: GatewayClient, organizationId: string): Promise<string> {
  const users = [{ email: 'invited@people.example', fullName: 'Ivy Fictional', roles: ['PROFILES_USER'] }]
  const { inviteUsers } = await must<{ inviteUsers: { invitations: { id: string }[] } }>(
    administrator,
    `mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { invitations { id } userErrors { message } } }`,
    { input: { organizationId, users } },
  )
  return inviteUsers.invitations[0]?.id ?? ''
}

/** Staff ask; an administrator of the organization has to decide. The id of the change request. */
export async function askForChange(staff: GatewayClient, organizationId: string): Promise<string> {
  const input = { organizationId, name: 'Renamed Fictional Hospital', reason: 'asked for by phone' }
  const { updateOrganization } = await must<{ updateOrganization: { changeRequest: { id: string } } }>(
    staff,
    `mutation ($input: UpdateOrganizationInput!) {
       updateOrganization(input: $input) { changeRequest { id } userErrors { message } } }`,
    { input },
  )
  return updateOrganization.changeRequest.id
}

/** Asks for research on somebody; the id of the request. */
export async function askForResearch(client: GatewayClient, organizationId: string): Promise<string> {
  const { requestResearch } = await must<{ requestResearch: { researchRequest: { id: string } } }>(
    client,
    `mutation ($input: RequestResearchInput!) {
       requestResearch(input: $input) { researchRequest { id } userErrors { message } } }`,
    { input: { organizationId, known: { lastName: 'Nowhere' } } },
  )
  return requestResearch.researchRequest.id
}

/** Reports that a license is missing in the profile of a line; the id of the report. */
export async function reportMissing(client: GatewayClient, orderItemId: string): Promise<string> {
  const input = {
    orderItemId,
    section: 'LICENSES',
    shouldSay: 'WY, 1',
    why: 'It is missing.',
    idempotencyKey: orderItemId,
  }
  const { reportDiscrepancy } = await must<{ reportDiscrepancy: { discrepancy: { id: string } } }>(
    client,
    `mutation ($input: ReportDiscrepancyInput!) {
       reportDiscrepancy(input: $input) { discrepancy { id } userErrors { message } } }`,
    { input },
  )
  return reportDiscrepancy.discrepancy.id
}

/** Asks for an integration of the organization’s own; the ids of the request and of the vendor that it makes. */
export async function askForIntegration(administrator: GatewayClient, organizationId: string) {
  const input = {
    organizationId,
    softwareName: 'House Software',
    technicalContactName: 'Tess Fictional',
    technicalContactEmail: 'tess@people.example',
  }
  const { requestIntegration } = await must<{
    requestIntegration: { integrationRequest: { id: string; vendor: { id: string } } }
  }>(
    administrator,
    `mutation ($input: RequestIntegrationInput!) {
       requestIntegration(input: $input) { integrationRequest { id vendor { id } } userErrors { message } } }`,
    { input },
  )
  const { id: integrationRequestId, vendor } = requestIntegration.integrationRequest
  return { integrationRequestId, proprietaryVendorId: vendor.id }
}

/** Makes a price list of the organization; its id. */
export async function listPrices(staff: GatewayClient, organizationId: string): Promise<string> {
  const input = {
    mode: 'TEST',
    organizationId,
    currency: 'USD',
    effectiveFrom: '2095-01-01T00:00:00Z',
    effectiveUntil: '2097-01-01T00:00:00Z',
    prices: [{ product: 'REAPPOINTMENT', minimumQuantity: 1, unitPriceCents: 1_700 }],
    reason: 'agreed by contract',
  }
  const { createPriceList } = await must<{ createPriceList: { priceList: { id: string } } }>(
    staff,
    `mutation ($input: CreatePriceListInput!) { createPriceList(input: $input) { priceList { id } userErrors { message } } }`,
    { input },
  )
  return createPriceList.priceList.id
}

/** Sells the organization a package of which something is due; ids of both. */
export async function subscribe(
  staff: GatewayClient,
  organizationId: string,
): Promise<{ packageId: string; subscriptionId: string }> {
  const offer = { name: 'Package', currency: 'USD', priceCents: 5_000, allowance: 10, termMonths: 12, reason: 'offer' }
  const { createSubscriptionPackage } = await must<{
    createSubscriptionPackage: { subscriptionPackage: { id: string } }
  }>(
    staff,
    `mutation ($input: CreateSubscriptionPackageInput!) {
       createSubscriptionPackage(input: $input) { subscriptionPackage { id } userErrors { message } } }`,
    { input: offer },
  )
  const { id: packageId } = createSubscriptionPackage.subscriptionPackage
  const { createSubscription } = await must<{ createSubscription: { subscription: { id: string } } }>(
    staff,
    `mutation ($input: CreateSubscriptionInput!) {
       createSubscription(input: $input) { subscription { id } userErrors { message } } }`,
    { input: { organizationId, packageId, idempotencyKey: `first-${organizationId}`, reason: 'sold' } },
  )
  return { packageId, subscriptionId: createSubscription.subscription.id }
}

/** Asks what is expected to work. */
async function must<Data>(client: GatewayClient, document: string, variables: Record<string, unknown>): Promise<Data> {
  const { data, errors } = await ask<Data>(client, document, variables)
  const [payload] = Object.values((data ?? {}) as Record<string, { userErrors?: { message: string }[] }>)
  const messages = [...errors, ...(payload?.userErrors ?? [])].map(({ message }) => message)
  if (data === null || messages.length > 0) throw new Error(`expected an answer, got ${messages.join('; ')}`)
  return data
}
