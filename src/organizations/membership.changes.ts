import { recordAudit } from '../audit/audit.trail.js'
import type { Transaction } from '../db/database.js'
import { constraintOf } from '../db/sql-state.js'
import { UserErrors } from '../kernel/errors.js'
import type { Applying } from './change.applying.js'
import type { Change, ChangedUser } from './change-request.rules.js'
import { cancelInvitations } from './invitation.queries.js'
import type { Role } from './membership.entity.js'
import { administratorRemains, deleteMembership, findMember, type Member, setRoles } from './membership.queries.js'

/** The constraint by which the database itself keeps the last administrator. */
const LAST_ADMINISTRATOR_CONSTRAINT = 'memberships_last_administrator'

/** What giving a person other roles would change; null for the roles that the person has. @throws UserErrors */
export async function planRoles(
  tx: Transaction,
  organizationId: string,
  { userId, roles }: { userId: string; roles: readonly Role[] },
): Promise<Change | null> {
  const member = await memberOf(tx, organizationId, userId)
  const before = changedUser(member)
  const after = { ...before, roles }
  if ([...member.roles].sort().join() === [...roles].sort().join()) return null
  if (!roles.includes('ORGANIZATION_ADMINISTRATOR')) await assertAdministratorRemains(tx, member)
  return { kind: 'CHANGE_ROLES', before: { users: [before] }, after: { users: [after] } }
}

/** Gives the person the roles. @throws UserErrors LAST_ADMINISTRATOR */
export async function applyRoles(applying: Applying, change: Change): Promise<void> {
  const { tx, organization } = applying
  const { userId, roles } = theUser(change.after?.users)
  await keepingAnAdministrator(() => setRoles(tx, organization.id, userId, roles))
  await audit(applying, 'USER_ROLES_CHANGED', { kind: 'user', ids: [userId] })
}

/** What taking a person out of the organization would change. @throws UserErrors */
export async function planRemoval(tx: Transaction, organizationId: string, userId: string): Promise<Change> {
  const member = await memberOf(tx, organizationId, userId)
  await assertAdministratorRemains(tx, member)
  return { kind: 'REMOVE_USER', before: { users: [changedUser(member)] }, after: null }
}

/** Takes the person out, and what invites the same person with it. @throws UserErrors LAST_ADMINISTRATOR */
export async function applyRemoval(applying: Applying, change: Change): Promise<void> {
  const { tx, organization, at } = applying
  const { userId, email } = theUser(change.before?.users)
  await keepingAnAdministrator(() => deleteMembership(tx, organization.id, userId))
  await audit(applying, 'USER_REMOVED', { kind: 'user', ids: [userId] })
  const ids = await cancelInvitations(tx, organization.id, email, at)
  if (ids.length > 0) await audit(applying, 'INVITATION_CANCELLED', { kind: 'invitation', ids })
}

/** @throws UserErrors LAST_ADMINISTRATOR when the organization would have no other. */
export async function assertAdministratorRemains(tx: Transaction, member: Member): Promise<void> {
  if (!member.roles.includes('ORGANIZATION_ADMINISTRATOR')) return
  if (!(await administratorRemains(tx, member.organizationId, member.userId))) throw lastAdministrator()
}

/** Turns the database's refusal into the user error. */
export async function keepingAnAdministrator(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (constraintOf(error) === LAST_ADMINISTRATOR_CONSTRAINT) throw lastAdministrator()
    throw error
  }
}

async function memberOf(tx: Transaction, organizationId: string, userId: string): Promise<Member> {
  const member = await findMember(tx, organizationId, userId)
  if (member !== null) return member
  throw UserErrors.one('NOT_FOUND', ['userId'], `the organization has no user with the id "${userId}"`)
}

function changedUser({ userId, email, fullName, roles }: Member): ChangedUser & { userId: string } {
  return { userId, email, fullName, roles }
}

/** The one person that a change of a member is about. */
function theUser(users: readonly ChangedUser[] | undefined): ChangedUser & { userId: string } {
  const [user] = users ?? []
  if (user?.userId === undefined) throw new Error('a change of a member names the member')
  return { ...user, userId: user.userId }
}

async function audit(
  { tx, actor, request, organization, reason, at }: Applying,
  action: 'USER_ROLES_CHANGED' | 'USER_REMOVED' | 'INVITATION_CANCELLED',
  subject: { kind: string; ids: string[] },
): Promise<void> {
  await recordAudit(tx, { action, actor, request, organizationId: organization.id, subject, ...reason, at })
}

function lastAdministrator(): UserErrors {
  return UserErrors.one(
    'LAST_ADMINISTRATOR',
    ['userId'],
    'expected another administrator who has made the account to remain, got the last one',
  )
}
