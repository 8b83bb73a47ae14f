import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm'
import { Clinician } from './clinician.entity.js'

/** One element of a profile section as one source reports it. A change closes the row and adds another. */
@Entity('clinician_facts')
@Index('clinician_facts_current', ['clinicianId', 'section', 'source', 'factKey'], {
  unique: true,
  where: 'no_longer_reported_at IS NULL',
})
export class ClinicianFact {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number

  @ForeignKey(() => Clinician, { name: 'clinician_facts_clinician_fk' })
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

  @Column('timestamp with time zone', { name: 'no_longer_reported_at', nullable: true })
  noLongerReportedAt!: Date | null
}
