import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import type { Mode } from '../../auth/actor.js'
import { Organization } from '../../organizations/organization.entity.js'
import { User } from '../../people/user.entity.js'
import { IssuedDocument } from '../../profiles/issued-document.entity.js'
import { Vendor } from '../../vendors/vendor.entity.js'
import { OrderItem } from '../order-item.entity.js'
import type { MonitoringEndReason } from './monitoring.words.js'

/** One bought term of continuous monitoring of a clinician by an organization; all times are the organization's. */
@Entity('monitorings')
@Unique('monitorings_order_item_unique', ['orderItemId'])
@Index('monitorings_one_runs', ['organizationId', 'clinicianId'], { unique: true, where: 'ended_at is null' })
@Index('monitorings_running', ['clinicianId'], { where: 'ended_at is null' })
@Index('monitorings_of_organization', ['organizationId', 'id'])
@Index('monitorings_to_remind', ['remindFrom'], { where: 'ended_at is null and reminded_at is null' })
@Index('monitorings_to_expire', ['endsAt'], { where: 'ended_at is null' })
@Index('monitorings_to_attest', { synchronize: false })
@Index('monitorings_to_attest_last', { synchronize: false })
@Index('monitorings_of_clinician', ['organizationId', 'clinicianId'])
@Index('monitorings_log_started', ['organizationId', 'startedAt'])
@Index('monitorings_log_reminded', ['organizationId', 'remindedAt'], { where: 'reminded_at is not null' })
@Index('monitorings_log_ended', ['organizationId', 'endedAt'], { where: 'ended_at is not null' })
@Check('monitorings_attested_within', 'attested_until between started_at and ends_at')
@Check('monitorings_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('monitorings_end_reason_known', `end_reason in ('EXPIRED', 'DISCONTINUED', 'REFUNDED')`)
@Check('monitorings_term_sane', 'started_at < ends_at and remind_from between started_at and ends_at')
@Check('monitorings_reminded_sane', 'reminded_at between remind_from and ends_at')
@Check('monitorings_ended_whole', '(ended_at is null) = (end_reason is null)')
@Check('monitorings_ended_within', 'ended_at between started_at and ends_at')
@Check('monitorings_expired_at_the_end', `end_reason <> 'EXPIRED' or (ended_at = ends_at and reminded_at is not null)`)
@Check(
  'monitorings_ended_by_somebody',
  `num_nonnulls(ended_by_user_id, ended_by_vendor_id) = case when end_reason = 'DISCONTINUED' then 1 else 0 end`,
)
export class Monitoring {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Organization, { name: 'monitorings_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('text')
  mode!: Mode

  @ForeignKey('clinicians', 'id', { name: 'monitorings_clinician_fk' })
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  /** The line with which it was bought. */
  @ForeignKey(() => OrderItem, { name: 'monitorings_order_item_fk' })
  @Column('text', { name: 'order_item_id' })
  orderItemId!: string

  /** What the organization knows of the clinician: changes are told against it. */
  @ForeignKey(() => IssuedDocument, { name: 'monitorings_document_fk' })
  @Column('text', { name: 'document_id' })
  documentId!: string

  @Column('timestamp with time zone', { name: 'started_at' })
  startedAt!: Date

  /** The first instant that is not part of the term any more. */
  @Column('timestamp with time zone', { name: 'ends_at' })
  endsAt!: Date

  /** From when on the organization is reminded of the end. */
  @Column('timestamp with time zone', { name: 'remind_from' })
  remindFrom!: Date

  @Column('timestamp with time zone', { name: 'reminded_at', nullable: true })
  remindedAt!: Date | null

  @Column('timestamp with time zone', { name: 'ended_at', nullable: true })
  endedAt!: Date | null

  @Column('text', { name: 'end_reason', nullable: true })
  endReason!: MonitoringEndReason | null

  /** Up to when it is attested that nothing changed, or what did; null before the first attestation. */
  @Column('timestamp with time zone', { name: 'attested_until', nullable: true })
  attestedUntil!: Date | null

  /** How many attestations it has. */
  @Column('integer', { default: 0 })
  attestations!: number

  /** Who discontinued it, if a person did. */
  @ForeignKey(() => User, { name: 'monitorings_ended_by_user_fk' })
  @Column('text', { name: 'ended_by_user_id', nullable: true })
  endedByUserId!: string | null

  /** Who discontinued it, if a vendor did. */
  @ForeignKey(() => Vendor, { name: 'monitorings_ended_by_vendor_fk' })
  @Column('text', { name: 'ended_by_vendor_id', nullable: true })
  endedByVendorId!: string | null
}
