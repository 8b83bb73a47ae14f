import type { SideIds } from './authorization.side.js'
import { type CallerName, type MatrixRow, readTable } from './authorization.table.js'

/*
 * Who gets what of which field: a cell says it for the caller's own organization's (or vendor's) thing, for a foreign one
 * and for one that does not exist; a field that names no thing has one letter. A is answered, I is let
 * through but refused for what it says, F is FORBIDDEN, M is missing (null or NOT_FOUND), U is UNAUTHENTICATED. A caller that can do nothing with a thing must not learn whether it is there:
 * foreign and unknown are the same for everybody but staff, to whom nothing is foreign.
 */
export const MATRIX: readonly MatrixRow[] = readTable(`
                                     ANONYMOUS  VENDOR  BARE_KEY  BUYER  ADMINISTRATOR  VENDOR_MEMBER  STAFF

  Query.searchClinicians             UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.lookupClinicians             UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.bulkOperation                UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.clinician                    UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.previewOrder                 UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Query.order                        UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.researchRequest              UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.discrepancy                  UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.orderItem                    UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.monitoring                   UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.organization                 UUU        AMM     AMM       AMM    AMM            MMM            AAM
  Query.organizations                U          A       A         A      A              A              A
  Query.viewer                       U          A       A         A      A              A              A
  Query.backOffice                   U          F       F         F      F              F              A
  Query.softwareProviders            A          A       A         A      A              A              A
  Query.vendor                       UUU        AMM     AMM       MMM    MMM            AMM            AAM
  Query.webhookEndpoint              UUU        AMM     AMM       MMM    MMM            AMM            AAM
  Query.events                       U          A       A         F      F              F              F
  Query.monitoringNotice             UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.sources                      U          A       A         A      A              A              A
  Query.verifyDocument               A          A       A         A      A              A              A
  Query.accreditors                  U          A       A         A      A              A              A
  Query.rateLimit                    U          A       A         A      A              A              A

  Mutation.recordDeposit             UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.recordAdjustment          UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.createSubscriptionPackage U          F       F         F      F              F              A
  Mutation.withdrawSubscriptionPackage UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.createSubscription        UUU        FFF     FFF       FFF    FFF            FFF            IIM
  Mutation.recordSubscriptionPayment UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.transferBalance           UUU        FFF     FFF       FMM    AMM            MMM            AAM
  Mutation.placeOrder                UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.advanceTestClock          UUU        AMM     FFF       AMM    AMM            MMM            FFF
  Mutation.createSandboxOrganization UUU        FFF     FFF       MMM    MMM            AMM            FFF
  Mutation.resetSandboxOrganization  UUU        AMM     FFF       AMM    AMM            MMM            FFF
  Mutation.simulateClinicianChange   UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.deliverMonitoringNoticePdf UUU       AMM     FFF       AMM    FFF            FFF            AAM
  Mutation.createMonitoringLogLink   UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.discontinueMonitoring     UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.cancelOrder               UUU        FFF     FFF       FFF    FFF            FFF            IIM
  Mutation.refundOrder               UUU        FFF     FFF       FFF    FFF            FFF            IIM
  Mutation.addToCart                 UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.updateCartItem            UUU        MMM     FFF       MMM    FFF            FFF            FFF
  Mutation.removeFromCart            UUU        MMM     FFF       MMM    FFF            FFF            FFF
  Mutation.clearCart                 UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.checkOutCart              UUU        IMM     FFF       IMM    FFF            FFF            FFF
  Mutation.reappointAll              UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.setReappointmentPolicy    UUU        FFF     FFF       FMM    AMM            MMM            FFM
  Mutation.decideReappointments      UUU        FFF     FFF       FMM    FFF            FFF            FFF
  Mutation.requestResearch           UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.withdrawResearchRequest   UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.startResearch             UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.delayResearchRequest      UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.answerResearchRequest     UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.createUpload              UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.startClinicianLookup      UUU        AMM     FFF       MMM    FFF            FFF            FFF
  Mutation.orderRoster               UUU        AMM     FFF       MMM    FFF            FFF            FFF
  Mutation.confirmOrderRoster        UUU        IMM     FFF       IMM    FFF            FFF            FFF
  Mutation.cancelBulkOperation       UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.deliverProfilePdf         UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Mutation.deliverProfilePdfs        UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Mutation.revokeDelivery            UUU        AMM     FFF       MMM    AMM            MMM            AAM
  Mutation.createFhirLink            UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.createStatementLink       UUU        AMM     FFF       AMM    AMM            FFF            FFF
  Mutation.createReceiptLink         UUU        AMM     FFF       AMM    AMM            FFF            FFF
  Mutation.resendDailyReceipt        UUU        MMM     FFF       MMM    MMM            FFF            MMM
  Mutation.setReceiptRecipients      UUU        FFF     FFF       FMM    AMM            MMM            FFF
  Mutation.createPriceList           UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.endPriceList              UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.approveChangeRequest      UUU        FFF     FFF       MMM    AMM            MMM            FFM
  Mutation.rejectChangeRequest       UUU        FFF     FFF       MMM    AMM            MMM            AAM
  Mutation.inviteUsers               UUU        FFF     FFF       FMM    AMM            MMM            AAM
  Mutation.resendInvitation          UUU        FFF     FFF       MMM    AMM            MMM            AAM
  Mutation.cancelInvitation          UUU        FFF     FFF       MMM    AMM            MMM            AAM
  Mutation.acceptInvitation          I          I       I         I      I              I              I
  Mutation.changeUserRoles           UUU        FFF     FFF       FMM    AMM            MMM            AAM
  Mutation.removeUser                UUU        FFF     FFF       FMM    AMM            MMM            AAM
  Mutation.inquireOrganization       A          A       A         A      A              A              A
  Mutation.answerOrganizationInquiry UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.updateOrganization        UUU        FFF     FFF       FMM    AMM            MMM            AAM
  Mutation.requestOrganization       U          F       F         F      A              F              F
  Mutation.createOrganization        U          F       F         F      F              F              A
  Mutation.requestEmailChange        U          F       F         I      I              I              I
  Mutation.confirmEmailChange        I          I       I         I      I              I              I
  Mutation.beginOpenIdSignIn         I          I       I         I      I              I              I
  Mutation.completeOpenIdSignIn      I          I       I         I      I              I              I
  Mutation.unlinkOpenIdIdentity      U          F       F         I      I              I              I
  Mutation.requestPasswordReset      A          A       A         A      A              A              A
  Mutation.resetPassword             I          I       I         I      I              I              I
  Mutation.changePassword            U          F       F         I      I              I              I
  Mutation.signIn                    I          I       I         I      I              I              I
  Mutation.refreshSession            I          I       I         I      I              I              I
  Mutation.signOut                   UUU        FFF     FFF       AMM    MMM            MMM            MMM
  Mutation.reportDiscrepancy         UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.replyToDiscrepancy        UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.withdrawDiscrepancy       UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.deliverCorrectedProfile   UUU        IMM     FFF       IMM    FFF            FFF            IIM
  Mutation.takeDiscrepancy           UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.noteDiscrepancy           UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.askAboutDiscrepancy       UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.delayDiscrepancy          UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.decideDiscrepancy         UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.endSession                UUU        FFF     FFF       AMM    MMM            MMM            MMM
  Mutation.retryJob                  UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.appointStaff              U          F       F         F      F              F              A
  Mutation.dismissStaff              UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.endUserSessions           UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.createApiKey              UUU        FFF     FFF       MMM    MMM            AMM            FFF
  Mutation.updateApiKey              UUU        FFF     FFF       MMM    MMM            AMM            FFF
  Mutation.rotateApiKey              UUU        FFF     FFF       MMM    MMM            AMM            FFF
  Mutation.revokeApiKey              UUU        FFF     FFF       MMM    MMM            AMM            AAM
  Mutation.createWebhookEndpoint     UUU        AMM     AMM       MMM    MMM            AMM            FFF
  Mutation.updateWebhookEndpoint     UUU        AMM     AMM       MMM    MMM            AMM            FFF
  Mutation.rotateWebhookSecret       UUU        AMM     AMM       MMM    MMM            AMM            FFF
  Mutation.sendTestWebhook           UUU        AMM     AMM       MMM    MMM            AMM            FFF
  Mutation.replayWebhook             UUU        AMM     AMM       MMM    MMM            AMM            FFF
  Mutation.replayWebhooks            UUU        AMM     AMM       MMM    MMM            AMM            FFF
  Mutation.disableWebhookEndpoint    UUU        AMM     AMM       MMM    MMM            AMM            FFF
  Mutation.enableWebhookEndpoint     UUU        AMM     AMM       MMM    MMM            AMM            FFF
  Mutation.requestIntegration        UUU        FFF     FFF       FMM    IMM            MMM            FFF
  Mutation.approveIntegrationRequest UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.rejectIntegrationRequest  UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.grantIntegration          UUU        FFF     FFF       FMM    AMM            MMM            FFF
  Mutation.changeGrant               UUU        FFF     FFF       FMM    AMM            MMM            FFF
  Mutation.revokeGrant               UUU        FFF     FFF       FMM    AMM            MMM            FFF
  Mutation.createVendor              U          F       F         F      F              F              A
  Mutation.updateVendor              UUU        FFF     FFF       MMM    MMM            AMM            AAM
  Mutation.approveVendorForLive      UUU        FFF     FFF       FFF    FFF            FFF            IIM
  Mutation.suspendVendor             UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.reinstateVendor           UUU        FFF     FFF       FFF    FFF            FFF            IIM
  Mutation.decideMatchLead           UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.addVendorMember           UUU        FFF     FFF       MMM    MMM            AMM            AAM
  Mutation.removeVendorMember        UUU        FFF     FFF       MMM    MMM            AMM            AAM

  Organization.events                UUU        AMM     AMM       AMM    AMM            MMM            AAM
  Organization.monitoringNotices     UUU        AMM     FMM       AMM    FMM            MMM            AAM
  Organization.monitoringLog         UUU        AMM     FMM       AMM    FMM            MMM            AAM
  Organization.phone                 UUU        AMM     AMM       AMM    AMM            MMM            AAM
  Organization.accountActivity       UUU        AMM     FMM       AMM    AMM            MMM            AAM
  Organization.accountTransaction    UUU        AMM     FMM       AMM    AMM            MMM            AAM
  Organization.account               UUU        AMM     FMM       AMM    AMM            MMM            AAM
  Organization.orders                UUU        AMM     FMM       AMM    FMM            MMM            AAM
  Organization.monitorings           UUU        AMM     FMM       AMM    FMM            MMM            AAM
  Organization.profileManager        UUU        AMM     FMM       AMM    FMM            MMM            AAM
  Organization.cart                  UUU        AMM     FMM       AMM    FMM            MMM            FFM
  Organization.reappointmentPolicy   UUU        AMM     FMM       AMM    AMM            MMM            AAM
  Organization.reappointmentsDue     UUU        AMM     FMM       AMM    FMM            MMM            AAM
  Organization.reappointmentDecisions UUU       AMM     FMM       AMM    AMM            MMM            AAM
  Organization.researchRequests      UUU        AMM     FMM       AMM    FMM            MMM            AAM
  Organization.discrepancies         UUU        AMM     FMM       AMM    FMM            MMM            AAM
  Organization.bulkOperations        UUU        AMM     FMM       AMM    FMM            MMM            AAM
  Organization.deliveries            UUU        AMM     FMM       AMM    AMM            MMM            AAM
  Organization.auditEvents           UUU        FMM     FMM       FMM    AMM            MMM            FFM
  Organization.address               UUU        AMM     AMM       AMM    AMM            MMM            AAM
  Organization.viewerRoles           UUU        AMM     AMM       AMM    AMM            MMM            AAM
  Organization.advisories            UUU        AMM     AMM       AMM    AMM            MMM            AAM
  Organization.changeRequests        UUU        FMM     FMM       FMM    AMM            MMM            FFM
  Organization.users                 UUU        FMM     FMM       FMM    AMM            MMM            AAM
  Organization.invitations           UUU        FMM     FMM       FMM    AMM            MMM            AAM
  Organization.dailyReceipts         UUU        AMM     FMM       AMM    AMM            MMM            AAM
  Organization.dailyReceipt          UUU        AMM     FMM       AMM    AMM            MMM            AAM
  Organization.receiptRecipients     UUU        FMM     FMM       FMM    AMM            MMM            AAM
  Organization.integrationRequests   UUU        FMM     FMM       FMM    AMM            MMM            AAM
  Organization.grants                UUU        AMM     AMM       FMM    AMM            MMM            AAM
  Order.transactions                 UUU        AMM     FFF       AMM    FFF            FFF            AAM
  OrderItem.clinician                UUU        AMM     FFF       AMM    FFF            FFF            AAM
  OrderItem.openDiscrepancies        UUU        AMM     FFF       AMM    FFF            FFF            AAM
  OrderItem.profile                  UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Profile.changesSince               UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Profile.acceptedBy                 UUU        AMM     FFF       AMM    FFF            FFF            AAM

  Vendor.apiKeys                     UUU        AMM     AMM       MMM    MMM            AMM            AAM
  Vendor.members                     UUU        FMM     FMM       MMM    MMM            AMM            AAM
  Vendor.activeGrants                UUU        AMM     AMM       MMM    MMM            AMM            AAM
  Vendor.webhookEndpoints            UUU        AMM     AMM       MMM    MMM            AMM            AAM
  WebhookEndpoint.deliveries         UUU        AMM     AMM       MMM    MMM            AMM            AAM
  Viewer.organizationRequests        U          A       A         A      A              A              A
  Viewer.user                        U          A       A         A      A              A              A
  Viewer.sessions                    U          A       A         A      A              A              A
  Viewer.openIdIdentities            U          A       A         A      A              A              A
  Viewer.vendors                     U          A       A         A      A              A              A

  BackOffice.cardRefunds             U          F       F         F      F              F              A
  BackOffice.deposits                U          F       F         F      F              F              A
  BackOffice.subscriptionPackages    U          F       F         F      F              F              A
  BackOffice.deliveries              U          F       F         F      F              F              A
  BackOffice.discrepancies           U          F       F         F      F              F              A
  BackOffice.researchRequests        U          F       F         F      F              F              A
  BackOffice.monitorings             U          F       F         F      F              F              A
  BackOffice.priceLists              U          F       F         F      F              F              A
  BackOffice.organizations           U          F       F         F      F              F              A
  BackOffice.changeRequests          U          F       F         F      F              F              A
  BackOffice.organizationInquiries   U          F       F         F      F              F              A
  BackOffice.sourceLoads             U          F       F         F      F              F              A
  BackOffice.sourceCoverage          U          F       F         F      F              F              A
  BackOffice.matchLeads              U          F       F         F      F              F              A
  BackOffice.auditEvents             U          F       F         F      F              F              A
  BackOffice.auditSeals              U          F       F         F      F              F              A
  BackOffice.staff                   U          F       F         F      F              F              A
  BackOffice.user                    U          F       F         F      F              F              A
  BackOffice.failedJobs              U          F       F         F      F              F              A
  BackOffice.jobQueues               U          F       F         F      F              F              A
  BackOffice.integrationRequests     U          F       F         F      F              F              A
  BackOffice.vendors                 U          F       F         F      F              F              A
`)

