import { Field, ID, ObjectType } from 'type-graphql'
import { DateTime } from '../graphql/scalars.js'
import type { InvitationStatus } from './invitation.rules.js'
import type { Role } from './membership.entity.js'
import { InvitationStatusEnum, RoleEnum } from './organization.enums.js'

@ObjectType('Invitation', { description: 'A person asked by e-mail to become a user of an organization.' })
export class InvitationType {
  organizationId!: string

  @Field(() => ID, { description: 'Stable id, `inv_…`.' })
  id!: string

  @Field(() => String, { description: 'E-mail address that the link was sent to, in lower case.' })
  email!: string

  @Field(() => String, { description: 'Full name, as the inviting side wrote it.' })
  fullName!: string

  @Field(() => [RoleEnum], { description: 'Roles that the person will have, at least one.' })
  roles!: Role[]

  @Field(() => InvitationStatusEnum, { description: 'What became of it.' })
  status!: InvitationStatus

  @Field(() => String, { description: 'Name of who invited.' })
  invitedBy!: string

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => DateTime, { description: 'When the newest link was sent.' })
  sentAt!: Date

  @Field(() => DateTime, { description: 'When the newest link ends, or ended.' })
  expiresAt!: Date

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was accepted, taken back or replaced; null while it is pending or merely expired.',
  })
  endedAt!: Date | null
}
