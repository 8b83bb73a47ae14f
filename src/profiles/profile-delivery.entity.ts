import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { enumOf } from '../graphql/enums.js'
import { DateTime } from '../graphql/scalars.js'
import { Organization } from '../organizations/organization.entity.js'
import { User } from '../people/user.entity.js'
import { ApiKey } from '../vendors/api-key.entity.js'
import { Vendor } from '../vendors/vendor.entity.js'
import { IssuedDocument } from './issued-document.entity.js'

export const DELIVERY_METHODS = ['LINK'] as const
export type DeliveryMethod = (typeof DELIVERY_METHODS)[number]
const DeliveryMethodEnum = enumOf(DELIVERY_METHODS)
registerEnumType(DeliveryMethodEnum, {
  name: 'ProfileDeliveryMethod',
  description: 'How an official PDF reaches its buyer.',
  valuesConfig: { LINK: { description: 'A signed link that expires.' } },
})

@ObjectType({ description: 'One delivery of an official PDF; every one is recorded.' })
@Entity('profile_deliveries')
@Index('profile_deliveries_document', ['documentId'])
@Index('profile_deliveries_organization', ['organizationId'])
@Check('profile_deliveries_method_known', `method in ('LINK')`)
export class ProfileDelivery {
  @Field(() => ID, { description: 'Stable id, `dlv_…`.' })
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => IssuedDocument, { name: 'profile_deliveries_document_fk' })
  @Column('text', { name: 'document_id' })
  documentId!: string

  @ForeignKey(() => Organization, { name: 'profile_deliveries_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Field(() => DeliveryMethodEnum, { description: 'How it was delivered.' })
  @Column('text')
  method!: DeliveryMethod

  @ForeignKey(() => Vendor, { name: 'profile_deliveries_vendor_fk' })
  @Column('text', { name: 'vendor_id', nullable: true })
  vendorId!: string | null

  @ForeignKey(() => ApiKey, { name: 'profile_deliveries_api_key_fk' })
  @Column('text', { name: 'api_key_id', nullable: true })
  apiKeyId!: string | null

  /** The person who asked for it on the hub; null for an integration. */
  @ForeignKey(() => User, { name: 'profile_deliveries_user_fk' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null

  @Column('inet', { nullable: true })
  address!: string | null

  @Field(() => DateTime, { description: 'When it was asked for.' })
  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Field(() => DateTime, { description: 'When the link stops working.' })
  @Column('timestamp with time zone', { name: 'expires_at' })
  expiresAt!: Date
}
