import { Field, ID, InputType } from 'type-graphql'
import { MAX_INVITED_AT_ONCE } from './invitation.rules.js'
import type { Role } from './membership.entity.js'
import { RoleEnum } from './organization.enums.js'

const REASON = 'Why, up to 1000 characters; required of staff.'

@InputType({ description: 'A person to be added to an organization.' })
export class UserInput {
  @Field(() => String, { description: 'One plain e-mail address; upper and lower case are the same.' })
  email!: string

  @Field(() => String, { description: 'Full name, 1 to 200 characters; the person can correct it when accepting.' })
  fullName!: string

  @Field(() => [RoleEnum], { description: 'At least one role.' })
  roles!: Role[]
}

@InputType({ description: 'People to be invited to an organization: all of them, or none.' })
export class InviteUsersInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => [UserInput], { description: `The people, 1 to ${MAX_INVITED_AT_ONCE}, each address once.` })
  users!: UserInput[]

  @Field(() => String, { nullable: true, description: REASON })
  reason?: string | null
}

@InputType({ description: 'An invitation to be sent again.' })
export class ResendInvitationInput {
  @Field(() => ID, { description: 'Id of the invitation, `inv_…`.' })
  invitationId!: string

  @Field(() => String, { nullable: true, description: REASON })
  reason?: string | null
}

@InputType({ description: 'An invitation to be taken back.' })
export class CancelInvitationInput {
  @Field(() => ID, { description: 'Id of the invitation, `inv_…`.' })
  invitationId!: string

  @Field(() => String, { nullable: true, description: REASON })
  reason?: string | null
}

@InputType({ description: 'What accepts an invitation.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'What stands behind the last `/` of the link in the e-mail.' })
  token!: string

  @Field(() => String, {
    nullable: true,
    description: 'Full name for a new account, up to 200 characters; null for the one in the invitation.',
  })
  fullName?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'For an address without an account: the new password. With one: the password that it has. Null only if you are signed in as the invited person.',
  })
  password?: string | null
}

@InputType({ description: "A user's new roles." })
export class ChangeUserRolesInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => ID, { description: 'Id of the person, `usr_…`.' })
  userId!: string

  @Field(() => [RoleEnum], { description: 'All roles that the person has from then on, at least one.' })
  roles!: Role[]

  @Field(() => String, { nullable: true, description: REASON })
  reason?: string | null
}

@InputType({ description: 'A user who leaves an organization.' })
export class RemoveUserInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => ID, { description: 'Id of the person, `usr_…`.' })
  userId!: string

  @Field(() => String, { nullable: true, description: REASON })
  reason?: string | null
}
