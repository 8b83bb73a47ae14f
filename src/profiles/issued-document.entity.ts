import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { Organization } from '../organizations/organization.entity.js'
import type { ProfileProduct } from './profile.sections.js'
import { ProfileSnapshot } from './profile-snapshot.entity.js'

/** A profile as it was sold to one organization: the snapshot and what stands in the document's header. Immutable. */
@Entity('profile_documents')
@Unique('profile_documents_number_unique', ['number'])
@Index('profile_documents_snapshot', ['snapshotId'])
@Check('profile_documents_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('profile_documents_product_known', `product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE')`)
export class IssuedDocument {
  @PrimaryColumn('text')
  id!: string

  /** Printed as `PD-` + 10 digits. */
  @Column('bigint')
  number!: number

  @ForeignKey(() => Organization, { name: 'profile_documents_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @ForeignKey(() => ProfileSnapshot, { name: 'profile_documents_snapshot_fk' })
  @Column('text', { name: 'snapshot_id' })
  snapshotId!: string

  @Column('text')
  mode!: Mode

  @Column('text')
  product!: ProfileProduct

  @Column('text', { name: 'order_number' })
  orderNumber!: string

  @Column('text', { name: 'organization_name' })
  organizationName!: string

  @Column('text', { name: 'requested_by' })
  requestedBy!: string

  @Column('text', { name: 'time_zone' })
  timeZone!: string

  @Column('timestamp with time zone', { name: 'as_of' })
  asOf!: Date
}
