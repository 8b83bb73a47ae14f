import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'

/**
 * What a source's record last became, so that an unchanged record costs no write, and the latest of its dates, so that an
 * older file does not undo a newer one. Days are `YYYY-MM-DD`; a source whose records have no dates has none here.
 */
@Entity('source_records')
@Index('source_records_one_of_clinician', ['clinicianId', 'source'], {
  unique: true,
  where: 'no_longer_reported_at IS NULL',
})
@Check('source_records_mode_known', `mode in ('TEST', 'LIVE')`)
export class SourceRecord {
  @PrimaryColumn('text')
  mode!: Mode

  @PrimaryColumn('text')
  source!: string

  /** The source's own key, for example an NPI. */
  @PrimaryColumn('text', { name: 'record_key' })
  recordKey!: string

  /** Checked like a foreign key, by the statement (`require_clinicians`). */
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  /** Whether the clinician's name and place are the record's: it is a whole one of a source that does not give way. */
  @Column('boolean')
  heads!: boolean

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

  /** The latest day of a file that changed what the record says. */
  @Column('date', { name: 'as_of', nullable: true })
  asOf!: string | null

  /** When a whole file of the source was found to be without it. */
  @Column('timestamp with time zone', { name: 'no_longer_reported_at', nullable: true })
  noLongerReportedAt!: Date | null

  /** Of which day that file was; null if nobody said. */
  @Column('date', { name: 'no_longer_reported_on', nullable: true })
  noLongerReportedOn!: string | null
}
