import { addBusinessDays } from '../../kernel/business-days.js'
import { FULL_PHYSICIAN_NPI } from '../../sandbox/sandbox.full-physician.js'
import { initialAppointment } from '../order-acts.js'
import type { SideIds } from './authorization.side.js'

type Variables = Record<string, unknown>

const REASON = 'asked for in writing'
const NOT_A_TOKEN = 'not-a-token-of-ours'
const NOT_A_PASSWORD = 'not the password of anybody'
const NO_LINE = 'line_00000000000000000000000000'
const NO_DECISION = 'rdn_00000000000000000000000000'
const STRANGER = 'stranger@people.example'
const STAFF_MEMBER = { email: STRANGER, fullName: 'Stella Fictional' }

const orderOfSide = ({ organizationId, clinicianId }: SideIds): Variables => ({
  organizationId,
  items: [initialAppointment(clinicianId, { allowDuplicate: true })],
})

/** The `input` of each mutation that takes one, with the things of a side. What names no thing is the same for all. */
const INPUTS: Readonly<Record<string, (ids: SideIds) => Variables>> = {
  previewOrder: orderOfSide,
  placeOrder: (ids) => ({ ...orderOfSide(ids), idempotencyKey: 'matrix' }),
  discontinueMonitoring: ({ monitoringId }) => ({ monitoringId }),
  cancelOrder: ({ orderId }) => ({ orderId, reason: REASON }),
  refundOrder: ({ orderId }) => ({ orderId, orderItemIds: [], idempotencyKey: 'matrix', reason: REASON }),
  addToCart: orderOfSide,
  updateCartItem: ({ organizationId }) => ({ organizationId, itemId: NO_LINE, allowDuplicate: true }),
  removeFromCart: ({ organizationId }) => ({ organizationId, itemIds: [NO_LINE] }),
  clearCart: ({ organizationId }) => ({ organizationId }),
  checkOutCart: ({ organizationId }) => ({ organizationId, version: 0 }),
  reappointAll: ({ organizationId, clinicianId }) => ({ organizationId, clinicianIds: [clinicianId] }),
  setReappointmentPolicy: ({ organizationId }) => ({ organizationId }),
  decideReappointments: ({ organizationId }) => ({ organizationId, decisionIds: [NO_DECISION], approve: false }),
  recordAdjustment: ({ organizationId }) => ({
    ...{ organizationId, amountCents: 100, text: 'Goodwill', idempotencyKey: organizationId, reason: REASON },
  }),
  createSubscriptionPackage: () => ({
    ...{ name: 'Package', currency: 'USD', priceCents: 100, allowance: 1, termMonths: 1, reason: REASON },
  }),
  withdrawSubscriptionPackage: ({ packageId }) => ({ packageId, reason: REASON }),
  createSubscription: ({ organizationId, packageId }) => ({
    ...{ organizationId, packageId, idempotencyKey: organizationId, reason: REASON },
  }),
  recordSubscriptionPayment: ({ organizationId, subscriptionId }) => ({
    ...{
      organizationId,
      subscriptionId,
      amountCents: 1,
      invoice: '17',
      idempotencyKey: organizationId,
      reason: REASON,
    },
  }),
  transferBalance: ({ organizationId, subscriptionId }) => ({
    ...{ organizationId, subscriptionId, amountCents: 1, idempotencyKey: organizationId },
  }),
  recordDeposit: ({ organizationId }) => ({
    organizationId,
    amountCents: 1_000,
    reference: 'cheque 17',
    idempotencyKey: organizationId,
    reason: REASON,
  }),
  createPriceList: ({ organizationId }) => ({
    mode: 'TEST',
    organizationId,
    currency: 'USD',
    effectiveFrom: '2098-01-01T00:00:00Z',
    prices: [{ product: 'PA_PROFILE', minimumQuantity: 1, unitPriceCents: 2_000 }],
    reason: REASON,
  }),
  endPriceList: ({ priceListId }) => ({ priceListId, effectiveUntil: '2096-01-01T00:00:00Z', reason: REASON }),
  advanceTestClock: ({ organizationId }) => ({ organizationId, by: 'PT1M' }),
  createSandboxOrganization: ({ vendorId }) => ({
    ...{ vendorId, name: 'Trial Hospital', timeZone: 'America/Denver', idempotencyKey: 'matrix' },
  }),
  resetSandboxOrganization: ({ organizationId }) => ({ organizationId }),
  simulateClinicianChange: ({ organizationId, clinicianId }) => ({ organizationId, clinicianId }),
  deliverMonitoringNoticePdf: ({ noticeId }) => ({ noticeId }),
  createMonitoringLogLink: ({ organizationId }) => ({ organizationId, format: 'CSV' }),
  // Discrepancies.
  reportDiscrepancy: ({ orderItemId }) => ({
    ...{ orderItemId, section: 'LICENSES', shouldSay: 'WY, 4711', why: REASON, idempotencyKey: 'matrix' },
  }),
  replyToDiscrepancy: ({ discrepancyId }) => ({ discrepancyId, message: REASON }),
  withdrawDiscrepancy: ({ discrepancyId }) => ({ discrepancyId }),
  deliverCorrectedProfile: ({ discrepancyId }) => ({ discrepancyId }),
  takeDiscrepancy: ({ discrepancyId }) => ({ discrepancyId, reason: REASON }),
  noteDiscrepancy: ({ discrepancyId }) => ({ discrepancyId, note: REASON, reason: REASON }),
  askAboutDiscrepancy: ({ discrepancyId }) => ({ discrepancyId, question: REASON, reason: REASON }),
  delayDiscrepancy: ({ discrepancyId }) => ({
    ...{ discrepancyId, explanation: REASON, reason: REASON },
    dueOn: addBusinessDays(new Date().toISOString().slice(0, 10), 60),
  }),
  decideDiscrepancy: ({ discrepancyId }) => ({
    ...{ discrepancyId, outcome: 'CONFIRMED_ACCURATE', explanation: REASON, reason: REASON },
  }),
  // Research.
  requestResearch: ({ organizationId }) => ({ organizationId, known: { lastName: 'Fictional' } }),
  withdrawResearchRequest: ({ researchRequestId }) => ({ researchRequestId }),
  startResearch: ({ researchRequestId }) => ({ researchRequestId, reason: REASON }),
  delayResearchRequest: ({ researchRequestId }) => ({
    researchRequestId,
    dueOn: addBusinessDays(new Date().toISOString().slice(0, 10), 60),
    explanation: 'it takes longer',
    reason: REASON,
  }),
  answerResearchRequest: ({ researchRequestId, clinicianId }) => ({ researchRequestId, clinicianId, reason: REASON }),
  // Leads.
  decideMatchLead: ({ matchLeadId }) => ({ id: matchLeadId, decision: 'REJECTED', reason: REASON }),
  // Bulk.
  createUpload: ({ organizationId }) => ({
    organizationId,
    purpose: 'CLINICIAN_ROSTER',
    fileName: 'roster.csv',
    contentType: 'text/csv',
    bytes: 1_000,
  }),
  startClinicianLookup: ({ organizationId, uploadId }) => ({ organizationId, uploadId, resultFormat: 'CSV' }),
  orderRoster: ({ organizationId, orderUploadId }) => ({
    organizationId,
    uploadId: orderUploadId,
    resultFormat: 'CSV',
  }),
  confirmOrderRoster: ({ orderRosterId }) => ({
    operationId: orderRosterId,
    paymentMethod: 'ACCOUNT_BALANCE',
    maximumTotalCents: 0,
    resultFormat: 'CSV',
  }),
  cancelBulkOperation: ({ bulkOperationId: id }) => ({ id }),
  // Deliveries.
  deliverProfilePdf: ({ orderItemId }) => ({ orderItemId }),
  deliverProfilePdfs: ({ organizationId, orderItemId }) => ({
    organizationId,
    orderItemIds: [orderItemId],
    as: 'ZIP',
  }),
  revokeDelivery: ({ deliveryId }) => ({ deliveryId }),
  createStatementLink: ({ organizationId }) => ({
    organizationId,
    month: new Date().toISOString().slice(0, 7),
    format: 'CSV',
  }),
  createReceiptLink: ({ transactionId }) => ({ transactionId }),
  createFhirLink: ({ orderItemId }) => ({ orderItemId }),
  // Organizations.
  approveChangeRequest: ({ changeRequestId }) => ({ changeRequestId, reason: REASON }),
  rejectChangeRequest: ({ changeRequestId }) => ({ changeRequestId, reason: REASON }),
  inviteUsers: ({ organizationId }) => ({
    organizationId,
    users: [{ ...STAFF_MEMBER, roles: ['PROFILES_USER'] }],
    reason: REASON,
  }),
  resendInvitation: ({ invitationId }) => ({ invitationId, reason: REASON }),
  cancelInvitation: ({ invitationId }) => ({ invitationId, reason: REASON }),
  acceptInvitation: () => ({ token: NOT_A_TOKEN, fullName: 'Stella Fictional', password: NOT_A_PASSWORD }),
  changeUserRoles: ({ organizationId, buyerId: userId }) => ({
    organizationId,
    userId,
    roles: ['ORGANIZATION_ADMINISTRATOR'],
    reason: REASON,
  }),
  removeUser: ({ organizationId, buyerId: userId }) => ({ organizationId, userId, reason: REASON }),
  inquireOrganization: () => ({
    organizationName: 'Fictional Clinic',
    contactName: 'Stella Fictional',
    contactEmail: STRANGER,
  }),
  answerOrganizationInquiry: ({ inquiryId, organizationId }) => ({
    inquiryId,
    organizationId,
    answer: 'somebody wants to know',
    reason: REASON,
  }),
  resendDailyReceipt: ({ organizationId }) => ({ organizationId, day: '2026-01-01', idempotencyKey: 'matrix' }),
  setReceiptRecipients: ({ organizationId }) => ({ organizationId, userIds: [] }),
  updateOrganization: ({ organizationId }) => ({ organizationId, phone: '555-0123', reason: REASON }),
  requestOrganization: () => ({ name: 'Second Fictional Clinic', timeZone: 'America/Denver', mode: 'TEST' }),
  createOrganization: () => ({
    mode: 'TEST',
    name: 'New Fictional Clinic',
    timeZone: 'America/Denver',
    administrator: { ...STAFF_MEMBER, roles: ['ORGANIZATION_ADMINISTRATOR'] },
    reason: REASON,
  }),
  // People.
  signIn: () => ({ email: STRANGER, password: NOT_A_PASSWORD }),
  refreshSession: () => ({ refreshToken: NOT_A_TOKEN }),
  // Another session than the one that asks: that one is still needed.
  signOut: ({ sessionId }) => ({ sessionId }),
  endSession: ({ sessionId }) => ({ sessionId }),
  requestPasswordReset: () => ({ email: STRANGER }),
  resetPassword: () => ({ token: NOT_A_TOKEN, newPassword: NOT_A_PASSWORD }),
  changePassword: () => ({ currentPassword: NOT_A_PASSWORD, newPassword: 'quite another long password' }),
  requestEmailChange: () => ({ newEmail: STRANGER, currentPassword: NOT_A_PASSWORD }),
  confirmEmailChange: () => ({ token: NOT_A_TOKEN }),
  beginOpenIdSignIn: () => ({ redirectUri: 'https://app.example/callback' }),
  completeOpenIdSignIn: () => ({ state: 'x', secret: 'x', code: 'x', redirectUri: 'https://app.example/callback' }),
  unlinkOpenIdIdentity: () => ({ issuer: 'https://sign-in.hospital.example', currentPassword: NOT_A_PASSWORD }),
  // Vendors.
  createApiKey: ({ vendorId }) => ({ vendorId, mode: 'TEST', name: 'Matrix key', scopes: ['clinicians:read'] }),
  updateApiKey: ({ apiKeyId }) => ({ apiKeyId, name: 'Renamed key' }),
  rotateApiKey: ({ apiKeyId }) => ({ apiKeyId, overlapHours: 1 }),
  revokeApiKey: ({ apiKeyId }) => ({ apiKeyId, reason: REASON }),
  createWebhookEndpoint: ({ vendorId }) => ({ vendorId, mode: 'TEST', url: 'https://matrix.invalid/' }),
  updateWebhookEndpoint: ({ webhookEndpointId: endpointId }) => ({ endpointId, description: 'Matrix' }),
  rotateWebhookSecret: ({ webhookEndpointId: endpointId }) => ({ endpointId, overlapHours: 1 }),
  disableWebhookEndpoint: ({ webhookEndpointId: endpointId }) => ({ endpointId }),
  enableWebhookEndpoint: ({ webhookEndpointId: endpointId }) => ({ endpointId }),
  sendTestWebhook: ({ webhookEndpointId: endpointId }) => ({ endpointId }),
  replayWebhook: ({ webhookEndpointId: endpointId, webhookEventId: eventId }) => ({ endpointId, eventId }),
  replayWebhooks: ({ webhookEndpointId: endpointId }) => ({ endpointId, from: new Date(Date.now() - 86_400_000) }),
  requestIntegration: ({ organizationId }) => ({
    organizationId,
    softwareName: 'House Software',
    technicalContactName: 'Tess Fictional',
    technicalContactEmail: 'tess@people.example',
  }),
  approveIntegrationRequest: ({ integrationRequestId }) => ({ integrationRequestId, reason: REASON }),
  rejectIntegrationRequest: ({ integrationRequestId }) => ({ integrationRequestId, reason: REASON }),
  grantIntegration: ({ organizationId, otherVendorId: vendorId }) => ({
    organizationId,
    vendorId,
    scopes: ['clinicians:read'],
  }),
  changeGrant: ({ grantId }) => ({ grantId, scopes: ['clinicians:read'] }),
  revokeGrant: ({ grantId }) => ({ grantId }),
  createVendor: () => ({ name: 'New Fictional Vendor', listed: false, reason: REASON }),
  updateVendor: ({ vendorId }) => ({ vendorId, description: 'Software of a fictional vendor', reason: REASON }),
  approveVendorForLive: ({ vendorId }) => ({ vendorId, reason: REASON }),
  suspendVendor: ({ vendorId }) => ({ vendorId, reason: REASON }),
  reinstateVendor: ({ vendorId }) => ({ vendorId, reason: REASON }),
  addVendorMember: ({ vendorId, accountEmail: email }) => ({ vendorId, email, reason: REASON }),
  removeVendorMember: ({ vendorMemberId }) => ({ vendorMemberId, reason: REASON }),
  // Staff.
  retryJob: ({ jobId }) => ({ jobId, reason: REASON }),
  appointStaff: () => ({ email: 'appointed@people.example', fullName: 'Alma Fictional', reason: REASON }),
  dismissStaff: ({ staffId: userId }) => ({ userId, reason: REASON }),
  endUserSessions: ({ buyerId: userId }) => ({ userId, reason: REASON }),
}

