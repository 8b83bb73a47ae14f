import 'reflect-metadata'
import { type GraphQLSchema, isInputObjectType } from 'graphql'
import { buildSchemaSync, type ContainerType, type NonEmptyArray } from 'type-graphql'
import { AccountResolver, LedgerEntryResolver, OrganizationAccountResolver } from './accounts/account.resolver.js'
import { AdjustmentResolver } from './accounts/adjustment.resolver.js'
import { BackOfficeDepositsResolver, DepositResolver } from './accounts/deposit.resolver.js'
import {
  AccountSubscriptionsResolver,
  BackOfficePackagesResolver,
  SubscriptionPackageResolver,
  SubscriptionResolver,
} from './accounts/subscriptions/subscription.resolver.js'
import { AccountDocumentResolver } from './activity/account-document.resolver.js'
import {
  AccountActivityResolver,
  AccountTransactionResolver,
  OrderTransactionsResolver,
  OrganizationActivityResolver,
} from './activity/activity.resolver.js'
import { BulkFieldsResolver, BulkResolver, OrganizationBulkOperationsResolver } from './bulk/bulk.resolver.js'
import { ClinicianResolver } from './clinicians/clinician.resolver.js'
import { ClinicianLookupResolver } from './clinicians/clinician-lookup.resolver.js'
import { FhirResolver } from './fhir/fhir.resolver.js'
import { guardRootFields } from './graphql/access.guard.js'
import { boundLists } from './graphql/cost/list.bound.js'
import { RateLimitResolver } from './graphql/cost/rate-limit.resolver.js'
import { CardRefundResolver, OrderCardResolver } from './orders/card/order-card.resolver.js'
import { CartResolver, OrganizationCartResolver } from './orders/cart/cart.resolver.js'
import { OrderConnectionResolver, OrganizationOrdersResolver } from './orders/history/order-history.resolver.js'
import { OrderItemAnswersResolver } from './orders/history/order-item.answers.resolver.js'
import { ItemDeliveryResolver } from './orders/item-delivery.resolver.js'
import { OrderResolver } from './orders/order.resolver.js'
import { OrderDeskResolver, OrderRefundsResolver } from './orders/order-desk.resolver.js'
import { OrderFieldsResolver, OrderItemResolver } from './orders/order-item.resolver.js'
import { BackOfficePriceListsResolver, PriceListResolver } from './orders/price-list.resolver.js'
import { OrganizationProductsResolver } from './orders/product.resolver.js'
import {
  OrganizationProfileManagerResolver,
  OwnedClinicianConnectionResolver,
  OwnedClinicianFieldsResolver,
} from './orders/profile-manager/profile-manager.resolver.js'
import { OrganizationReappointmentsResolver } from './orders/reappointment/organization-reappointments.resolver.js'
import {
  ReappointmentDecisionFieldsResolver,
  ReappointmentDueFieldsResolver,
  ReappointmentPolicyFieldsResolver,
  ReappointmentResolver,
} from './orders/reappointment/reappointment.resolver.js'
import { BulkOperationRosterResolver, OrderRosterResolver } from './orders/roster/order-roster.resolver.js'
import { ChangeRequestFieldsResolver, ChangeRequestResolver } from './organizations/change-request.resolver.js'
import { InvitationResolver } from './organizations/invitation.resolver.js'
import { MembershipResolver } from './organizations/membership.resolver.js'
import { AuditEventResolver, OrganizationAuditResolver } from './organizations/organization.audit.resolver.js'
import { OrganizationBackOfficeResolver } from './organizations/organization.back-office.resolver.js'
import { OrganizationResolver } from './organizations/organization.resolver.js'
import { OrganizationFieldsResolver } from './organizations/organization-fields.resolver.js'
import { OrganizationInquiryResolver } from './organizations/organization-inquiry.resolver.js'
import { OrganizationManagerResolver } from './organizations/organization-manager.resolver.js'
import { InvitationFieldsResolver, OrganizationPeopleResolver } from './organizations/organization-people.resolver.js'
import { TestClockResolver } from './organizations/test-clock.resolver.js'
import { ViewerOrganizationsResolver } from './organizations/viewer-organizations.resolver.js'
import {
  BackOfficeCardRefundFieldsResolver,
  BackOfficeCardRefundsResolver,
} from './payments/card-refund.back-office.resolver.js'
import { EmailChangeResolver } from './people/email-change.resolver.js'
import { OpenIdResolver } from './people/openid.resolver.js'
import { OpenIdIdentityResolver } from './people/openid-identity.resolver.js'
import { PasswordResolver } from './people/password.resolver.js'
import { SessionFieldsResolver, SessionResolver, ViewerSessionsResolver } from './people/session.resolver.js'
import { ViewerResolver } from './people/viewer.resolver.js'
import { AccreditorResolver } from './profiles/accreditation/accreditor.resolver.js'
import { ClinicianElementResolver } from './profiles/clinician-element.resolver.js'
import {
  DeliveriesBackOfficeResolver,
  OrganizationDeliveriesResolver,
  ProfileDeliveryFieldsResolver,
  RevokeDeliveryResolver,
} from './profiles/delivery/profile-delivery.resolver.js'
import { ProfileResolver } from './profiles/profile.resolver.js'
import { DocumentVerificationResolver } from './profiles/verification/document-verification.resolver.js'
import { DailyReceiptResolver, OrganizationDailyReceiptResolver } from './receipts/daily-receipt.resolver.js'
import { DailyReceiptCopyResolver } from './receipts/daily-receipt-copy.resolver.js'
import { ReceiptRecipientResolver } from './receipts/receipt-recipient.resolver.js'
import { ResearchDeskResolver } from './research/research-desk.resolver.js'
import { BackOfficeResearchResolver, OrganizationResearchRequestsResolver } from './research/research-lists.resolver.js'
import {
  ClinicianResearchResolver,
  KnownOfClinicianResolver,
  ResearchRequestFieldsResolver,
  ResearchRequestResolver,
} from './research/research-request.resolver.js'
import { SandboxChangeResolver } from './sandbox/sandbox.change.resolver.js'
import { SandboxOrganizationResolver } from './sandbox/sandbox-organization.resolver.js'
import { AFTER_PURCHASE_RESOLVERS } from './schema.after-purchase.js'
import { BackOfficeMatchLeadsResolver, MatchLeadResolver } from './sources/leie/match-lead.resolver.js'
import { BackOfficeSourcesResolver } from './sources/source.resolver.js'
import { SourceOverviewResolver } from './sources/source-overview.resolver.js'
import { AuditBackOfficeResolver } from './staff/audit.back-office.resolver.js'
import { BackOfficePeopleResolver, BackOfficeUserResolver } from './staff/back-office.people.resolver.js'
import { BackOfficeResolver } from './staff/back-office.resolver.js'
import { BackOfficeJobsResolver } from './staff/job.resolver.js'
import { StaffResolver } from './staff/staff.resolver.js'
import { UploadResolver } from './uploads/upload.resolver.js'
import { ApiKeyResolver } from './vendors/api-key.resolver.js'
import {
  IntegrationRequestResolver,
  IntegrationRequestsBackOfficeResolver,
  OrganizationIntegrationRequestsResolver,
} from './vendors/integration-request.resolver.js'
import { VendorResolver, VendorsBackOfficeResolver, ViewerVendorsResolver } from './vendors/vendor.resolver.js'
import { OrganizationGrantsResolver, VendorGrantResolver } from './vendors/vendor-grant.resolver.js'
import { VendorManagerResolver } from './vendors/vendor-manager.resolver.js'
import { EventResolver, OrganizationEventsResolver } from './webhooks/event.resolver.js'
import {
  WebhookAttemptResolver,
  WebhookDeliveryResolver,
  WebhookLogResolver,
} from './webhooks/webhook-delivery.resolver.js'
import { VendorWebhooksResolver, WebhookEndpointResolver } from './webhooks/webhook-endpoint.resolver.js'

