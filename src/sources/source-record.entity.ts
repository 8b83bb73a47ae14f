import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { Clinician } from '../clinicians/clinician.entity.js'

/**
 * What a source's record last became, so that an unchanged record costs no write, and the latest of its dates, so that an
 * older file does not undo a newer one. Days are `YYYY-MM-DD`; a source whose records have no dates has none here.
 */
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

  /** The latest update date that the source gave the record. */
  @Column('date', { name: 'reported_on', nullable: true })
  reportedOn!: string | null

  /** Since when the record stands as deactivated; null if it is active. */
  @Column('date', { name: 'deactivated_on', nullable: true })
  deactivatedOn!: string | null

  /** When the record last became active again. */
  @Column('date', { name: 'reactivated_on', nullable: true })
  reactivatedOn!: string | null
}
