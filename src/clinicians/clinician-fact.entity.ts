import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** One element of a profile section as one source reports it. A change closes the row and adds another. */
@Entity('clinician_facts')
@Index('clinician_facts_current', ['clinicianId', 'section', 'source', 'factKey'], {
  unique: true,
  where: 'no_longer_reported_at IS NULL',
})
@Index('clinician_facts_past', ['clinicianId'], { where: 'no_longer_reported_at IS NOT NULL' })
export class ClinicianFact {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number

  /** Checked like a foreign key, by the statement (`require_clinicians`). */
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  @Column('text')
  section!: string

  @Column('text')
  source!: string

  /** What tells the element from others of its section and source. */
  @Column('text', { name: 'fact_key' })
  factKey!: string

  @Column('smallint')
  position!: number

  @Column('jsonb')
  value!: object

  /** `YYYY-MM-DD` */
  @Column('date', { name: 'last_reported_on', nullable: true })
  lastReportedOn!: string | null

  /** When the gateway took over this value, or its being reported again on a later day. */
  @Column('timestamp with time zone', { name: 'retrieved_at' })
  retrievedAt!: Date

  /** When the gateway learned that the source says something else, or nothing any more. */
  @Column('timestamp with time zone', { name: 'no_longer_reported_at', nullable: true })
  noLongerReportedAt!: Date | null

  /** The day (`YYYY-MM-DD`) of the file from which it learned that; null if nobody said of which day the file is. */
  @Column('date', { name: 'no_longer_reported_on', nullable: true })
  noLongerReportedOn!: string | null
}
