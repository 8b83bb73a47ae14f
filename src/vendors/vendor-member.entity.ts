import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { User } from '../people/user.entity.js'
import { Vendor } from './vendor.entity.js'

/**
 * A person who manages a vendor: its keys, its people and what the directory says of it. An organization's own vendor is
 * managed by its administrators without a row here; who leaves the organization, or administers it no more, loses the
 * row by trigger (see the migration).
 */
@Entity('vendor_members')
@Unique('vendor_members_vendor_user_unique', ['vendorId', 'userId'])
@Index('vendor_members_user', ['userId'])
export class VendorMember {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Vendor, { name: 'vendor_members_vendor_fk' })
  @Column('text', { name: 'vendor_id' })
  vendorId!: string

  @ForeignKey(() => User, { name: 'vendor_members_user_fk' })
  @Column('text', { name: 'user_id' })
  userId!: string

  @ForeignKey(() => User, { name: 'vendor_members_added_by_fk' })
  @Column('text', { name: 'added_by_user_id' })
  addedByUserId!: string

  @Column('timestamp with time zone', { name: 'added_at' })
  addedAt!: Date
}
