import type { PersonActor, RequestInfo } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import type { Invitee } from './invitation.rules.js'
import type { Role } from './membership.entity.js'
import type { Organization } from './organization.entity.js'
import type { OrganizationData } from './organization.rules.js'

/** What somebody wants of an organization, checked in form. */
export type WantedChange =
  | { kind: 'ADD_USERS'; users: readonly Invitee[] }
  | { kind: 'CHANGE_ROLES'; userId: string; roles: readonly Role[] }
  | { kind: 'REMOVE_USER'; userId: string }
  | { kind: 'CANCEL_INVITATION'; invitationId: string }
  | { kind: 'UPDATE_ORGANIZATION'; data: Partial<OrganizationData> }

/** Under what a change is applied. */
export interface Applying {
  tx: Transaction
  /** Who answers for it: the administrator who did it, or who approved it; staff while there is no administrator. */
  actor: PersonActor
  request: RequestInfo
  /** Locked. */
  organization: Organization
  changeRequestId: string
  reason: { reason?: string }
  at: Date
}
