import { registerEnumType } from 'type-graphql'
import { enumOf } from '../graphql/enums.js'
import { CHANGE_KINDS, CHANGE_REQUEST_STATUSES } from './change-request.rules.js'
import { INVITATION_STATUSES } from './invitation.rules.js'
import { ROLES } from './membership.entity.js'

export const RoleEnum = enumOf(ROLES)
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What a person is in an organization; somebody can be both.',
  valuesConfig: {
    ORGANIZATION_ADMINISTRATOR: {
      description: 'Manages users, data, integrations and change requests. Does not buy without the other role.',
    },
    PROFILES_USER: { description: 'Searches clinicians and buys profiles for the organization.' },
  },
})

export const InvitationStatusEnum = enumOf(INVITATION_STATUSES)
registerEnumType(InvitationStatusEnum, {
  name: 'InvitationStatus',
  description: 'What became of an invitation.',
  valuesConfig: {
    PENDING: { description: 'The link works.' },
    ACCEPTED: { description: 'The person made the account, or proved to have one, and is a user of the organization.' },
    CANCELLED: { description: 'It was taken back; the link does not work.' },
    EXPIRED: {
      description: 'The link ended unused. `resendInvitation` sends a new one, or the person is invited anew.',
    },
  },
})

export const ChangeKindEnum = enumOf(CHANGE_KINDS)
registerEnumType(ChangeKindEnum, {
  name: 'ChangeKind',
  description: 'What a change is of.',
  valuesConfig: {
    ADD_USERS: { description: 'People are invited.' },
    CHANGE_ROLES: { description: "A user's roles change." },
    REMOVE_USER: { description: "A user leaves the organization; the account stays the person's own." },
    CANCEL_INVITATION: { description: 'An invitation is taken back.' },
    UPDATE_ORGANIZATION: { description: "The organization's data change." },
    CREATE_ORGANIZATION: { description: 'An organization is set up.' },
  },
})

export const ChangeRequestStatusEnum = enumOf(CHANGE_REQUEST_STATUSES)
registerEnumType(ChangeRequestStatusEnum, {
  name: 'ChangeRequestStatus',
  description: 'What became of a change request.',
  valuesConfig: {
    PENDING: { description: 'Waits for the other side.' },
    APPROVED: { description: 'In force: approved by the other side, or made by an administrator of the organization.' },
    REJECTED: { description: 'Nothing was changed.' },
    EXPIRED: { description: 'Nobody decided in time; nothing was changed.' },
  },
})

export const ORGANIZATION_ADVISORY_CODES = ['SECOND_ADMINISTRATOR_RECOMMENDED'] as const
export type OrganizationAdvisoryCode = (typeof ORGANIZATION_ADVISORY_CODES)[number]
export const OrganizationAdvisoryCodeEnum = enumOf(ORGANIZATION_ADVISORY_CODES)
registerEnumType(OrganizationAdvisoryCodeEnum, {
  name: 'OrganizationAdvisoryCode',
  description: 'What an organization had better see to. New codes may be added.',
  valuesConfig: {
    SECOND_ADMINISTRATOR_RECOMMENDED: { description: 'Fewer than two administrators have made their accounts.' },
  },
})
