import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertStaff, type Mode, type RequestInfo, type StaffActor } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { expiryOf, reasonOf } from './change.service.js'
import { insertChangeRequest } from './change-request.queries.js'
import type { ChangeData } from './change-request.rules.js'
import type { InvitationChanges } from './invitation.changes.js'
import { type Invitee, inviteeOf } from './invitation.rules.js'
import type { Organization } from './organization.entity.js'
import type { OrganizationMail } from './organization.mail.js'
import type { OrganizationMetrics } from './organization.metrics.js'
import { assertModeOfRequest, type OrganizationData, organizationDataOf } from './organization.rules.js'
import { createOrganization } from './organization.service.js'

/** What a later room sets up with every new organization, such as its account; in the same transaction. */
export type OnOrganizationCreated = (tx: Transaction, organization: Organization) => Promise<void>

/** A new organization as staff want it. */
export interface OrganizationWanted extends Omit<OrganizationData, 'phone' | 'address'> {
  mode: Mode
  phone?: string | null
  address?: OrganizationData['address']
  administrator: Invitee
}

/** Sets up organizations, each with its first administrator. */
export class OrganizationCreation {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly invitations: InvitationChanges,
    private readonly mail: OrganizationMail,
    private readonly metrics: OrganizationMetrics,
    private readonly onCreated: OnOrganizationCreated,
  ) {}

  /**
   * By staff: at once. The administrator gets a link to make the account, or, with an account already, a note.
   * @throws UserErrors INVALID_INPUT
   */
  async create(
    actor: Actor,
    request: RequestInfo,
    wanted: OrganizationWanted,
    reason: string,
  ): Promise<{ organizationId: string; changeRequestId: string }> {
    assertStaff(actor)
    const staff: StaffActor = actor
    const why = reasonOf(staff, reason)
    assertModeOfRequest(staff, wanted.mode)
    const administrator = administratorOf(wanted.administrator)
    const data = organizationDataOf(wanted)
    const created = await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      const { organization, administrator: user } = await this.establish(tx, { ...wanted, administrator })
      const changeRequestId = newId('changeRequest')
      const after: ChangeData = { ...data, users: [{ ...administrator, userId: user.id }] }
      await insertChangeRequest(tx, {
        id: changeRequestId,
        kind: 'CREATE_ORGANIZATION',
        before: null,
        after,
        mode: organization.mode,
        organizationId: organization.id,
        status: 'APPROVED',
        requestedByUserId: staff.id,
        requestedByStaff: true,
        reason: why,
        createdAt: at,
        expiresAt: expiryOf(at, 0),
        decidedAt: at,
        decidedByUserId: staff.id,
      })
      if (user.activatedAt === null) {
        await this.invitations.invite({ tx, organization, changeRequestId, invitedByUserId: staff.id, at }, [
          administrator,
        ])
      } else {
        await this.mail.administratorOfNew(tx, user.email, organization.name)
      }
      const subject = { kind: 'organization', ids: [organization.id] }
      await recordAudit(tx, {
        action: 'ORGANIZATION_CREATED',
        actor: staff,
        request,
        organizationId: organization.id,
        subject,
        ...(why !== null && { reason: why }),
        at,
      })
      return { organizationId: organization.id, changeRequestId, invited: user.activatedAt === null }
    })
    this.metrics.change('CREATE_ORGANIZATION', 'applied')
    this.metrics.invitations('sent', created.invited ? 1 : 0)
    return created
  }

  /** The organization, its administrator, and whatever later rooms set up with it. */
  async establish(tx: Transaction, wanted: OrganizationWanted): ReturnType<typeof createOrganization> {
    const established = await createOrganization(tx, this.clock, wanted)
    await this.onCreated(tx, established.organization)
    return established
  }
}

function administratorOf(invitee: Invitee): Invitee {
  const administrator = inviteeOf(invitee, ['administrator'])
  if (administrator.roles.includes('ORGANIZATION_ADMINISTRATOR')) return administrator
  throw UserErrors.one(
    'INVALID_INPUT',
    ['administrator', 'roles'],
    'expected ORGANIZATION_ADMINISTRATOR among the roles of the first administrator',
  )
}
