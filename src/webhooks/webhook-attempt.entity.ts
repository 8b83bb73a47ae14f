import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm'
import type { WebhookProblem } from './webhook.words.js'
import { WebhookDelivery } from './webhook-delivery.entity.js'

/** One line of a head. */
export interface HeaderLine {
  name: string
  value: string
}

/** What became of one attempt to send: heads only, never bodies. */
@Entity('webhook_attempts')
@ForeignKey(() => WebhookDelivery, ['endpointId', 'eventId'], ['endpointId', 'eventId'], {
  name: 'webhook_attempts_delivery_fk',
  onDelete: 'CASCADE',
})
@Check('webhook_attempts_status_sane', 'status between 100 and 999')
export class WebhookAttempt {
  @PrimaryColumn('text', { name: 'endpoint_id' })
  endpointId!: string

  @PrimaryColumn('text', { name: 'event_id' })
  eventId!: string

  @PrimaryColumn('integer')
  number!: number

  @Column('timestamp with time zone', { name: 'attempted_at' })
  attemptedAt!: Date

  @Column('integer', { name: 'duration_ms' })
  durationMs!: number

  /** Null without an answer. */
  @Column('integer', { nullable: true })
  status!: number | null

  /** Null for a success. */
  @Column('text', { nullable: true })
  problem!: WebhookProblem | null

  @Column('jsonb', { name: 'response_headers' })
  responseHeaders!: HeaderLine[]
}
