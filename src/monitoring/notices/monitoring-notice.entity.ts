import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { Monitoring } from '../../orders/monitoring/monitoring.entity.js'
import { Organization } from '../../organizations/organization.entity.js'
import type { SectionCode } from '../../profiles/profile.content.js'

/** That a load changed something of a monitored clinician: once for each organization, clinician and load. */
@Entity('monitoring_notices')
@Unique('monitoring_notices_once', ['organizationId', 'clinicianId', 'loadKey'])
@Index('monitoring_notices_to_tell', ['organizationId'], { where: 'settled_at is null' })
@Index('monitoring_notices_of_monitoring', ['monitoringId', 'noticedAt'], { where: 'noticed_at is not null' })
@Index('monitoring_notices_log', ['organizationId', 'noticedAt', 'id'], { where: 'noticed_at is not null' })
@Check('monitoring_notices_changes_positive', 'change_count >= 1')
@Check('monitoring_notices_sections_present', 'cardinality(sections) >= 1')
@Check(
  'monitoring_notices_whole',
  `num_nonnulls(noticed_at, before_document_id, document_id, change_count, sections) in (0, 5)
   and (noticed_at is null or settled_at is not null)`,
)
export class MonitoringNotice {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Monitoring, { name: 'monitoring_notices_monitoring_fk' })
  @Column('text', { name: 'monitoring_id' })
  monitoringId!: string

  @ForeignKey(() => Organization, { name: 'monitoring_notices_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @ForeignKey('clinicians', 'id', { name: 'monitoring_notices_clinician_fk' })
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  /** Id of the load, or what else tells changes that were made together. */
  @Column('text', { name: 'load_key' })
  loadKey!: string

  @Column('timestamp with time zone', { name: 'spotted_at' })
  spottedAt!: Date

  /** When it was dealt with, by the gateway's clock; null while that is to come. */
  @Column('timestamp with time zone', { name: 'settled_at', nullable: true })
  settledAt!: Date | null

  /** When the organization was told, by its clock; null of what turned out to be no change of what it bought. */
  @Column('timestamp with time zone', { name: 'noticed_at', nullable: true })
  noticedAt!: Date | null

  @ForeignKey('profile_documents', 'id', { name: 'monitoring_notices_before_fk' })
  @Column('text', { name: 'before_document_id', nullable: true })
  beforeDocumentId!: string | null

  @ForeignKey('profile_documents', 'id', { name: 'monitoring_notices_document_fk' })
  @Column('text', { name: 'document_id', nullable: true })
  documentId!: string | null

  @Column('integer', { name: 'change_count', nullable: true })
  changeCount!: number | null

  @Column('text', { array: true, nullable: true })
  sections!: SectionCode[] | null
}