/** Inputs of which exactly one field must be given; type-graphql has no word for it. */
const ONE_OF_INPUTS = ['ClinicianCriterion']

const RESOLVERS: NonEmptyArray<new (...services: never[]) => object> = [
  ViewerResolver,
  RateLimitResolver,
  ViewerSessionsResolver,
  SessionResolver,
  SessionFieldsResolver,
  PasswordResolver,
  EmailChangeResolver,
  OpenIdResolver,
  OpenIdIdentityResolver,
  OrganizationResolver,
  OrganizationFieldsResolver,
  OrganizationPeopleResolver,
  OrganizationManagerResolver,
  OrganizationInquiryResolver,
  OrganizationBackOfficeResolver,
  MembershipResolver,
  InvitationResolver,
  InvitationFieldsResolver,
  ChangeRequestResolver,
  ChangeRequestFieldsResolver,
  ViewerOrganizationsResolver,
  OrganizationAccountResolver,
  AccountResolver,
  LedgerEntryResolver,
  ClinicianResolver,
  ClinicianElementResolver,
  SourceOverviewResolver,
  ClinicianLookupResolver,
  UploadResolver,
  BulkResolver,
  OrganizationBulkOperationsResolver,
  BulkFieldsResolver,
  BulkOperationRosterResolver,
  OrderRosterResolver,
  ResearchRequestResolver,
  ResearchRequestFieldsResolver,
  KnownOfClinicianResolver,
  ClinicianResearchResolver,
  OrganizationResearchRequestsResolver,
  BackOfficeResearchResolver,
  ResearchDeskResolver,
  OrderResolver,
  OrganizationOrdersResolver,
  OrderConnectionResolver,
  OrderItemAnswersResolver,
  OrganizationProfileManagerResolver,
  OwnedClinicianConnectionResolver,
  OwnedClinicianFieldsResolver,
  OrderCardResolver,
  CardRefundResolver,
  BackOfficeCardRefundsResolver,
  BackOfficeCardRefundFieldsResolver,
  OrderFieldsResolver,
  OrderDeskResolver,
  OrderRefundsResolver,
  OrganizationProductsResolver,
  OrderItemResolver,
  CartResolver,
  OrganizationCartResolver,
  ReappointmentResolver,
  OrganizationReappointmentsResolver,
  ReappointmentPolicyFieldsResolver,
  ReappointmentDueFieldsResolver,
  ReappointmentDecisionFieldsResolver,
  ItemDeliveryResolver,
  RevokeDeliveryResolver,
  OrganizationDeliveriesResolver,
  DeliveriesBackOfficeResolver,
  ProfileDeliveryFieldsResolver,
  ProfileResolver,
  AccreditorResolver,
  DocumentVerificationResolver,
  FhirResolver,
  OrganizationActivityResolver,
  OrderTransactionsResolver,
  AccountActivityResolver,
  AccountTransactionResolver,
  AccountDocumentResolver,
  OrganizationDailyReceiptResolver,
  DailyReceiptResolver,
  DailyReceiptCopyResolver,
  ReceiptRecipientResolver,
  OrganizationAuditResolver,
  AuditEventResolver,
  AuditBackOfficeResolver,
  BackOfficeResolver,
  PriceListResolver,
  BackOfficePriceListsResolver,
  AdjustmentResolver,
  SubscriptionResolver,
  SubscriptionPackageResolver,
  AccountSubscriptionsResolver,
  BackOfficePackagesResolver,
  DepositResolver,
  BackOfficeDepositsResolver,
  BackOfficeJobsResolver,
  BackOfficeMatchLeadsResolver,
  MatchLeadResolver,
  BackOfficeSourcesResolver,
  StaffResolver,
  BackOfficePeopleResolver,
  BackOfficeUserResolver,
  VendorResolver,
  ViewerVendorsResolver,
  VendorsBackOfficeResolver,
  VendorManagerResolver,
  ApiKeyResolver,
  VendorGrantResolver,
  OrganizationGrantsResolver,
  IntegrationRequestResolver,
  OrganizationIntegrationRequestsResolver,
  IntegrationRequestsBackOfficeResolver,
  WebhookEndpointResolver,
  VendorWebhooksResolver,
  TestClockResolver,
  SandboxOrganizationResolver,
  SandboxChangeResolver,
  EventResolver,
  OrganizationEventsResolver,
  WebhookLogResolver,
  WebhookDeliveryResolver,
  WebhookAttemptResolver,
  ...AFTER_PURCHASE_RESOLVERS,
]

/** The schema. `resolvers` gives the instances, made by the composition root; without it the schema can only be printed. */
export function buildGatewaySchema(resolvers?: ContainerType): GraphQLSchema {
  const schema = buildSchemaSync({
    // Their constructors take services, which `resolvers` knows; type-graphql's type foresees none.
    resolvers: RESOLVERS as unknown as NonEmptyArray<new () => object>,
    ...(resolvers !== undefined && { container: resolvers }),
    validate: false,
  })
  for (const name of ONE_OF_INPUTS) {
    const type = schema.getType(name)
    if (isInputObjectType(type)) type.isOneOf = true
  }
  guardRootFields(schema)
  boundLists(schema)
  return schema
}
