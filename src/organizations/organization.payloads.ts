import { Field, ID, ObjectType } from 'type-graphql'
import { Holds } from '../graphql/cost/cost.policy.js'
import { UserError } from '../graphql/user-error.js'
import { ChangeRequestType } from './change-request.type.js'
import { MAX_INVITED_AT_ONCE } from './invitation.rules.js'
import { InvitationType } from './invitation.type.js'
import { Organization } from './organization.entity.js'
import { OrganizationInquiryType, OrganizationUser } from './organization.type.js'

const CHANGE_REQUEST =
  'The change as it was written down: `APPROVED` if it is in force, `PENDING` if an administrator has to decide. Null if something was wrong, or nothing had to change.'
const USER_ERRORS = 'What is wrong with the request; empty if nothing is.'

@ObjectType({ description: 'Answer of `updateOrganization`.' })
export class UpdateOrganizationPayload {
  @Field(() => Organization, { nullable: true, description: 'As it is now; null if something was wrong.' })
  organization!: Organization | null

  @Field(() => ChangeRequestType, { nullable: true, description: CHANGE_REQUEST })
  changeRequest!: ChangeRequestType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `changeUserRoles`.' })
export class ChangeUserRolesPayload {
  @Field(() => OrganizationUser, { nullable: true, description: 'As the user is now; null if something was wrong.' })
  user!: OrganizationUser | null

  @Field(() => ChangeRequestType, { nullable: true, description: CHANGE_REQUEST })
  changeRequest!: ChangeRequestType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `removeUser`.' })
export class RemoveUserPayload {
  @Field(() => ChangeRequestType, { nullable: true, description: CHANGE_REQUEST })
  changeRequest!: ChangeRequestType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `inviteUsers`.' })
export class InviteUsersPayload {
  @Holds(MAX_INVITED_AT_ONCE, { asManyAs: 'inviteUsers.input.users' })
  @Field(() => [InvitationType], {
    description: 'In the order given; empty if anything was wrong, and while an administrator has to approve.',
  })
  invitations!: InvitationType[]

  @Field(() => ChangeRequestType, { nullable: true, description: CHANGE_REQUEST })
  changeRequest!: ChangeRequestType | null

  @Holds(MAX_INVITED_AT_ONCE, { asManyAs: 'inviteUsers.input.users' })
  @Field(() => [UserError], {
    description:
      'What is wrong, row by row: `field` is for example ["users", "3", "email"]. If there is any, nobody was invited.',
  })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `resendInvitation`.' })
export class ResendInvitationPayload {
  @Field(() => InvitationType, { nullable: true, description: 'As it is now; null if something was wrong.' })
  invitation!: InvitationType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `cancelInvitation`.' })
export class CancelInvitationPayload {
  @Field(() => InvitationType, { nullable: true, description: 'As it is now; null if something was wrong.' })
  invitation!: InvitationType | null

  @Field(() => ChangeRequestType, { nullable: true, description: CHANGE_REQUEST })
  changeRequest!: ChangeRequestType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType('AcceptedInvitation', { description: 'What came of accepting an invitation; sign in next.' })
export class AcceptedInvitationType {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => String, { description: 'Name of the organization.' })
  organizationName!: string

  @Field(() => ID, { description: 'Your id, `usr_…`.' })
  userId!: string

  @Field(() => String, { description: 'Your user name.' })
  email!: string

  @Field(() => Boolean, { description: 'Whether a new account was made; false if you had one already.' })
  accountCreated!: boolean
}

@ObjectType({ description: 'Answer of `acceptInvitation`.' })
export class AcceptInvitationPayload {
  @Field(() => AcceptedInvitationType, { nullable: true, description: 'What came of it; null if something was wrong.' })
  accepted!: AcceptedInvitationType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `approveChangeRequest`.' })
export class ApproveChangeRequestPayload {
  @Field(() => ChangeRequestType, { nullable: true, description: 'As it is now; null if something was wrong.' })
  changeRequest!: ChangeRequestType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `rejectChangeRequest`.' })
export class RejectChangeRequestPayload extends ApproveChangeRequestPayload {}

@ObjectType({ description: 'Answer of `requestOrganization`.' })
export class RequestOrganizationPayload extends ApproveChangeRequestPayload {}

@ObjectType({ description: 'Answer of `createOrganization`.' })
export class CreateOrganizationPayload {
  @Field(() => Organization, {
    nullable: true,
    description: 'The new organization; null if something was wrong, or it is not of the mode of the request.',
  })
  organization!: Organization | null

  @Field(() => ID, { nullable: true, description: 'Its id, `org_…`; null if something was wrong.' })
  organizationId!: string | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `inquireOrganization`: the same whether or not there is such an organization.' })
export class InquireOrganizationPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'Id under which the question was passed on, `inq_…`; null if something was wrong.',
  })
  inquiryId!: string | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `answerOrganizationInquiry`.' })
export class AnswerOrganizationInquiryPayload {
  @Field(() => OrganizationInquiryType, { nullable: true, description: 'As it is now; null if something was wrong.' })
  inquiry!: OrganizationInquiryType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}
