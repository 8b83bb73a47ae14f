import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A name under which a clinician is found, as one source has it. */
@Entity('clinician_names')
@Index('clinician_names_key', ['nameKey'])
@Index('clinician_names_born', ['birthDate', 'nameKey', 'clinicianId', 'source', 'type'], {
  where: 'birth_date IS NOT NULL',
})
@Check('clinician_names_type_known', `type in ('LEGAL', 'FORMER', 'OTHER')`)
export class ClinicianName {
  /** Checked like a foreign key, by the statement (`require_clinicians`). */
  @PrimaryColumn('text', { name: 'clinician_id' })
  clinicianId!: string

  @PrimaryColumn('text')
  source!: string

  @PrimaryColumn('text')
  type!: 'LEGAL' | 'FORMER' | 'OTHER'

  /** By which names compare; `fullNameKey` makes it. */
  @PrimaryColumn('text', { name: 'name_key' })
  nameKey!: string

  @Column('text', { name: 'first_name', nullable: true })
  firstName!: string | null

  @Column('text', { name: 'middle_name', nullable: true })
  middleName!: string | null

  @Column('text', { name: 'last_name' })
  lastName!: string

  @Column('text', { nullable: true })
  suffix!: string | null

  /** `YYYY-MM-DD`; that of the clinician, copied by the database, so that both are found in one index. */
  @Column('date', { name: 'birth_date', nullable: true })
  birthDate!: string | null
}
