import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm'
import { ResearchRequest } from './research-request.entity.js'
import type { ResearchEventActor, ResearchEventKind } from './research-request.type.js'

/** A step of a research request; rows are only added. */
@Entity('research_request_events')
@Index('research_request_events_of_request', ['researchRequestId', 'id'])
@Check(
  'research_request_events_kind_known',
  `kind in ('REQUESTED', 'STARTED', 'DELAYED', 'FOUND', 'NOT_FOUND', 'WITHDRAWN')`,
)
@Check('research_request_events_actor_kind_known', `actor_kind in ('VENDOR', 'USER', 'STAFF', 'SYSTEM')`)
@Check('research_request_events_message_length', 'length(message) between 1 and 2000')
@Check('research_request_events_promise', `(kind in ('REQUESTED', 'DELAYED')) = (due_on is not null)`)
export class ResearchRequestEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number

  @ForeignKey(() => ResearchRequest, { name: 'research_request_events_request_fk' })
  @Column('text', { name: 'research_request_id' })
  researchRequestId!: string

  @Column('text')
  kind!: ResearchEventKind

  @Column('text', { name: 'actor_kind' })
  actorKind!: ResearchEventActor

  @Column('timestamp with time zone', { name: 'occurred_at' })
  occurredAt!: Date

  /** `YYYY-MM-DD`: by when an answer was promised then. */
  @Column('date', { name: 'due_on', nullable: true })
  dueOn!: string | null

  /** In words that the requester reads. */
  @Column('text', { nullable: true })
  message!: string | null
}
