import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { User } from '../../people/user.entity.js'
import { LedgerTransaction } from '../ledger-transaction.entity.js'
import { Subscription } from './subscription.entity.js'

/** Money for a subscription: an invoice that was paid, or balance that was moved. Append-only by trigger. */
@Entity('subscription_payments')
@Unique('subscription_payments_key_unique', ['userId', 'idempotencyKey'])
@Index('subscription_payments_of_subscription', ['subscriptionId'])
@Check('subscription_payments_reference_length', 'length(reference) between 1 and 100')
@Check('subscription_payments_actor_known', `actor_kind in ('USER', 'STAFF')`)
export class SubscriptionPayment {
  @ForeignKey(() => LedgerTransaction, { name: 'subscription_payments_transaction_fk' })
  @PrimaryColumn('text', { name: 'transaction_id' })
  transactionId!: string

  @ForeignKey(() => Subscription, { name: 'subscription_payments_subscription_fk' })
  @Column('text', { name: 'subscription_id' })
  subscriptionId!: string

  /** Number of the invoice; null of what came out of the balance. */
  @Column('text', { nullable: true })
  reference!: string | null

  @Column('text', { name: 'actor_kind' })
  actorKind!: 'USER' | 'STAFF'

  @ForeignKey(() => User, { name: 'subscription_payments_user_fk' })
  @Column('text', { name: 'user_id' })
  userId!: string

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string

  @Column('text', { name: 'request_sha256' })
  requestSha256!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
