import { Field, ID, ObjectType } from 'type-graphql'
import { DateTime } from '../graphql/scalars.js'
import type { Role } from './membership.entity.js'
import { type OrganizationAdvisoryCode, OrganizationAdvisoryCodeEnum, RoleEnum } from './organization.enums.js'
import type { MailingAddressData } from './organization.rules.js'

@ObjectType({ description: "An organization's mailing address in the United States." })
export class OrganizationAddress implements MailingAddressData {
  @Field(() => [String], { description: 'Street or post office box, one to three lines.' })
  street!: string[]

  @Field(() => String, { description: 'City.' })
  city!: string

  @Field(() => String, { description: 'State, two letters.' })
  state!: string

  @Field(() => String, { description: 'ZIP code: five digits, or five and four.' })
  postalCode!: string
}

@ObjectType({ description: 'Something that an organization had better see to.' })
export class OrganizationAdvisory {
  @Field(() => OrganizationAdvisoryCodeEnum, { description: 'Stable code to act on.' })
  code!: OrganizationAdvisoryCode

  @Field(() => String, { description: 'What is advised and why, in English, for a person.' })
  message!: string
}

@ObjectType({ description: 'A person of an organization who has made the account.' })
export class OrganizationUser {
  membershipId!: string
  organizationId!: string

  @Field(() => ID, { description: 'Id of the person, `usr_…`: the same in every organization.' })
  userId!: string

  @Field(() => String, { description: 'E-mail address, which is the user name.' })
  email!: string

  @Field(() => String, { description: 'Full name.' })
  fullName!: string

  @Field(() => [RoleEnum], { description: 'Roles in this organization, at least one.' })
  roles!: Role[]

  @Field(() => DateTime, { description: "Since when the person is one of the organization's users." })
  since!: Date

  @Field(() => DateTime, {
    nullable: true,
    description:
      "When the person made the account; null only in the answer of a mutation about an organization's first administrator who has not.",
  })
  activatedAt!: Date | null
}

@ObjectType('OrganizationInquiry', { description: 'A question of somebody whether an organization has an account.' })
export class OrganizationInquiryType {
  @Field(() => ID, { description: 'Stable id, `inq_…`.' })
  id!: string

  @Field(() => String, { description: 'Name of the organization, as the inquirer wrote it.' })
  organizationName!: string

  @Field(() => String, { nullable: true, description: 'City of the organization; null if not given.' })
  city!: string | null

  @Field(() => String, { nullable: true, description: 'State of the organization, two letters; null if not given.' })
  state!: string | null

  @Field(() => String, { description: 'Name of the inquirer.' })
  contactName!: string

  @Field(() => String, { description: 'E-mail address of the inquirer, unproved.' })
  contactEmail!: string

  @Field(() => String, { nullable: true, description: 'What the inquirer wrote besides; null for nothing.' })
  message!: string | null

  @Field(() => DateTime, { description: 'When it came.' })
  createdAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When staff answered; null while it waits.' })
  answeredAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Name of who answered; null while it waits.' })
  answeredBy!: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'Whose administrators got the answer; null while it waits, and when there was none.',
  })
  organizationId!: string | null

  @Field(() => String, { nullable: true, description: 'What staff answered; null while it waits.' })
  answer!: string | null
}
