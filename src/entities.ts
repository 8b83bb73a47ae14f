import 'reflect-metadata'
import { Account } from './accounts/account.entity.js'
import { Adjustment } from './accounts/adjustment.entity.js'
import { Deposit } from './accounts/deposit.entity.js'
import { LedgerCheck } from './accounts/ledger-check.entity.js'
import { LedgerEntry } from './accounts/ledger-entry.entity.js'
import { LedgerPosting } from './accounts/ledger-posting.entity.js'
import { LedgerTransaction } from './accounts/ledger-transaction.entity.js'
import { AllowanceUse } from './accounts/subscriptions/allowance-use.entity.js'
import { Subscription } from './accounts/subscriptions/subscription.entity.js'
import { SubscriptionPackage } from './accounts/subscriptions/subscription-package.entity.js'
import { SubscriptionPayment } from './accounts/subscriptions/subscription-payment.entity.js'
import { AuditEvent } from './audit/audit-event.entity.js'
import { AuditRetirement } from './audit/audit-retirement.entity.js'
import { AuditSeal } from './audit/audit-seal.entity.js'
import { BulkOperation } from './bulk/bulk-operation.entity.js'
import { Clinician } from './clinicians/clinician.entity.js'
import { ClinicianChange } from './clinicians/clinician-change.entity.js'
import { ClinicianFact } from './clinicians/clinician-fact.entity.js'
import { ClinicianName } from './clinicians/clinician-name.entity.js'
import { DeactivatedNpi } from './clinicians/deactivated-npi.entity.js'
import { TaxonomyCode } from './clinicians/taxonomy-code.entity.js'
import { DirectoryMark } from './db/directory-mark.entity.js'
import { Discrepancy } from './discrepancies/discrepancy.entity.js'
import { DiscrepancyEvent } from './discrepancies/discrepancy-event.entity.js'
import { DiscrepancyEvidence } from './discrepancies/discrepancy-evidence.entity.js'
import { DiscrepancyTelling } from './discrepancies/discrepancy-telling.entity.js'
import { StoredFile } from './files/stored-file.entity.js'
import { StoredFileChunk } from './files/stored-file-chunk.entity.js'
import { PersistedQuery } from './http/persisted-query.entity.js'
import { CostBucket } from './limits/cost-bucket.entity.js'
import { RateLimitCount } from './limits/rate-limit.entity.js'
import { Email } from './mail/email.entity.js'
import { MonitoringAttestation } from './monitoring/monitoring-attestation.entity.js'
import { MonitoringNotice } from './monitoring/notices/monitoring-notice.entity.js'
import { MonitoringWatermark } from './monitoring/notices/monitoring-watermark.entity.js'
import { SourceState } from './monitoring/source-state.entity.js'
import { Cart } from './orders/cart/cart.entity.js'
import { CartItem } from './orders/cart/cart-item.entity.js'
import { Monitoring } from './orders/monitoring/monitoring.entity.js'
import { Order } from './orders/order.entity.js'
import { OrderAwaitingReceipt } from './orders/order-awaiting-receipt.entity.js'
import { OrderItem } from './orders/order-item.entity.js'
import { OrderRefund } from './orders/order-refund.entity.js'
import { Price, PriceList } from './orders/price-list.entity.js'
import { PriceQuote } from './orders/price-quote.entity.js'
import { ReappointmentDecision } from './orders/reappointment/reappointment-decision.entity.js'
import { ReappointmentPolicy } from './orders/reappointment/reappointment-policy.entity.js'
import { OrderRosterOrder, OrderRosterPurchase } from './orders/roster/order-roster-purchase.entity.js'
import { OrderRosterRow } from './orders/roster/order-roster-row.entity.js'
import { ChangeRequest } from './organizations/change-request.entity.js'
import { Invitation } from './organizations/invitation.entity.js'
import { Membership } from './organizations/membership.entity.js'
import { Organization } from './organizations/organization.entity.js'
import { OrganizationInquiry } from './organizations/organization-inquiry.entity.js'
import { CardPayment } from './payments/card-payment.entity.js'
import { CardRefund } from './payments/card-refund.entity.js'
import { TestCardCharge } from './payments/test-card-charge.entity.js'
import { OneTimeLink } from './people/one-time-link.entity.js'
import { OpenIdIdentity } from './people/openid-identity.entity.js'
import { OpenIdSignIn } from './people/openid-sign-in.entity.js'
import { PasswordResetRequest } from './people/password-reset-request.entity.js'
import { RefreshToken } from './people/refresh-token.entity.js'
import { Session } from './people/session.entity.js'
import { SigningKey } from './people/signing-key.entity.js'
import { User } from './people/user.entity.js'
import { ProfileDelivery } from './profiles/delivery/profile-delivery.entity.js'
import { ProfileDeliveryDocument } from './profiles/delivery/profile-delivery-document.entity.js'
import { ProfileDownload } from './profiles/delivery/profile-download.entity.js'
import { IssuedDocument } from './profiles/issued-document.entity.js'
import { ProfileSnapshot } from './profiles/profile-snapshot.entity.js'
import { ProfilePdf } from './profiles/rendering/profile-pdf.entity.js'
import { SigningCertificate } from './profiles/signing/signing-certificate.entity.js'
import { WithdrawnDocument } from './profiles/withdrawn-document.entity.js'
import { DailyReceipt } from './receipts/daily-receipt.entity.js'
import { DailyReceiptCopy } from './receipts/daily-receipt-copy.entity.js'
import { DailyReceiptFile } from './receipts/daily-receipt-file.entity.js'
import { ReceiptRecipient } from './receipts/receipt-recipient.entity.js'
import { ResearchRequest } from './research/research-request.entity.js'
import { ResearchRequestEvent } from './research/research-request-event.entity.js'
import { SandboxChange, SandboxOrganization, SandboxReset } from './sandbox/sandbox.entities.js'
import { Exclusion } from './sources/leie/exclusion.entity.js'
import { MatchLead } from './sources/leie/match-lead.entity.js'
import { SourceCoverage } from './sources/source-coverage.entity.js'
import { SourceLoad } from './sources/source-load.entity.js'
import { SourceRecord } from './sources/source-record.entity.js'
import { Upload } from './uploads/upload.entity.js'
import { ApiKey } from './vendors/api-key.entity.js'
import { IntegrationRequest } from './vendors/integration-request.entity.js'
import { SandboxTwin } from './vendors/sandbox-twin.entity.js'
import { Vendor } from './vendors/vendor.entity.js'
import { VendorGrant } from './vendors/vendor-grant.entity.js'
import { VendorMember } from './vendors/vendor-member.entity.js'
import { EventFeed } from './webhooks/event-feed.entity.js'
import { WebhookAttempt } from './webhooks/webhook-attempt.entity.js'
import { WebhookDelivery } from './webhooks/webhook-delivery.entity.js'
import { WebhookEndpoint } from './webhooks/webhook-endpoint.entity.js'
import { WebhookEvent } from './webhooks/webhook-event.entity.js'

