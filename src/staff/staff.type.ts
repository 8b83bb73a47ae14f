import { Field, ID, ObjectType } from 'type-graphql'
import { DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import type { Role } from '../organizations/membership.entity.js'
import { Organization } from '../organizations/organization.entity.js'
import { RoleEnum } from '../organizations/organization.enums.js'

@ObjectType({ description: "A person as the publisher's staff see them." })
export class BackOfficeUser {
  @Field(() => ID, { description: 'Stable id, `usr_…`.' })
  id!: string

  @Field(() => String, { description: 'E-mail address in lower case; it is the user name.' })
  email!: string

  @Field(() => String, { description: 'Name as printed on orders and receipts.' })
  fullName!: string

  @Field(() => DateTime, { description: 'When the person was added.' })
  createdAt!: Date

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the person made the account their own; null until then, and nobody can sign in to it.',
  })
  activatedAt!: Date | null

  @Field(() => Boolean, { description: "Whether the person belongs to the publisher's staff." })
  isStaff!: boolean
}

@ObjectType({ description: 'What a person is in an organization, as staff see it.' })
export class BackOfficeMembership {
  @Field(() => Organization, { description: 'The organization.' })
  organization!: Organization

  @Field(() => [RoleEnum], { description: 'What the person is there.' })
  roles!: Role[]
}

@ObjectType({ description: 'Answer of `appointStaff`.' })
export class AppointStaffPayload {
  @Field(() => BackOfficeUser, { nullable: true, description: 'The member of the staff; null if something was wrong.' })
  user!: BackOfficeUser | null

  @Field(() => [UserError], {
    description:
      '`ALREADY_EXISTS` for somebody who is staff and has an account, `INVALID_INPUT` for somebody who acts for an organization or a vendor; empty if the person was appointed.',
  })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `dismissStaff`.' })
export class DismissStaffPayload {
  @Field(() => ID, { nullable: true, description: 'Id of who was dismissed, `usr_…`; null if nobody was.' })
  userId!: string | null

  @Field(() => [UserError], {
    description:
      '`NOT_FOUND` for nobody of the staff, `LAST_ADMINISTRATOR` for the last one who can sign in; empty if the person was dismissed.',
  })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `endUserSessions`.' })
export class EndUserSessionsPayload {
  @Field(() => BackOfficeUser, { nullable: true, description: 'The person; null if there is none.' })
  user!: BackOfficeUser | null

  @Field(() => [UserError], { description: 'What is wrong; empty if the person is signed out everywhere.' })
  userErrors!: UserError[]
}
