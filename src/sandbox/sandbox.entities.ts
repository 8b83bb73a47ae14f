import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import { Monitoring } from '../orders/monitoring/monitoring.entity.js'
import { Organization } from '../organizations/organization.entity.js'
import { Vendor } from '../vendors/vendor.entity.js'

/** The change that the sandbox made for a term of monitoring: once for each. */
@Entity('sandbox_changes')
export class SandboxChange {
  @ForeignKey(() => Monitoring, { name: 'sandbox_changes_monitoring_fk' })
  @PrimaryColumn('text', { name: 'monitoring_id' })
  monitoringId!: string

  @Column('timestamp with time zone', { name: 'changed_at' })
  changedAt!: Date
}

/** A sandbox organization that a vendor made by itself. */
@Entity('sandbox_organizations')
@Unique('sandbox_organizations_key_unique', ['vendorId', 'idempotencyKey'])
@Check('sandbox_organizations_key_length', 'length(idempotency_key) between 1 and 255')
@Check('sandbox_organizations_request_form', `request_sha256 ~ '^[0-9a-f]{64}$'`)
export class SandboxOrganization {
  @ForeignKey(() => Organization, { name: 'sandbox_organizations_organization_fk' })
  @PrimaryColumn('text', { name: 'organization_id' })
  organizationId!: string

  @ForeignKey(() => Vendor, { name: 'sandbox_organizations_vendor_fk' })
  @Column('text', { name: 'vendor_id' })
  vendorId!: string

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string

  /** Of what was asked for with the key, in hexadecimal. */
  @Column('text', { name: 'request_sha256' })
  requestSha256!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}

/** Which sandbox organization took the place of one that was reset. */
@Entity('sandbox_resets')
@Unique('sandbox_resets_successor_unique', ['successorId'])
@Check('sandbox_resets_are_two', 'organization_id <> successor_id')
export class SandboxReset {
  @ForeignKey(() => Organization, { name: 'sandbox_resets_organization_fk' })
  @PrimaryColumn('text', { name: 'organization_id' })
  organizationId!: string

  @ForeignKey(() => Organization, { name: 'sandbox_resets_successor_fk' })
  @Column('text', { name: 'successor_id' })
  successorId!: string

  @Column('timestamp with time zone', { name: 'reset_at' })
  resetAt!: Date
}
