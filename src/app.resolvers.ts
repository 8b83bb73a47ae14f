import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { AccountResolver, LedgerEntryResolver, OrganizationAccountResolver } from './accounts/account.resolver.js'
import type { SelfService } from './app.account.js'
import type { Activity } from './app.activity.js'
import { backOfficeResolvers } from './app.back-office.js'
import type { Bulk } from './app.bulk.js'
import type { Cards } from './app.cards.js'
import type { Discrepancies } from './app.discrepancies.js'
import type { Documents } from './app.documents.js'
import type { Fhir } from './app.fhir.js'
import { historyResolvers } from './app.history.js'
import type { Monitorings } from './app.monitoring.js'
import type { Organizations } from './app.organizations.js'
import type { People } from './app.people.js'
import type { Reappointment } from './app.reappointment.js'
import type { Receipts } from './app.receipts.js'
import type { Research } from './app.research.js'
import { sandboxResolvers } from './app.sandbox.js'
import { vendorResolvers } from './app.vendors.js'
import type { Webhooks } from './app.webhooks.js'
import { ClinicianResolver } from './clinicians/clinician.resolver.js'
import { ClinicianService } from './clinicians/clinician.service.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import { RateLimitResolver } from './graphql/cost/rate-limit.resolver.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import { ItemDeliveryResolver } from './orders/item-delivery.resolver.js'
import { ItemDeliveryService } from './orders/item-delivery.service.js'
import { OrderReader } from './orders/order.reader.js'
import { OrderRecorder } from './orders/order.recorder.js'
import { OrderResolver } from './orders/order.resolver.js'
import { OrderService } from './orders/order.service.js'
import { OrderDeskResolver, OrderRefundsResolver } from './orders/order-desk.resolver.js'
import { OrderDeskService } from './orders/order-desk.service.js'
import { OrderFieldsResolver, OrderItemResolver } from './orders/order-item.resolver.js'
import { OrderItemService } from './orders/order-item.service.js'
import { OrganizationProductsResolver } from './orders/product.resolver.js'
import { AuditEventResolver, OrganizationAuditResolver } from './organizations/organization.audit.resolver.js'
import { OrganizationResolver } from './organizations/organization.resolver.js'
import { EmailChangeResolver } from './people/email-change.resolver.js'
import { OpenIdResolver } from './people/openid.resolver.js'
import { OpenIdIdentityResolver } from './people/openid-identity.resolver.js'
import { PasswordResolver } from './people/password.resolver.js'
import { SessionFieldsResolver, SessionResolver, ViewerSessionsResolver } from './people/session.resolver.js'
import { ViewerResolver } from './people/viewer.resolver.js'
import { AccreditorResolver } from './profiles/accreditation/accreditor.resolver.js'
import { ProfileComparison } from './profiles/changes/profile.comparison.js'
import { ClinicianElementResolver } from './profiles/clinician-element.resolver.js'
import { ProfileResolver } from './profiles/profile.resolver.js'
import { SourceOverviewResolver } from './sources/source-overview.resolver.js'
import { AuditBackOfficeResolver } from './staff/audit.back-office.resolver.js'

/** What the resolvers of one process are made from. */
export interface ResolverParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  metrics: Registry
  documents: Documents
  fhir: Fhir
  activity: Activity
  people: People
  selfService: SelfService
  organizations: Organizations
  reappointment: Reappointment
  monitoring: Monitorings
  discrepancies: Discrepancies
  receipts: Receipts
  cards: Cards
  research: Research
  bulk: Bulk
  webhooks: Webhooks
}

/** Gives type-graphql the instance of each resolver class; one that was forgotten fails at the first request. */
export function resolverInstances(parts: ResolverParts) {
  const byClass = new Map<unknown, object>(resolversOf(parts).map((resolver) => [resolver.constructor, resolver]))
  return {
    get(resolverClass: unknown): object {
      const resolver = byClass.get(resolverClass)
      if (resolver === undefined) throw new Error(`no instance of ${String(resolverClass)}`)
      return resolver
    },
  }
}

function resolversOf(parts: ResolverParts): object[] {
  return [
    ...directoryResolvers(parts),
    ...sessionResolvers(parts),
    ...selfServiceResolvers(parts),
    ...parts.organizations.resolvers,
    ...parts.receipts.resolvers,
    ...parts.cards.resolvers,
    ...parts.research.resolvers,
    ...parts.bulk.resolvers,
    ...parts.webhooks.resolvers,
    ...parts.documents.resolvers,
    ...parts.fhir.resolvers,
    ...parts.activity.resolvers,
    ...parts.reappointment.resolvers,
    ...parts.monitoring.resolvers,
    ...parts.discrepancies.resolvers,
    ...sandboxResolvers({ ...parts, limits: parts.people.limits }),
    ...orderResolvers(parts),
    ...auditResolvers(parts),
    ...staffResolvers(parts),
    ...vendorResolvers({ ...parts, publisher: parts.config.publisher, limits: parts.people.limits }),
  ]
}

function staffResolvers(parts: ResolverParts): object[] {
  return backOfficeResolvers({ ...parts, publisher: parts.config.publisher, sessions: parts.people.sessions })
}

function selfServiceResolvers({ selfService }: ResolverParts): object[] {
  const { passwords, resets, emailChanges, openId, openIdIdentities } = selfService
  return [
    new PasswordResolver(passwords, resets),
    new EmailChangeResolver(emailChanges),
    new OpenIdResolver(openId),
    new OpenIdIdentityResolver(openIdIdentities),
  ]
}

function sessionResolvers({ database, clock, people }: ResolverParts): object[] {
  return [
    new SessionResolver(database, people.signIns, people.refresh, people.sessions),
    new ViewerSessionsResolver(database, clock),
    new SessionFieldsResolver(),
  ]
}

function auditResolvers({ database }: ResolverParts): object[] {
  return [
    new OrganizationAuditResolver(database),
    new AuditEventResolver(database),
    new AuditBackOfficeResolver(database),
  ]
}

function directoryResolvers({ database, clock, config }: ResolverParts): object[] {
  return [
    new ViewerResolver(),
    new RateLimitResolver(config.cost, clock),
    new OrganizationResolver(database),
    new ClinicianElementResolver(database),
    new SourceOverviewResolver(database, clock, config.publisher.name),
    new ProfileResolver(new ProfileComparison(database, clock), config.publisher),
    new AccreditorResolver(),
  ]
}

function orderResolvers({ database, clock, jobs, documents, people, cards }: ResolverParts): object[] {
  const orders = new OrderReader(database)
  const clinicians = new ClinicianService(database, clock)
  return [
    new OrganizationAccountResolver(database),
    new AccountResolver(database),
    new LedgerEntryResolver(),
    new ClinicianResolver(clinicians),
    new OrderResolver(new OrderService(database, clock, new OrderRecorder(clock, jobs), cards.payments), orders),
    ...historyResolvers({ database, clock }),
    new OrderFieldsResolver(database),
    new OrderDeskResolver(new OrderDeskService(database, clock, jobs)),
    new OrderRefundsResolver(database),
    new OrganizationProductsResolver(database, clock),
    new OrderItemResolver(new OrderItemService(database, clock), clinicians),
    new ItemDeliveryResolver(new ItemDeliveryService(database, documents.deliveries, people.limits)),
  ]
}
