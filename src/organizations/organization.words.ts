import type { ChangeKind } from './change-request.rules.js'
import type { Role } from './membership.entity.js'

/** Roles as letters name them. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  ORGANIZATION_ADMINISTRATOR: 'organization administrator',
  PROFILES_USER: 'profiles user',
}

/** Kinds of changes as letters name them. */
export const CHANGE_WORDS: Readonly<Record<ChangeKind, string>> = {
  ADD_USERS: 'add users',
  CHANGE_ROLES: "change a user's roles",
  REMOVE_USER: 'remove a user',
  CANCEL_INVITATION: 'take back an invitation',
  UPDATE_ORGANIZATION: "change the organization's data",
  CREATE_ORGANIZATION: 'set up an organization',
}
