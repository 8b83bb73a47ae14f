import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm'
import { Discrepancy } from './discrepancy.entity.js'
import type { DiscrepancyEventActor, DiscrepancyEventKind } from './discrepancy.words.js'

/** A step of a discrepancy report; rows are only added. */
@Entity('discrepancy_events')
@Index('discrepancy_events_of_discrepancy', ['discrepancyId', 'id'])
@Check(
  'discrepancy_events_kind_known',
  `kind in ('SUBMITTED', 'INVESTIGATING', 'NOTED', 'ASKED', 'REPLIED', 'DELAYED', 'CORRECTED', 'CONFIRMED_ACCURATE',
    'WITHDRAWN')`,
)
@Check('discrepancy_events_actor_kind_known', `actor_kind in ('VENDOR', 'USER', 'STAFF', 'SYSTEM')`)
@Check('discrepancy_events_message_length', 'length(message) between 1 and 2000')
@Check('discrepancy_events_promise', `(kind in ('SUBMITTED', 'DELAYED')) = (due_on is not null)`)
@Check('discrepancy_events_message_given', `kind not in ('NOTED', 'ASKED', 'REPLIED') or message is not null`)
export class DiscrepancyEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number

  @ForeignKey(() => Discrepancy, { name: 'discrepancy_events_discrepancy_fk' })
  @Column('text', { name: 'discrepancy_id' })
  discrepancyId!: string

  @Column('text')
  kind!: DiscrepancyEventKind

  @Column('text', { name: 'actor_kind' })
  actorKind!: DiscrepancyEventActor

  @Column('timestamp with time zone', { name: 'occurred_at' })
  occurredAt!: Date

  /** `YYYY-MM-DD`: by when an outcome was promised then. */
  @Column('date', { name: 'due_on', nullable: true })
  dueOn!: string | null

  /** In words that the reporter reads; of NOTED, that only staff do. */
  @Column('text', { nullable: true })
  message!: string | null
}
