import { Check, Column, Entity, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'

/** A source that was asked for a section about everybody of a mode, so that its silence means something. */
@Entity('source_coverages')
@Check('source_coverages_mode_known', `mode in ('TEST', 'LIVE')`)
export class SourceCoverage {
  @PrimaryColumn('text')
  mode!: Mode

  @PrimaryColumn('text')
  section!: string

  @PrimaryColumn('text')
  source!: string

  /** `YYYY-MM-DD` */
  @Column('date', { name: 'as_of' })
  asOf!: string
}
