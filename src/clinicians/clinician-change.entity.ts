import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'
import type { Mode } from '../auth/actor.js'

/**
 * That a source says something else of a clinician who was known already, in a section that monitoring watches
 * (`MONITORED_SECTIONS`). Who has read up to an id and asks for those after it misses none: whoever writes them holds the
 * lock of the batch until the commit, so that they become visible in the order of their ids.
 */
@Entity('clinician_changes')
@Index('clinician_changes_clinician', ['clinicianId', 'id'])
@Check('clinician_changes_mode_known', `mode in ('TEST', 'LIVE')`)
@Check(
  'clinician_changes_say_what',
  `case kind when 'ADDED' then field is null and before is null and after is not null
             when 'REMOVED' then field is null and before is not null and after is null
             when 'CHANGED' then field is not null and before is distinct from after
             else false end`,
)
export class ClinicianChange {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number

  /** Checked like a foreign key, by the statement (`require_clinicians`). */
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  @Column('text')
  mode!: Mode

  @Column('text')
  section!: string

  @Column('text')
  source!: string

  /** What tells the element from others of its section and source. */
  @Column('text', { name: 'fact_key' })
  factKey!: string

  /** An element came, went, or differs in one field. */
  @Column('text')
  kind!: 'ADDED' | 'CHANGED' | 'REMOVED'

  /** Name of the part of the element's value that differs; null for a whole element. */
  @Column('text', { nullable: true })
  field!: string | null

  /** The field or element as it was; null if there was none. */
  @Column('jsonb', { nullable: true })
  before!: unknown

  /** The field or element as it is; null if there is none any more. */
  @Column('jsonb', { nullable: true })
  after!: unknown

  /** `load_…`; null for what no file brought. */
  @Column('text', { name: 'load_id', nullable: true })
  loadId!: string | null

  @Column('timestamp with time zone', { name: 'changed_at' })
  changedAt!: Date
}
