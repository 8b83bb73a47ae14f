import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { Upload } from '../uploads/upload.entity.js'
import { Discrepancy } from './discrepancy.entity.js'

/** A file that goes with a report; what it is stands with its upload. Rows are only added. */
@Entity('discrepancy_evidence')
@Unique('discrepancy_evidence_upload_unique', ['uploadId'])
@Index('discrepancy_evidence_of_discrepancy', ['discrepancyId', 'id'])
export class DiscrepancyEvidence {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Discrepancy, { name: 'discrepancy_evidence_discrepancy_fk' })
  @Column('text', { name: 'discrepancy_id' })
  discrepancyId!: string

  @ForeignKey(() => Upload, { name: 'discrepancy_evidence_upload_fk' })
  @Column('text', { name: 'upload_id' })
  uploadId!: string

  /** By the organization's clock. */
  @Column('timestamp with time zone', { name: 'added_at' })
  addedAt!: Date
}
