import { type MatrixRow, readTable } from './authorization.table.js'

/*
 * Who gets what of which field: a cell says it for the caller's own organization's (or vendor's) thing, for a foreign one
 * and for one that does not exist; a field that names no thing has one letter. A is answered, F is FORBIDDEN, M is missing
 * (null or NOT_FOUND), U is UNAUTHENTICATED. A caller that can do nothing with a thing must not learn whether it is there:
 * foreign and unknown are the same for everybody but staff, to whom nothing is foreign.
 */
export const MATRIX: readonly MatrixRow[] = readTable(`
                                     ANONYMOUS  VENDOR  BARE_KEY  BUYER  ADMINISTRATOR  VENDOR_MEMBER  STAFF

  Query.searchClinicians             UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.clinician                    UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.previewOrder                 UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Query.order                        UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.orderItem                    UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Query.organization                 UUU        AMM     AMM       AMM    AMM            MMM            AAM
  Query.organizations                U          A       A         A      A              A              A
  Query.viewer                       U          A       A         A      A              A              A
  Query.backOffice                   U          F       F         F      F              F              A
  Query.softwareProviders            A          A       A         A      A              A              A
  Query.vendor                       UUU        AMM     AMM       MMM    MMM            AMM            AAM

  Mutation.recordDeposit             UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.placeOrder                UUU        AMM     FFF       AMM    FFF            FFF            FFF
  Mutation.deliverProfilePdf         UUU        AMM     FFF       AMM    FFF            FFF            AAM
  Mutation.createPriceList           UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.endPriceList              UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.approveChangeRequest      UUU        FFF     FFF       FMM    AMM            MMM            FFM
  Mutation.rejectChangeRequest       UUU        FFF     FFF       FMM    AMM            MMM            FFM
  Mutation.inviteUsers               UUU        FFF     FFF       FMM    AMM            MMM            AAM
  Mutation.resendInvitation          UUU        FFF     FFF       FMM    AMM            MMM            AAM
  Mutation.cancelInvitation          UUU        FFF     FFF       FMM    AMM            MMM            AAM
  Mutation.acceptInvitation          A          A       A         A      A              A              A
  Mutation.changeUserRoles           UUU        FFF     FFF       FMM    AMM            MMM            AAM
  Mutation.removeUser                UUU        FFF     FFF       FMM    AMM            MMM            AAM
  Mutation.inquireOrganization       A          A       A         A      A              A              A
  Mutation.answerOrganizationInquiry UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.updateOrganization        UUU        FFF     FFF       FMM    AMM            MMM            AAM
  Mutation.requestOrganization       U          F       F         F      A              F              F
  Mutation.createOrganization        U          F       F         F      F              F              A
  Mutation.requestEmailChange        U          F       F         A      A              A              A
  Mutation.confirmEmailChange        A          A       A         A      A              A              A
  Mutation.beginOpenIdSignIn         A          A       A         A      A              A              A
  Mutation.completeOpenIdSignIn      A          A       A         A      A              A              A
  Mutation.requestPasswordReset      A          A       A         A      A              A              A
  Mutation.resetPassword             A          A       A         A      A              A              A
  Mutation.changePassword            U          F       F         A      A              A              A
  Mutation.signIn                    A          A       A         A      A              A              A
  Mutation.refreshSession            A          A       A         A      A              A              A
  Mutation.signOut                   UUU        FFF     FFF       AMM    MMM            MMM            MMM
  Mutation.endSession                UUU        FFF     FFF       AMM    MMM            MMM            MMM
  Mutation.retryJob                  UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.appointStaff              U          F       F         F      F              F              A
  Mutation.dismissStaff              UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.endUserSessions           UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.createApiKey              UUU        FFF     FFF       MMM    MMM            AMM            FFF
  Mutation.updateApiKey              UUU        FFF     FFF       MMM    MMM            AMM            FFF
  Mutation.rotateApiKey              UUU        FFF     FFF       MMM    MMM            AMM            FFF
  Mutation.revokeApiKey              UUU        FFF     FFF       MMM    MMM            AMM            AAM
  Mutation.requestIntegration        UUU        FFF     FFF       FMM    AMM            MMM            FFF
  Mutation.approveIntegrationRequest UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.rejectIntegrationRequest  UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.grantIntegration          UUU        FFF     FFF       FMM    AMM            MMM            FFF
  Mutation.changeGrant               UUU        FFF     FFF       FMM    AMM            MMM            FFF
  Mutation.revokeGrant               UUU        FFF     FFF       FMM    AMM            MMM            FFF
  Mutation.createVendor              U          F       F         F      F              F              A
  Mutation.updateVendor              UUU        FFF     FFF       MMM    MMM            AMM            AAM
  Mutation.approveVendorForLive      UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.suspendVendor             UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.reinstateVendor           UUU        FFF     FFF       FFF    FFF            FFF            AAM
  Mutation.addVendorMember           UUU        FFF     FFF       MMM    MMM            AMM            AAM
  Mutation.removeVendorMember        UUU        FFF     FFF       MMM    MMM            AMM            AAM

  Organization.phone                 UUU        AMM     AMM       AMM    AMM            MMM            AAM
  Organization.account               UUU        AMM     FMM       AMM    AMM            MMM            AAM
  Organization.orders                UUU        AMM     FMM       AMM    FMM            MMM            AAM
  Organization.auditEvents           UUU        FMM     FMM       FMM    AMM            MMM            FFM
  Organization.address               UUU        AMM     AMM       AMM    AMM            MMM            AAM
  Organization.viewerRoles           UUU        AMM     AMM       AMM    AMM            MMM            AAM
  Organization.advisories            UUU        AMM     AMM       AMM    AMM            MMM            AAM
  Organization.changeRequests        UUU        FMM     FMM       FMM    AMM            MMM            FFM
  Organization.users                 UUU        FMM     FMM       FMM    AMM            MMM            AAM
  Organization.invitations           UUU        FMM     FMM       FMM    AMM            MMM            AAM
  Organization.dailyReceipts         UUU        AMM     FMM       AMM    AMM            MMM            AAM
  Organization.dailyReceipt          UUU        AMM     FMM       AMM    AMM            MMM            AAM
  Organization.integrationRequests   UUU        FMM     FMM       FMM    AMM            MMM            AAM
  Organization.grants                UUU        AMM     AMM       FMM    AMM            MMM            AAM
  OrderItem.clinician                UUU        AMM     FFF       AMM    FFF            FFF            AAM
  OrderItem.profile                  UUU        AMM     FFF       AMM    FFF            FFF            AAM

  Vendor.apiKeys                     UUU        AMM     AMM       MMM    MMM            AMM            AAM
  Vendor.members                     UUU        FMM     FMM       MMM    MMM            AMM            AAM
  Vendor.activeGrants                UUU        AMM     AMM       MMM    MMM            AMM            AAM
  Viewer.organizationRequests        U          A       A         A      A              A              A
  Viewer.user                        U          A       A         A      A              A              A
  Viewer.sessions                    U          A       A         A      A              A              A
  Viewer.vendors                     U          A       A         A      A              A              A

  BackOffice.deposits                U          F       F         F      F              F              A
  BackOffice.priceLists              U          F       F         F      F              F              A
  BackOffice.organizations           U          F       F         F      F              F              A
  BackOffice.changeRequests          U          F       F         F      F              F              A
  BackOffice.organizationInquiries   U          F       F         F      F              F              A
  BackOffice.sourceLoads             U          F       F         F      F              F              A
  BackOffice.sourceCoverage          U          F       F         F      F              F              A
  BackOffice.auditEvents             U          F       F         F      F              F              A
  BackOffice.auditSeals              U          F       F         F      F              F              A
  BackOffice.staff                   U          F       F         F      F              F              A
  BackOffice.user                    U          F       F         F      F              F              A
  BackOffice.failedJobs              U          F       F         F      F              F              A
  BackOffice.jobQueues               U          F       F         F      F              F              A
  BackOffice.integrationRequests     U          F       F         F      F              F              A
  BackOffice.vendors                 U          F       F         F      F              F              A
`)

/** Plain facts of guarded types: whoever gets the object gets them. */
export const OPEN_FIELDS: ReadonlySet<string> = new Set([
  'Organization.id',
  'Organization.mode',
  'Organization.name',
  'Organization.timeZone',
  'Organization.createdAt',
  'Order.id',
  'Order.number',
  'Order.status',
  'Order.channel',
  'Order.placedBy',
  'Order.placedAt',
  'Order.paymentMethod',
  'Order.items',
  'Order.total',
  'OrderItem.id',
  'OrderItem.line',
  'OrderItem.product',
  'OrderItem.vendorReference',
  'OrderItem.unitPrice',
  'Vendor.id',
  'Vendor.name',
  'Vendor.kind',
  'Vendor.organizationId',
  'Vendor.createdAt',
  'Vendor.website',
  'Vendor.description',
  'Vendor.contactEmail',
  'Vendor.listed',
  'Vendor.liveApprovedAt',
  'Vendor.suspendedAt',
  'Vendor.suspensionReason',
  'Viewer.kind',
  'Viewer.id',
  'Viewer.name',
  'Viewer.mode',
  'Viewer.scopes',
  'Viewer.apiKeyId',
  'Viewer.sessionId',
])
