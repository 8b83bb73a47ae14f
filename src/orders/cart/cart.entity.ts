import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import { Organization } from '../../organizations/organization.entity.js'
import { User } from '../../people/user.entity.js'
import { Vendor } from '../../vendors/vendor.entity.js'

/** What a buyer means to order for an organization (domain.md, "Orders"). One for each of the two, never deleted. */
@Entity('carts')
@Unique('carts_one_of_vendor', ['organizationId', 'vendorId'])
@Unique('carts_one_of_user', ['organizationId', 'userId'])
@Check('carts_one_buyer', 'num_nonnulls(vendor_id, user_id) = 1')
@Check('carts_version_not_negative', 'version >= 0')
export class Cart {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Organization, { name: 'carts_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  /** The vendor, whichever of its keys it uses; null for a person's. */
  @ForeignKey(() => Vendor, { name: 'carts_vendor_fk' })
  @Column('text', { name: 'vendor_id', nullable: true })
  vendorId!: string | null

  @ForeignKey(() => User, { name: 'carts_user_fk' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null

  /** Goes up with every change; also tells one check-out from the next. */
  @Column('integer', { default: 0 })
  version!: number

  @Column('timestamp with time zone', { name: 'changed_at' })
  changedAt!: Date
}
