import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import type { Scope } from '../auth/actor.js'
import { Organization } from '../organizations/organization.entity.js'
import { User } from '../people/user.entity.js'
import { Vendor } from './vendor.entity.js'

/** An organization's leave for a vendor to act for it; without one the organization does not exist for the vendor. */
@Entity('vendor_grants')
@Index('vendor_grants_one_active', ['vendorId', 'organizationId'], { unique: true, where: 'revoked_at is null' })
@Index('vendor_grants_organization', ['organizationId'])
@Check('vendor_grants_scopes_present', 'cardinality(scopes) > 0')
export class VendorGrant {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Vendor, { name: 'vendor_grants_vendor_fk' })
  @Column('text', { name: 'vendor_id' })
  vendorId!: string

  @ForeignKey(() => Organization, { name: 'vendor_grants_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('text', { array: true })
  scopes!: Scope[]

  @ForeignKey(() => User, { name: 'vendor_grants_user_fk' })
  @Column('text', { name: 'granted_by_user_id' })
  grantedByUserId!: string

  @Column('timestamp with time zone', { name: 'granted_at' })
  grantedAt!: Date

  @Column('timestamp with time zone', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null
}
