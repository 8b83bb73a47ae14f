import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { Clinician } from '../clinicians/clinician.entity.js'

/** What a source's record last became, so that an unchanged record costs no write. */
@Entity('source_records')
@Index('source_records_clinician', ['clinicianId'])
export class SourceRecord {
  @PrimaryColumn('text')
  source!: string

  /** The source's own key, for example an NPI. */
  @PrimaryColumn('text', { name: 'record_key' })
  recordKey!: string

  @ForeignKey(() => Clinician, { name: 'source_records_clinician_fk' })
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  @Column('bytea', { name: 'content_sha256' })
  contentSha256!: Buffer
}
