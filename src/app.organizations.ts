import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { openAccount } from './accounts/account.service.js'
import type { People } from './app.people.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import { ChangeApplier } from './organizations/change.applier.js'
import { ChangeService } from './organizations/change.service.js'
import { ChangeRequestExpiry } from './organizations/change-request.expiry.js'
import { ChangeRequestFieldsResolver, ChangeRequestResolver } from './organizations/change-request.resolver.js'
import { ChangeRequestService } from './organizations/change-request.service.js'
import { InvitationChanges } from './organizations/invitation.changes.js'
import { InvitationManager } from './organizations/invitation.manager.js'
import { InvitationResolver } from './organizations/invitation.resolver.js'
import { InvitationService } from './organizations/invitation.service.js'
import { MembershipResolver } from './organizations/membership.resolver.js'
import { MembershipService } from './organizations/membership.service.js'
import { OrganizationBackOfficeResolver } from './organizations/organization.back-office.resolver.js'
import { OrganizationCreation } from './organizations/organization.creation.js'
import { OrganizationEditor } from './organizations/organization.editor.js'
import { OrganizationMail } from './organizations/organization.mail.js'
import { OrganizationMetrics } from './organizations/organization.metrics.js'
import { OrganizationRequestService } from './organizations/organization.request.service.js'
import { OrganizationFieldsResolver } from './organizations/organization-fields.resolver.js'
import { OrganizationInquiryResolver } from './organizations/organization-inquiry.resolver.js'
import { InquiryService } from './organizations/organization-inquiry.service.js'
import { OrganizationManagerResolver } from './organizations/organization-manager.resolver.js'
import { InvitationFieldsResolver, OrganizationPeopleResolver } from './organizations/organization-people.resolver.js'
import { ViewerOrganizationsResolver } from './organizations/viewer-organizations.resolver.js'

/** Of the account that every organization gets. */
const CURRENCY = 'USD'

/** The organization manager: who belongs to which organization, and every change of that. */
export interface Organizations {
  /** Behind the links of invitations. */
  invitations: InvitationService
  expiry: ChangeRequestExpiry
  resolvers: object[]
}

/** What it is made from. */
export interface OrganizationsParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  registry: Registry
  people: People
}

/** Builds it for one process. */
export function createOrganizations(parts: OrganizationsParts): Organizations {
  const { config, database, clock, jobs, logger, registry } = parts
  const { limits, signInLimits, passwords } = parts.people
  const metrics = new OrganizationMetrics(registry)
  const mail = new OrganizationMail(jobs, clock, config.publisher)
  const letters = new InvitationChanges(mail, config.invitationDays)
  const applier = new ChangeApplier(letters)
  const changes = new ChangeService({ database, clock, limits, applier, mail, metrics, days: config.changeRequestDays })
  const creation = new OrganizationCreation(database, clock, letters, mail, metrics, async (tx, { id }) => {
    await openAccount(tx, clock, id, CURRENCY)
  })
  const invitations = new InvitationService(database, clock, passwords, limits, signInLimits, metrics)
  const onResent = () => metrics.invitations('resent')
  const manager = new InvitationManager({ database, clock, limits, changes, invitations: letters, mail, onResent })
  const requests = new OrganizationRequestService(database, clock, limits, metrics, config.changeRequestDays)
  const decisions = new ChangeRequestService(database, clock, applier, creation, mail, metrics)
  return {
    invitations,
    expiry: new ChangeRequestExpiry(database, clock, mail, metrics, logger),
    resolvers: [
      new OrganizationManagerResolver(database, new OrganizationEditor(database, changes), requests, creation),
      new MembershipResolver(new MembershipService(database, changes)),
      new InvitationResolver(database, manager, invitations),
      new InvitationFieldsResolver(clock),
      new ChangeRequestResolver(decisions),
      new ChangeRequestFieldsResolver(database, clock),
      new OrganizationInquiryResolver(new InquiryService(database, clock, limits, mail)),
      new OrganizationFieldsResolver(database, clock),
      new OrganizationPeopleResolver(database, clock),
      new OrganizationBackOfficeResolver(database, clock),
      new ViewerOrganizationsResolver(database),
    ],
  }
}
