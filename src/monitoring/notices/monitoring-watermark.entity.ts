import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

/** Up to which change of the directory somebody has looked who monitors whom: one row, which whoever looks holds. */
@Entity('monitoring_watermark')
@Check('monitoring_watermark_alone', `id = 'all'`)
export class MonitoringWatermark {
  @PrimaryColumn('text')
  id!: 'all'

  @Column('bigint', { name: 'changes_through' })
  changesThrough!: number
}
