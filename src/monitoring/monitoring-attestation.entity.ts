import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { Monitoring } from '../orders/monitoring/monitoring.entity.js'
import { Organization } from '../organizations/organization.entity.js'
import { SourceState } from './source-state.entity.js'

/** That within a period of a term no change was noticed, or how many were. Only ever added to. */
@Entity('monitoring_attestations')
@Unique('monitoring_attestations_number_unique', ['monitoringId', 'number'])
@Index('monitoring_attestations_log', ['organizationId', 'attestedAt', 'id'])
@Check('monitoring_attestations_number_positive', 'number >= 1')
@Check('monitoring_attestations_changes_not_negative', 'change_count >= 0')
@Check('monitoring_attestations_period_sane', 'period_from < period_until and period_until <= attested_at')
export class MonitoringAttestation {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Monitoring, { name: 'monitoring_attestations_monitoring_fk' })
  @Column('text', { name: 'monitoring_id' })
  monitoringId!: string

  @ForeignKey(() => Organization, { name: 'monitoring_attestations_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  /** 1, 2, 3 … within the term. */
  @Column('integer')
  number!: number

  @Column('timestamp with time zone', { name: 'period_from' })
  periodFrom!: Date

  /** Not included. */
  @Column('timestamp with time zone', { name: 'period_until' })
  periodUntil!: Date

  @Column('integer', { name: 'change_count' })
  changeCount!: number

  @ForeignKey(() => SourceState, { name: 'monitoring_attestations_sources_fk' })
  @Column('text', { name: 'sources_sha256' })
  sourcesSha256!: string

  @Column('timestamp with time zone', { name: 'attested_at' })
  attestedAt!: Date
}
