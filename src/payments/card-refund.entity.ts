import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import type { CardRefundState } from './card-payment.type.js'

/** Why money goes back: staff refunded the order, or the charge came after the order had been cancelled. */
export type CardRefundCause = 'REFUNDED' | 'NOT_ORDERED'

/** Money on its way back to a card; all of a payment's together are never more than was charged. */
@Entity('card_refunds')
@Unique('card_refunds_reference_unique', ['reference'])
@Index('card_refunds_payment', ['cardPaymentId'])
@Index('card_refunds_of_state', ['state', 'id'])
@Index('card_refunds_open', ['nextAttemptAt'], { where: `state = 'WAITING'` })
@Check('card_refunds_amount_positive', 'amount_cents >= 1')
@Check('card_refunds_cause_known', `cause in ('REFUNDED', 'NOT_ORDERED')`)
@Check('card_refunds_state_known', `state in ('WAITING', 'SUCCEEDED', 'FAILED')`)
@Check('card_refunds_failure_code_sane', `failure_code ~ '^[a-z0-9_]{1,100}$'`)
@Check(
  'card_refunds_open_whole',
  `(state = 'WAITING') = (next_attempt_at is not null) and (state = 'WAITING') = (settled_at is null)`,
)
@Check('card_refunds_failed_says_why', `(state = 'FAILED') = (failure_code is not null)`)
export class CardRefund {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey('card_payments', 'id', { name: 'card_refunds_payment_fk' })
  @Column('text', { name: 'card_payment_id' })
  cardPaymentId!: string

  @Column('bigint', { name: 'amount_cents' })
  amountCents!: number

  @Column('text')
  cause!: CardRefundCause

  /** The processor's id of the refund; null until it has answered. */
  @Column('text', { nullable: true })
  reference!: string | null

  @Column('text')
  state!: CardRefundState

  @Column('text', { name: 'failure_code', nullable: true })
  failureCode!: string | null

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  @Column('integer', { default: 0 })
  attempts!: number

  @Column('timestamp with time zone', { name: 'next_attempt_at', nullable: true })
  nextAttemptAt!: Date | null

  @Column('timestamp with time zone', { name: 'settled_at', nullable: true })
  settledAt!: Date | null
}