/** The arguments of fields that take no `input`. */
const ARGUMENTS: Readonly<Record<string, (ids: SideIds) => Variables>> = {
  'Query.searchClinicians': ({ organizationId }) => ({ organizationId, by: { npi: FULL_PHYSICIAN_NPI } }),
  'Query.lookupClinicians': ({ organizationId }) => ({ organizationId, criteria: [{ npi: FULL_PHYSICIAN_NPI }] }),
  'Query.bulkOperation': ({ bulkOperationId }) => ({ id: bulkOperationId }),
  'Query.clinician': ({ organizationId, clinicianId }) => ({ organizationId, id: clinicianId }),
  'Query.organization': ({ organizationId }) => ({ id: organizationId }),
  'Organization.accountTransaction': ({ organizationId, transactionId: id }) => ({ organizationId, id }),
  'Query.orderItem': ({ orderItemId }) => ({ id: orderItemId }),
  'Query.order': ({ organizationId, orderNumber }) => ({ organizationId, number: orderNumber }),
  'Query.monitoring': ({ monitoringId }) => ({ id: monitoringId }),
  'Query.monitoringNotice': ({ noticeId: id }) => ({ id }),
  'Query.discrepancy': ({ discrepancyId }) => ({ id: discrepancyId }),
  'Query.researchRequest': ({ researchRequestId }) => ({ id: researchRequestId }),
  'Query.vendor': ({ vendorId }) => ({ id: vendorId }),
  'Query.webhookEndpoint': ({ webhookEndpointId }) => ({ id: webhookEndpointId }),
  'Profile.changesSince': ({ orderItemId, documentNumber: profile }) => ({ orderItemId, profile }),
  'Profile.acceptedBy': ({ orderItemId }) => ({ orderItemId, accreditor: 'NCQA', decisionDate: '2026-12-01' }),
  // Whosever it is: what anybody may know of it is the same.
  'Query.verifyDocument': () => ({ documentNumber: 'PD-0000000001' }),
}

/** What to ask a field with, so that it is about the things of a side. */
export function variablesFor(path: string, ids: SideIds): Variables {
  const [typeName = '', fieldName = ''] = path.split('.')
  const own = ARGUMENTS[path]
  if (own !== undefined) return own(ids)
  if (typeName === 'Query' || typeName === 'Mutation') {
    const input = INPUTS[fieldName]
    return input === undefined ? {} : { input: input(ids) }
  }
  return { ...ids, id: ids.buyerId, day: '2026-01-01' }
}
