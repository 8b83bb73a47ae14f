import { recordAudit } from '../audit/audit.trail.js'
import type { Transaction } from '../db/database.js'
import { UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { keepingStaffApart } from '../people/staff-apart.js'
import { ensureUser } from '../people/user.creation.js'
import { lockUser } from '../people/user.service.js'
import type { Applying } from './change.applying.js'
import type { Change } from './change-request.rules.js'
import { Invitation } from './invitation.entity.js'
import { cancelInvitations, endExpired, invitationById, knownAddresses } from './invitation.queries.js'
import { alreadyAdded, type Invitee, invitationStatusAt, newInvitationToken } from './invitation.rules.js'
import { assertAdministratorRemains, keepingAnAdministrator } from './membership.changes.js'
import { deleteMembership, hasAdministrator, insertMembership, unactivatedMember } from './membership.queries.js'
import type { OrganizationMail } from './organization.mail.js'
import { refuse } from './organization.rules.js'

const MS_PER_DAY = 86_400_000

/** What an invitation is made for. */
export interface InvitationWanted extends Pick<Applying, 'tx' | 'changeRequestId' | 'at'> {
  organization: { id: string; name: string; timeZone: string }
  invitedByUserId: string
}

/** Makes and takes back invitations, within the transaction of the change that wants it. */
export class InvitationChanges {
  constructor(
    private readonly mail: OrganizationMail,
    private readonly days: number,
  ) {}

  /** What adding the people would change. @throws UserErrors USER_ALREADY_ADDED for each who is one, or invited. */
  async planInvitations(
    tx: Transaction,
    organizationId: string,
    users: readonly Invitee[],
    now: Date,
  ): Promise<Change> {
    const emails = users.map((user) => user.email)
    const known = new Map(
      (await knownAddresses(tx, organizationId, emails, now)).map(({ email, member }) => [email, member]),
    )
    refuse(
      users.flatMap((user, index) => {
        const member = known.get(user.email)
        if (member === undefined) return []
        const why = member
          ? 'the person belongs to the organization'
          : 'the person is invited: the invitation can be sent again with `resendInvitation`'
        return [alreadyAdded(index, why)]
      }),
    )
    return { kind: 'ADD_USERS', before: null, after: { users } }
  }

  /** Writes the invitations down and mails each its link. */
  async applyInvitations(applying: Applying, change: Change): Promise<void> {
    const { tx, actor, request, organization, reason, at } = applying
    const users = change.after?.users ?? []
    const emails = users.map((user) => user.email)
    await endExpired(tx, organization.id, emails, at)
    // One who administers and is not there yet makes room for another: a mistyped address can be taken back then.
    if (!(await hasAdministrator(tx, organization.id))) await admitAdministrators(applying, users)
    const ids = await this.invite({ ...applying, invitedByUserId: actor.id }, users)
    const subject = { kind: 'invitation', ids }
    const organizationId = organization.id
    await recordAudit(tx, { action: 'USER_INVITED', actor, request, organizationId, subject, ...reason, at })
  }

  /** Invites, unasked: the change that wants it is checked. Returns the ids. */
  async invite(wanted: InvitationWanted, users: readonly Invitee[]): Promise<string[]> {
    const { tx, organization, changeRequestId, invitedByUserId, at } = wanted
    const invitations = users.map((user) => ({ user, id: newId('invitation'), link: newInvitationToken() }))
    const expiresAt = this.expiryOf(at)
    await tx.manager.insert(
      Invitation,
      invitations.map(({ user: { email, fullName, roles }, id, link }) => ({
        id,
        organizationId: organization.id,
        email,
        fullName,
        roles: [...roles],
        status: 'PENDING' as const,
        tokenSha256: link.sha256,
        invitedByUserId,
        changeRequestId,
        createdAt: at,
        sentAt: at,
        expiresAt,
      })),
    )
    const { name: organizationName, timeZone } = organization
    await this.mail.invitations(
      tx,
      invitations.map(({ user, link: { token } }) => ({ ...user, organizationName, timeZone, expiresAt, token })),
    )
    return invitations.map(({ id }) => id)
  }

  /** When a link that is sent at `at` ends. */
  expiryOf(at: Date): Date {
    return new Date(at.getTime() + this.days * MS_PER_DAY)
  }

  /** What taking the invitation back would change. @throws UserErrors */
  async planCancellation(tx: Transaction, organizationId: string, invitationId: string, now: Date): Promise<Change> {
    const invitation = await invitationById(tx, invitationId)
    if (invitation?.organizationId !== organizationId) {
      throw UserErrors.one('NOT_FOUND', ['invitationId'], `no invitation has the id "${invitationId}"`)
    }
    if (invitationStatusAt(invitation, now) !== 'PENDING') {
      throw UserErrors.one('ALREADY_DECIDED', ['invitationId'], 'expected an invitation that is pending')
    }
    const { email, fullName, roles } = invitation
    const member = await unactivatedMember(tx, organizationId, email)
    if (member !== null) await assertAdministratorRemains(tx, member)
    return { kind: 'CANCEL_INVITATION', before: { users: [{ invitationId, email, fullName, roles }] }, after: null }
  }

  /** Takes the invitation back; a first administrator who never came goes with it. */
  async applyCancellation(applying: Applying, change: Change): Promise<void> {
    const { tx, actor, request, organization, reason, at } = applying
    const [user] = change.before?.users ?? []
    if (user === undefined) throw new Error('a change of an invitation names the invited')
    const ids = await cancelInvitations(tx, organization.id, user.email, at)
    const member = await unactivatedMember(tx, organization.id, user.email)
    // Whoever accepts another organization's invitation this moment stays.
    if (member !== null && (await lockUser(tx, member.userId))?.activatedAt === null) {
      await keepingAnAdministrator(() => deleteMembership(tx, organization.id, member.userId))
    }
    const subject = { kind: 'invitation', ids }
    const organizationId = organization.id
    await recordAudit(tx, { action: 'INVITATION_CANCELLED', actor, request, organizationId, subject, ...reason, at })
  }
}

/**
 * As `createOrganization` does with the first administrator: the person is one of the organization from now on, and goes
 * with the invitation if that is taken back. Whoever has an account already joins by the link alone.
 */
async function admitAdministrators({ tx, organization, at }: Applying, users: readonly Invitee[]): Promise<void> {
  for (const [index, { email, fullName, roles }] of users.entries()) {
    if (!roles.includes('ORGANIZATION_ADMINISTRATOR')) continue
    const user = await ensureUser(tx, { email, fullName, at })
    if (user.activatedAt !== null) continue
    await keepingStaffApart(['users', String(index), 'email'], () =>
      insertMembership(tx, { organizationId: organization.id, userId: user.id, roles, at }),
    )
  }
}
