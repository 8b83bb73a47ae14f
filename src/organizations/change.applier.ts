import type { Transaction } from '../db/database.js'
import { invariant } from '../kernel/errors.js'
import type { Applying, WantedChange } from './change.applying.js'
import type { Change } from './change-request.rules.js'
import type { InvitationChanges } from './invitation.changes.js'
import { applyRemoval, applyRoles, planRemoval, planRoles } from './membership.changes.js'
import { applyUpdate, planUpdate } from './organization.changes.js'
import type { Organization } from './organization.entity.js'

/** Plans changes of an organization that is locked, and applies them: the same code now and after an approval. */
export class ChangeApplier {
  constructor(private readonly invitations: InvitationChanges) {}

  /** Before and after, by the rules as they hold now; null when nothing would change. @throws UserErrors */
  async plan(tx: Transaction, organization: Organization, wanted: WantedChange, now: Date): Promise<Change | null> {
    switch (wanted.kind) {
      case 'ADD_USERS':
        return await this.invitations.planInvitations(tx, organization.id, wanted.users, now)
      case 'CHANGE_ROLES':
        return await planRoles(tx, organization.id, wanted)
      case 'REMOVE_USER':
        return await planRemoval(tx, organization.id, wanted.userId)
      case 'CANCEL_INVITATION':
        return await this.invitations.planCancellation(tx, organization.id, wanted.invitationId, now)
      case 'UPDATE_ORGANIZATION':
        return planUpdate(organization, wanted.data)
    }
  }

  /** Applies what `plan` gave in the same transaction. @throws UserErrors */
  async apply(applying: Applying, change: Change): Promise<void> {
    switch (change.kind) {
      case 'ADD_USERS':
        return await this.invitations.applyInvitations(applying, change)
      case 'CHANGE_ROLES':
        return await applyRoles(applying, change)
      case 'REMOVE_USER':
        return await applyRemoval(applying, change)
      case 'CANCEL_INVITATION':
        return await this.invitations.applyCancellation(applying, change)
      case 'UPDATE_ORGANIZATION':
        return await applyUpdate(applying, change)
      case 'CREATE_ORGANIZATION':
        throw new Error('an organization that is not there yet cannot be changed')
    }
  }
}

/** What was wanted, from a change that was written down. */
export function wantedOf({ kind, before, after }: Change): WantedChange {
  const [user] = after?.users ?? before?.users ?? []
  switch (kind) {
    case 'ADD_USERS':
      return { kind, users: after?.users ?? [] }
    case 'CHANGE_ROLES':
      invariant(user?.userId !== undefined, 'a change of roles names the member')
      return { kind, userId: user.userId, roles: user.roles }
    case 'REMOVE_USER':
      invariant(user?.userId !== undefined, 'a removal names the member')
      return { kind, userId: user.userId }
    case 'CANCEL_INVITATION':
      invariant(user?.invitationId !== undefined, 'a cancellation names the invitation')
      return { kind, invitationId: user.invitationId }
    case 'UPDATE_ORGANIZATION': {
      const { users: _, ...data } = after ?? {}
      return { kind, data }
    }
    case 'CREATE_ORGANIZATION':
      throw new Error('an organization that is not there yet cannot be changed')
  }
}
