import { Field, ID, ObjectType } from 'type-graphql'
import { connectionOf } from '../graphql/connection.js'
import { DateTime } from '../graphql/scalars.js'
import { ApiKey } from './api-key.entity.js'
import { Vendor, type VendorKind, VendorKindEnum } from './vendor.entity.js'

@ObjectType({ description: 'A software provider as the public directory names it.' })
export class SoftwareProvider {
  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`: for `grantIntegration`.' })
  id!: string

  @Field(() => String, { description: 'Name of the vendor.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'Address of its website; null if none was given.' })
  website!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What the software does, in its own words; null if nothing was said.',
  })
  description!: string | null
}

@ObjectType({ description: 'A vendor as organizations see it.' })
export class VendorSummary {
  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`.' })
  id!: string

  @Field(() => String, { description: 'Name as printed on orders and receipts.' })
  name!: string

  @Field(() => VendorKindEnum, { description: 'Whose software it is.' })
  kind!: VendorKind

  @Field(() => String, { nullable: true, description: 'Address of its website; null if none was given.' })
  website!: string | null
}

@ObjectType('VendorMember', {
  description: 'A person who manages a vendor: its keys, its people and what the directory says of it.',
})
export class VendorMemberType {
  @Field(() => ID, { description: 'Id of the membership, `vmb_…`: for `removeVendorMember`.' })
  id!: string

  @Field(() => ID, { description: 'Id of the person, `usr_…`.' })
  userId!: string

  @Field(() => String, { description: 'Name of the person.' })
  fullName!: string

  @Field(() => String, { description: 'E-mail address of the person, which is also the user name.' })
  email!: string

  @Field(() => DateTime, { description: 'When the person was added.' })
  addedAt!: Date

  @Field(() => ID, { description: 'Id of the person who added them, `usr_…`.' })
  addedByUserId!: string
}

/** Pages of vendors, by name. */
export const VendorConnection = connectionOf('Vendor', Vendor, 'vendors, by name')
/** Pages of the public directory. */
export const SoftwareProviderConnection = connectionOf(
  'SoftwareProvider',
  SoftwareProvider,
  'software providers, by name',
)
/** Pages of a vendor's keys. */
export const ApiKeyConnection = connectionOf('ApiKey', ApiKey, "a vendor's API keys, the newest first")
/** Pages of a vendor's people. */
export const VendorMemberConnection = connectionOf(
  'VendorMember',
  VendorMemberType,
  'people who manage a vendor, the longest there first',
)
