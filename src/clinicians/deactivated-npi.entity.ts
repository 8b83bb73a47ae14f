import { Check, Column, Entity, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'

/**
 * An NPI that a source has told to be deactivated, whether its clinician is in the directory or not. The source withholds
 * everything else of it.
 */
@Entity('deactivated_npis')
@Check('deactivated_npis_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('deactivated_npis_form', `npi ~ '^[12][0-9]{9}$'`)
export class DeactivatedNpi {
  @PrimaryColumn('text')
  mode!: Mode

  @PrimaryColumn('text')
  npi!: string

  /** `YYYY-MM-DD`; the latest where the source has told several. */
  @Column('date', { name: 'deactivated_on' })
  deactivatedOn!: string

  /** Name of the source as printed, for example `NPPES`. */
  @Column('text')
  source!: string

  /** Of which day the file is that told it (`YYYY-MM-DD`); null if nobody said. */
  @Column('date', { name: 'reported_on', nullable: true })
  reportedOn!: string | null
}
