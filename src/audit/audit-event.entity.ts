import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm'
import { ACTIONS_WITHOUT_REASON } from './audit.actions.js'

/** Who did what to which thing, when and from where: ids only. Append-only by trigger, and in parts by month. */
@Entity('audit_events')
@Index('audit_events_organization', ['organizationId', 'occurredAt', 'id'])
@Index('audit_events_time', ['occurredAt', 'id'])
@Index('audit_events_subjects', { synchronize: false })
@Check('audit_events_id_exact', 'id between 1 and 9007199254740991')
@Check('audit_events_reason_length', 'length(reason) between 1 and 1000')
@Check(
  'audit_events_staff_reason',
  `actor_kind <> 'STAFF' or reason is not null or action in ('${ACTIONS_WITHOUT_REASON.join("', '")}')`,
)
export class AuditEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number

  /** Tells the part, and so has to be in the key; the ids alone are one's own, by their sequence. */
  @PrimaryColumn('timestamp with time zone', { name: 'occurred_at' })
  occurredAt!: Date

  @Column('text')
  action!: string

  @Column('text', { name: 'actor_kind' })
  actorKind!: string

  @Column('text', { name: 'actor_id', nullable: true })
  actorId!: string | null

  @Column('text', { name: 'api_key_id', nullable: true })
  apiKeyId!: string | null

  @Column('text', { name: 'organization_id', nullable: true })
  organizationId!: string | null

  @Column('text', { name: 'subject_kind', nullable: true })
  subjectKind!: string | null

  @Column('text', { name: 'subject_ids', array: true })
  subjectIds!: string[]

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null

  @Column('inet', { nullable: true })
  address!: string | null

  @Column('text', { name: 'session_id', nullable: true })
  sessionId!: string | null

  /** Why staff did it. */
  @Column('text', { nullable: true })
  reason!: string | null
}