/** Fields that name two things: the own organization's with another's second thing is like one with none. */
export const MIXED: readonly (readonly [field: string, asked: keyof SideIds, from: keyof SideIds])[] = [
  ['Query.order', 'orderNumber', 'orderNumber'],
  ['Profile.changesSince', 'documentNumber', 'documentNumber'],
  ['Query.clinician', 'clinicianId', 'liveClinicianId'],
  ['Query.previewOrder', 'clinicianId', 'liveClinicianId'],
  ['Mutation.placeOrder', 'clinicianId', 'liveClinicianId'],
  ['Mutation.transferBalance', 'subscriptionId', 'subscriptionId'],
  ['Mutation.startClinicianLookup', 'uploadId', 'uploadId'],
  ['Mutation.orderRoster', 'orderUploadId', 'orderUploadId'],
  ['Mutation.deliverProfilePdfs', 'orderItemId', 'orderItemId'],
  ['Mutation.answerResearchRequest', 'clinicianId', 'liveClinicianId'],
  ['Mutation.replayWebhook', 'webhookEventId', 'webhookEventId'],
  ['Mutation.changeUserRoles', 'buyerId', 'buyerId'],
  ['Mutation.removeUser', 'buyerId', 'buyerId'],
  ['Mutation.grantIntegration', 'otherVendorId', 'proprietaryVendorId'],
]

/** Routes that are not GraphQL and ask for credentials: the statuses for own, foreign and unknown. */
export const ROUTES: Readonly<Record<string, Readonly<Record<CallerName, readonly number[]>>>> = {
  '/organizations/:organizationId/audit-events': {
    ANONYMOUS: [401, 401, 401],
    VENDOR: [403, 404, 404],
    BARE_KEY: [403, 404, 404],
    BUYER: [403, 404, 404],
    ADMINISTRATOR: [200, 404, 404],
    VENDOR_MEMBER: [404, 404, 404],
    STAFF: [403, 403, 404],
  },
}
