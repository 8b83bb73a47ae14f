import {
  OrderItemDiscrepanciesResolver,
  OwnedClinicianDiscrepanciesResolver,
} from './discrepancies/discrepancies-of-profile.resolver.js'
import { DiscrepancyResolver } from './discrepancies/discrepancy.resolver.js'
import { DiscrepancyDeskResolver } from './discrepancies/discrepancy-desk.resolver.js'
import { DiscrepancyEvidenceResolver, DiscrepancyFieldsResolver } from './discrepancies/discrepancy-fields.resolver.js'
import {
  BackOfficeDiscrepanciesResolver,
  OrganizationDiscrepanciesResolver,
} from './discrepancies/discrepancy-lists.resolver.js'
import {
  MonitoringLogLinkResolver,
  OrganizationMonitoringLogResolver,
} from './monitoring/log/monitoring-log.resolver.js'
import { OrderItemMonitoringResolver, OwnedClinicianMonitoringResolver } from './monitoring/monitored.resolver.js'
import { MonitoringFieldsResolver, MonitoringResolver } from './monitoring/monitoring.resolver.js'
import { MonitoringAttestationsResolver } from './monitoring/monitoring-attestation.resolver.js'
import {
  BackOfficeMonitoringsResolver,
  OrganizationMonitoringsResolver,
} from './monitoring/monitoring-lists.resolver.js'
import {
  MonitoringNoticeResolver,
  MonitoringNoticesResolver,
  OrganizationNoticesResolver,
} from './monitoring/notices/notice.resolver.js'

/** Resolvers of what happens after a purchase: monitoring and discrepancies. */
export const AFTER_PURCHASE_RESOLVERS = [
  OrderItemDiscrepanciesResolver,
  OwnedClinicianDiscrepanciesResolver,
  DiscrepancyResolver,
  DiscrepancyDeskResolver,
  DiscrepancyEvidenceResolver,
  DiscrepancyFieldsResolver,
  BackOfficeDiscrepanciesResolver,
  OrganizationDiscrepanciesResolver,
  MonitoringLogLinkResolver,
  OrganizationMonitoringLogResolver,
  OrderItemMonitoringResolver,
  OwnedClinicianMonitoringResolver,
  MonitoringFieldsResolver,
  MonitoringResolver,
  MonitoringAttestationsResolver,
  BackOfficeMonitoringsResolver,
  OrganizationMonitoringsResolver,
  MonitoringNoticeResolver,
  MonitoringNoticesResolver,
  OrganizationNoticesResolver,
] as const
