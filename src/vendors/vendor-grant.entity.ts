import { Field, ID, ObjectType } from 'type-graphql'
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import type { Scope } from '../auth/actor.js'
import { Cents, DateTime } from '../graphql/scalars.js'
import { Organization } from '../organizations/organization.entity.js'
import { User } from '../people/user.entity.js'
import { Vendor } from './vendor.entity.js'

/** An organization's leave for a vendor to act for it; without one the organization does not exist for the vendor. */
@ObjectType({
  description: "An organization's leave for a vendor to act for it; it counts from the vendor's next request on.",
})
@Entity('vendor_grants')
@Index('vendor_grants_one_active', ['vendorId', 'organizationId'], { unique: true, where: 'revoked_at is null' })
@Index('vendor_grants_organization', ['organizationId'])
@Check('vendor_grants_scopes_present', 'cardinality(scopes) > 0')
@Check('vendor_grants_cap_sane', 'monthly_spend_cap_cents between 0 and 1000000000000')
@Check('vendor_grants_revoker_has_revoked', 'revoked_by_user_id is null or revoked_at is not null')
export class VendorGrant {
  @Field(() => ID, { description: 'Stable id, `grant_…`.' })
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Vendor, { name: 'vendor_grants_vendor_fk' })
  @Column('text', { name: 'vendor_id' })
  vendorId!: string

  @ForeignKey(() => Organization, { name: 'vendor_grants_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Field(() => [String], {
    description:
      'What the vendor may do for the organization, for example `orders:write`; its key needs the scope too.',
  })
  @Column('text', { array: true })
  scopes!: Scope[]

  @Field(() => ID, { description: 'Id of the administrator who gave it, `usr_…`.' })
  @ForeignKey(() => User, { name: 'vendor_grants_user_fk' })
  @Column('text', { name: 'granted_by_user_id' })
  grantedByUserId!: string

  @Field(() => DateTime, { description: 'When it was given.' })
  @Column('timestamp with time zone', { name: 'granted_at' })
  grantedAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When it was taken back; null while it holds.' })
  @Column('timestamp with time zone', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null

  @Field(() => Cents, {
    nullable: true,
    description:
      "The most that the vendor may spend for the organization in one calendar month of the organization's time zone, in cents of its account's currency; null: no cap.",
  })
  @Column('bigint', { name: 'monthly_spend_cap_cents', nullable: true })
  monthlySpendCapCents!: number | null

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the administrator who took it back, `usr_…`; null while it holds.',
  })
  @ForeignKey(() => User, { name: 'vendor_grants_revoked_by_fk' })
  @Column('text', { name: 'revoked_by_user_id', nullable: true })
  revokedByUserId!: string | null
}
