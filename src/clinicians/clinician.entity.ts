import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'

/** A physician or physician assistant of the directory: who it is and by which numbers and name it is known. */
@Entity('clinicians')
@Index('clinicians_npi', ['mode', 'npi'], { unique: true })
@Index('clinicians_ecfmg', ['mode', 'ecfmgNumber'], { unique: true })
@Index('clinicians_nccpa', ['mode', 'nccpaNumber'], { unique: true })
@Check('clinicians_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('clinicians_kind_known', `kind in ('PHYSICIAN', 'PHYSICIAN_ASSISTANT')`)
@Check('clinicians_npi_form', `npi ~ '^[12][0-9]{9}$'`)
@Check('clinicians_ecfmg_form', `ecfmg_number ~ '^[0-9]{7,8}$'`)
@Check('clinicians_nccpa_form', `nccpa_number ~ '^[0-9]{7}$'`)
export class Clinician {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  mode!: Mode

  @Column('text')
  kind!: 'PHYSICIAN' | 'PHYSICIAN_ASSISTANT'

  @Column('text', { nullable: true })
  npi!: string | null

  @Column('text', { name: 'ecfmg_number', nullable: true })
  ecfmgNumber!: string | null

  @Column('text', { name: 'nccpa_number', nullable: true })
  nccpaNumber!: string | null

  @Column('text', { name: 'first_name', nullable: true })
  firstName!: string | null

  @Column('text', { name: 'middle_name', nullable: true })
  middleName!: string | null

  @Column('text', { name: 'last_name' })
  lastName!: string

  @Column('text', { nullable: true })
  suffix!: string | null

  @Column('text', { nullable: true })
  credential!: string | null

  /** `YYYY-MM-DD`; never shown, only compared. */
  @Column('date', { name: 'birth_date', nullable: true })
  birthDate!: string | null

  @Column('text', { nullable: true })
  city!: string | null

  @Column('text', { nullable: true })
  state!: string | null

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** When identity, name or place last changed; facts have times of their own. */
  @Column('timestamp with time zone', { name: 'updated_at' })
  updatedAt!: Date
}
