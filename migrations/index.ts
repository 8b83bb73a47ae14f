import { Organizations1763830001000 } from './1763830001000-organizations.js'
import { Vendors1763830002000 } from './1763830002000-vendors.js'
import { Accounts1763830003000 } from './1763830003000-accounts.js'
import { Clinicians1763830004000 } from './1763830004000-clinicians.js'
import { Profiles1763830005000 } from './1763830005000-profiles.js'
import { Orders1763830006000 } from './1763830006000-orders.js'
import { MailAndAudit1763830007000 } from './1763830007000-mail-and-audit.js'
import { Access1763916001000 } from './1763916001000-access.js'
import { Sessions1763916002000 } from './1763916002000-sessions.js'
import { AccountLinks1763916003000 } from './1763916003000-account-links.js'
import { OrganizationManager1763916004000 } from './1763916004000-organization-manager.js'
import { VendorManager1763916005000 } from './1763916005000-vendor-manager.js'
import { BackOffice1763916006000 } from './1763916006000-back-office.js'
import { AuditSeals1763916007000 } from './1763916007000-audit-seals.js'
import { SourceLoads1764000001000 } from './1764000001000-source-loads.js'
import { DirectoryChanges1764000002000 } from './1764000002000-directory-changes.js'
import { DeactivatedNpis1764000003000 } from './1764000003000-deactivated-npis.js'
import { Exclusions1764000004000 } from './1764000004000-exclusions.js'
import { Taxonomy1764000005000 } from './1764000005000-taxonomy.js'
import { BulkOperations1764000006000 } from './1764000006000-bulk-operations.js'
import { ResearchRequests1764000007000 } from './1764000007000-research-requests.js'
import { Search1764000008000 } from './1764000008000-search.js'
import { ProfilePdfs1765000002000 } from './1765000002000-profile-pdfs.js'
import { SigningCertificates1765000003000 } from './1765000003000-signing-certificates.js'
import { Deliveries1765000004000 } from './1765000004000-deliveries.js'
import { Webhooks1765000005000 } from './1765000005000-webhooks.js'
import { FhirDeliveries1765000006000 } from './1765000006000-fhir-deliveries.js'
import { DoubleEntry1766000001000 } from './1766000001000-double-entry.js'
import { Subscriptions1766000002000 } from './1766000002000-subscriptions.js'
import { Orders1766000003000 } from './1766000003000-orders.js'
import { CardPayments1766000004000 } from './1766000004000-card-payments.js'
import { CartAndReappointment1766000005000 } from './1766000005000-cart-and-reappointment.js'
import { History1766000006000 } from './1766000006000-history.js'
import { Activity1766000007000 } from './1766000007000-activity.js'
import { Receipts1766000008000 } from './1766000008000-receipts.js'
import { OrderRosters1766000009000 } from './1766000009000-order-rosters.js'
import { OrganizationClocks1766100001000 } from './1766100001000-organization-clocks.js'
import { Monitoring1766100002000 } from './1766100002000-monitoring.js'
import { MonitoringNotices1766100003000 } from './1766100003000-monitoring-notices.js'
import { MonitoringAttestations1766100004000 } from './1766100004000-monitoring-attestations.js'
import { Discrepancies1766100005000 } from './1766100005000-discrepancies.js'
import { EventFeed1766100006000 } from './1766100006000-event-feed.js'
import { MonitoringMends1766200001000 } from './1766200001000-monitoring-mends.js'
import { Sandbox1766300000000 } from './1766300000000-sandbox.js'
import { CostBuckets1766300001000 } from './1766300001000-cost-buckets.js'
import { PersistedQueries1766300002000 } from './1766300002000-persisted-queries.js'
import { LedgerChecks1766300003000 } from './1766300003000-ledger-checks.js'
import { Partitions1766300004000 } from './1766300004000-partitions.js'

/** Every step from an empty database to the present one, in order; a released one is never changed. */
export const MIGRATIONS = [
  Organizations1763830001000,
  Vendors1763830002000,
  Accounts1763830003000,
  Clinicians1763830004000,
  Profiles1763830005000,
  Orders1763830006000,
  MailAndAudit1763830007000,
  Access1763916001000,
  Sessions1763916002000,
  AccountLinks1763916003000,
  OrganizationManager1763916004000,
  VendorManager1763916005000,
  BackOffice1763916006000,
  AuditSeals1763916007000,
  SourceLoads1764000001000,
  DirectoryChanges1764000002000,
  DeactivatedNpis1764000003000,
  Exclusions1764000004000,
  Taxonomy1764000005000,
  BulkOperations1764000006000,
  ResearchRequests1764000007000,
  Search1764000008000,
  ProfilePdfs1765000002000,
  SigningCertificates1765000003000,
  Deliveries1765000004000,
  Webhooks1765000005000,
  FhirDeliveries1765000006000,
  DoubleEntry1766000001000,
  Subscriptions1766000002000,
  Orders1766000003000,
  CardPayments1766000004000,
  CartAndReappointment1766000005000,
  History1766000006000,
  Activity1766000007000,
  Receipts1766000008000,
  OrderRosters1766000009000,
  OrganizationClocks1766100001000,
  Monitoring1766100002000,
  MonitoringNotices1766100003000,
  MonitoringAttestations1766100004000,
  Discrepancies1766100005000,
  EventFeed1766100006000,
  MonitoringMends1766200001000,
  Sandbox1766300000000,
  CostBuckets1766300001000,
  PersistedQueries1766300002000,
  LedgerChecks1766300003000,
  Partitions1766300004000,
]
