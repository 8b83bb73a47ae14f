import { Field, ObjectType } from 'type-graphql'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { ModeEnum } from '../graphql/mode.js'
import { LocalDate } from '../graphql/scalars.js'

/** A source that was asked for a section about everybody of a mode, so that its silence means something. */
@ObjectType({ description: 'A source that was asked for a section of the profile about everybody of a mode.' })
@Entity('source_coverages')
@Check('source_coverages_mode_known', `mode in ('TEST', 'LIVE')`)
export class SourceCoverage {
  @Field(() => ModeEnum, { description: 'Of which mode.' })
  @PrimaryColumn('text')
  mode!: Mode

  @Field(() => String, { description: 'Code of the section of the profile, for example `SANCTIONS`.' })
  @PrimaryColumn('text')
  section!: string

  @Field(() => String, { description: 'Name of the source.' })
  @PrimaryColumn('text')
  source!: string

  /** `YYYY-MM-DD` */
  @Field(() => LocalDate, { description: 'The day of what the source knew.' })
  @Column('date', { name: 'as_of' })
  asOf!: string

  /**
   * When the source was asked, if only about the clinicians who were in the directory then: about who came later its
   * silence means nothing. Null if its answers hold for everybody.
   */
  @Column('timestamp with time zone', { name: 'asked_at', nullable: true })
  askedAt!: Date | null
}
