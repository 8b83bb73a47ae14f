import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import type { WebhookDeliveryState } from './webhook.words.js'
import { WebhookEndpoint } from './webhook-endpoint.entity.js'
import { WebhookEvent } from './webhook-event.entity.js'

/** One event on its way to one endpoint: the queue that workers take from, and the log that vendors read. */
@Entity('webhook_deliveries')
@Index('webhook_deliveries_waiting', ['endpointId', 'nextAttemptAt'], { where: `state = 'WAITING'` })
@Index('webhook_deliveries_claimed', ['endpointId', 'claimedUntil'], { where: 'claimed_until is not null' })
@Index('webhook_deliveries_event', ['eventId'])
@Index('webhook_deliveries_log', ['endpointId', 'state', 'eventId'])
@Check('webhook_deliveries_state_known', `state in ('WAITING', 'DELIVERED', 'FAILED', 'CANCELLED')`)
@Check(
  'webhook_deliveries_waiting_whole',
  `(state = 'WAITING') = (next_attempt_at is not null) and (state = 'WAITING') = (settled_at is null)
   and (state = 'WAITING' or claimed_until is null)`,
)
export class WebhookDelivery {
  @ForeignKey(() => WebhookEndpoint, { name: 'webhook_deliveries_endpoint_fk' })
  @PrimaryColumn('text', { name: 'endpoint_id' })
  endpointId!: string

  @ForeignKey(() => WebhookEvent, { name: 'webhook_deliveries_event_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'event_id' })
  eventId!: string

  @Column('text')
  state!: WebhookDeliveryState

  /** How often it was taken to be sent; also tells one claim from the next. */
  @Column('integer', { default: 0 })
  attempts!: number

  /** How many of them failed since it was written down, or replayed. */
  @Column('integer', { default: 0 })
  failures!: number

  @Column('timestamp with time zone', { name: 'next_attempt_at', nullable: true })
  nextAttemptAt!: Date | null

  /** Until then, by the database's clock, one worker has it alone. */
  @Column('timestamp with time zone', { name: 'claimed_until', nullable: true })
  claimedUntil!: Date | null

  @Column('timestamp with time zone', { name: 'settled_at', nullable: true })
  settledAt!: Date | null
}
