import type { Registry } from 'prom-client'
import { AdjustmentResolver } from './accounts/adjustment.resolver.js'
import { AdjustmentService } from './accounts/adjustment.service.js'
import { BackOfficeDepositsResolver, DepositResolver } from './accounts/deposit.resolver.js'
import { DepositService } from './accounts/deposit.service.js'
import { subscriptionResolvers } from './app.subscriptions.js'
import type { Database } from './db/database.js'
import { JobAdmin } from './jobs/job.admin.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { Publisher } from './kernel/publisher.js'
import { BackOfficePriceListsResolver, PriceListResolver } from './orders/price-list.resolver.js'
import { PriceListService } from './orders/price-list.service.js'
import type { SessionService } from './people/session.service.js'
import { BackOfficeMatchLeadsResolver, MatchLeadResolver } from './sources/leie/match-lead.resolver.js'
import { MatchLeadService } from './sources/leie/match-lead.service.js'
import { BackOfficeSourcesResolver } from './sources/source.resolver.js'
import { BackOfficePeopleResolver, BackOfficeUserResolver } from './staff/back-office.people.resolver.js'
import { BackOfficeResolver } from './staff/back-office.resolver.js'
import { BackOfficeJobsResolver } from './staff/job.resolver.js'
import { StaffJobService } from './staff/job.service.js'
import { StaffMail } from './staff/staff.mail.js'
import { StaffResolver } from './staff/staff.resolver.js'
import { StaffService } from './staff/staff.service.js'

/** What the back office is made from. */
export interface BackOfficeParts {
  database: Database
  clock: Clock
  jobs: JobQueue
  metrics: Registry
  publisher: Publisher
  sessions: SessionService
}

/** What the publisher's staff see and do, beyond what the features' own resolvers add to it. */
export function backOfficeResolvers(parts: BackOfficeParts): object[] {
  const { database, clock, jobs, metrics, publisher, sessions } = parts
  const admin = new JobAdmin(jobs)
  const staff = new StaffService(database, clock, sessions, new StaffMail(jobs, clock, publisher))
  return [
    new BackOfficeResolver(),
    new PriceListResolver(new PriceListService(database, clock), database),
    new BackOfficePriceListsResolver(database),
    new DepositResolver(new DepositService(database, clock, metrics), database),
    new BackOfficeDepositsResolver(database),
    new AdjustmentResolver(new AdjustmentService(database, clock)),
    ...subscriptionResolvers(database, clock),
    new BackOfficeJobsResolver(database, admin, new StaffJobService(database, clock, admin, metrics)),
    new BackOfficeSourcesResolver(database),
    new BackOfficeMatchLeadsResolver(database),
    new MatchLeadResolver(new MatchLeadService(database, clock), database),
    new StaffResolver(staff),
    new BackOfficePeopleResolver(database),
    new BackOfficeUserResolver(database, clock),
  ]
}