/** Every table that is ours, for TypeORM: the schema check compares them with what the migrations made. */
export const ENTITIES = [
  Account,
  ApiKey,
  AuditEvent,
  AuditRetirement,
  AuditSeal,
  BulkOperation,
  CardPayment,
  CardRefund,
  Cart,
  CartItem,
  ChangeRequest,
  Clinician,
  ClinicianChange,
  ClinicianFact,
  ClinicianName,
  CostBucket,
  DailyReceipt,
  DailyReceiptCopy,
  DailyReceiptFile,
  DeactivatedNpi,
  Deposit,
  DirectoryMark,
  Discrepancy,
  DiscrepancyEvent,
  DiscrepancyEvidence,
  DiscrepancyTelling,
  Email,
  EventFeed,
  Exclusion,
  Invitation,
  IssuedDocument,
  LedgerCheck,
  LedgerEntry,
  LedgerPosting,
  LedgerTransaction,
  Adjustment,
  AllowanceUse,
  Subscription,
  SubscriptionPackage,
  SubscriptionPayment,
  MatchLead,
  Membership,
  Monitoring,
  MonitoringAttestation,
  MonitoringNotice,
  MonitoringWatermark,
  SourceState,
  OneTimeLink,
  OpenIdIdentity,
  OpenIdSignIn,
  Order,
  OrderAwaitingReceipt,
  OrderItem,
  OrderRefund,
  OrderRosterOrder,
  OrderRosterPurchase,
  OrderRosterRow,
  Organization,
  OrganizationInquiry,
  PasswordResetRequest,
  PersistedQuery,
  Price,
  PriceList,
  PriceQuote,
  ProfileDelivery,
  ProfileDeliveryDocument,
  ProfileDownload,
  ProfilePdf,
  ProfileSnapshot,
  RateLimitCount,
  ReappointmentDecision,
  ReappointmentPolicy,
  ReceiptRecipient,
  RefreshToken,
  ResearchRequest,
  ResearchRequestEvent,
  Session,
  SigningCertificate,
  SigningKey,
  SourceCoverage,
  SourceLoad,
  SourceRecord,
  StoredFile,
  StoredFileChunk,
  TaxonomyCode,
  TestCardCharge,
  Upload,
  User,
  IntegrationRequest,
  SandboxChange,
  SandboxOrganization,
  SandboxReset,
  SandboxTwin,
  Vendor,
  VendorGrant,
  VendorMember,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEvent,
  WithdrawnDocument,
]
