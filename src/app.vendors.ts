import type { Registry } from 'prom-client'
import type { Database } from './db/database.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { Publisher } from './kernel/publisher.js'
import type { RateLimits } from './limits/rate-limits.js'
import { SandboxTwins } from './sandbox/sandbox.twins.js'
import { ApiKeyResolver } from './vendors/api-key.resolver.js'
import { ApiKeyService } from './vendors/api-key.service.js'
import { IntegrationDecisionService } from './vendors/integration-decision.service.js'
import {
  IntegrationRequestResolver,
  IntegrationRequestsBackOfficeResolver,
  OrganizationIntegrationRequestsResolver,
} from './vendors/integration-request.resolver.js'
import { IntegrationRequestService } from './vendors/integration-request.service.js'
import { VendorMail } from './vendors/vendor.mail.js'
import { VendorMetrics } from './vendors/vendor.metrics.js'
import { VendorReader } from './vendors/vendor.reader.js'
import { VendorResolver, VendorsBackOfficeResolver, ViewerVendorsResolver } from './vendors/vendor.resolver.js'
import { OrganizationGrantsResolver, VendorGrantResolver } from './vendors/vendor-grant.resolver.js'
import { VendorGrantService } from './vendors/vendor-grant.service.js'
import { VendorManagerResolver } from './vendors/vendor-manager.resolver.js'
import { VendorManagerService } from './vendors/vendor-manager.service.js'
import { VendorMemberService } from './vendors/vendor-member.service.js'

/** What vendors, grants, keys and requests for integrations are made from. */
export interface VendorParts {
  database: Database
  clock: Clock
  jobs: JobQueue
  metrics: Registry
  publisher: Publisher
  limits: RateLimits
}

/** Who may act for which organization, with which keys, and who says so. */
export function vendorResolvers({
  database,
  clock,
  jobs,
  metrics: registry,
  publisher,
  limits,
}: VendorParts): object[] {
  const metrics = new VendorMetrics(registry)
  const mail = new VendorMail(jobs, clock, publisher)
  const reader = new VendorReader(database)
  return [
    new VendorResolver(database, reader),
    new ViewerVendorsResolver(reader),
    new VendorsBackOfficeResolver(reader),
    new VendorManagerResolver(
      new VendorManagerService(database, clock, mail),
      new VendorMemberService(database, clock, limits, mail),
    ),
    new ApiKeyResolver(new ApiKeyService(database, clock, metrics, mail)),
    new VendorGrantResolver(database, new VendorGrantService(database, clock, mail)),
    new OrganizationGrantsResolver(database),
    new IntegrationRequestResolver(
      database,
      new IntegrationRequestService(database, clock, new SandboxTwins(clock), mail, metrics),
      new IntegrationDecisionService(database, clock, mail, metrics),
    ),
    new OrganizationIntegrationRequestsResolver(database),
    new IntegrationRequestsBackOfficeResolver(database),
  ]
}
