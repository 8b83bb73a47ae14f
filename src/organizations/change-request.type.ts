import { ArgsType, Field, ID, ObjectType } from 'type-graphql'
import { PageArgs } from '../graphql/connection.js'
import { DateTime } from '../graphql/scalars.js'
import type { ChangeData, ChangeKind, ChangeRequestStatus } from './change-request.rules.js'
import { ChangeKindEnum, ChangeRequestStatusEnum } from './organization.enums.js'

@ObjectType('FieldChange', { description: 'One value that a change changes.' })
export class FieldChangeType {
  @Field(() => String, {
    nullable: true,
    description: 'E-mail address of the person that it is about; null for the organization itself.',
  })
  user!: string | null

  @Field(() => String, {
    description: 'Which value: `fullName` or `roles` of a person; `name`, `timeZone`, `phone` or `address`.',
  })
  field!: string

  @Field(() => String, {
    nullable: true,
    description: 'The value before, as text; null if there was none. Roles are separated by commas.',
  })
  before!: string | null

  @Field(() => String, { nullable: true, description: 'The value after, as text; null if there will be none.' })
  after!: string | null
}

@ObjectType('ChangeRequest', {
  description:
    "A change of an organization's users, roles or data. By its administrators: applied at once. By staff: pending until an administrator decides. A new organization asked for by an administrator: pending until staff decide.",
})
export class ChangeRequestType {
  organizationId!: string | null
  before!: ChangeData | null
  after!: ChangeData | null

  @Field(() => ID, { description: 'Stable id, `chg_…`.' })
  id!: string

  @Field(() => ChangeKindEnum, { description: 'What it changes.' })
  kind!: ChangeKind

  @Field(() => ChangeRequestStatusEnum, { description: 'What became of it.' })
  status!: ChangeRequestStatus

  @Field(() => String, { description: 'Name of who asked, or made the change.' })
  requestedByName!: string

  @Field(() => Boolean, { description: "Whether that was one of the publisher's staff." })
  requestedByStaff!: boolean

  @Field(() => String, { nullable: true, description: 'Why; null if an administrator did not say.' })
  reason!: string | null

  @Field(() => DateTime, { description: 'When it was asked for, or made.' })
  createdAt!: Date

  @Field(() => DateTime, { description: 'From then on a pending one can no longer be decided.' })
  expiresAt!: Date

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was applied, rejected or noted as expired; null while it is pending.',
  })
  decidedAt!: Date | null

  @Field(() => String, {
    nullable: true,
    description: 'Name of who decided; null while it is pending and when nobody did in time.',
  })
  decidedByName!: string | null

  @Field(() => String, { nullable: true, description: 'What who decided said to who asked; null for nothing.' })
  note!: string | null
}

@ArgsType()
export class ChangeRequestsArgs extends PageArgs {
  @Field(() => ChangeRequestStatusEnum, { nullable: true, description: 'Only those of this status; null for all.' })
  status?: ChangeRequestStatus | null
}
