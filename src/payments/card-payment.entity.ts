import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import { Organization } from '../organizations/organization.entity.js'
import type { CardPaymentState } from './card-payment.type.js'
import type { CardProcessorName } from './card-processor.js'

/** The payment of an order by card. Of the card itself it has only what a receipt prints, and never its token. */
@Entity('card_payments')
@Unique('card_payments_one_per_order', ['orderId'])
@Unique('card_payments_reference_unique', ['processor', 'reference'])
@Index('card_payments_open', ['nextLookAt'], { where: `state = 'CREATED'` })
@Check('card_payments_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('card_payments_processor_known', `processor in ('STRIPE', 'BUILT_IN')`)
@Check('card_payments_amount_sane', 'amount_cents between 1 and 1000000000000')
@Check('card_payments_currency_iso', `currency ~ '^[A-Z]{3}$'`)
@Check('card_payments_state_known', `state in ('CREATED', 'SUCCEEDED', 'DECLINED', 'CANCELLED')`)
@Check('card_payments_decline_code_sane', `decline_code ~ '^[a-z0-9_]{1,100}$'`)
@Check('card_payments_brand_sane', `card_brand ~ '^[a-z0-9_]{1,40}$'`)
@Check('card_payments_last4_sane', `card_last4 ~ '^[0-9]{4}$'`)
@Check('card_payments_built_in_is_test', `(processor = 'BUILT_IN') = (mode = 'TEST')`)
@Check(
  'card_payments_open_whole',
  `(state = 'CREATED') = (next_look_at is not null) and (state = 'CREATED') = (settled_at is null)`,
)
@Check('card_payments_charged_has_reference', `state <> 'SUCCEEDED' or reference is not null`)
@Check('card_payments_declined_says_why', `(state = 'DECLINED') = (decline_code is not null)`)
export class CardPayment {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey('orders', 'id', { name: 'card_payments_order_fk' })
  @Column('text', { name: 'order_id' })
  orderId!: string

  @ForeignKey(() => Organization, { name: 'card_payments_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('text')
  mode!: Mode

  @Column('text')
  processor!: CardProcessorName

  @Column('bigint', { name: 'amount_cents' })
  amountCents!: number

  @Column('text')
  currency!: string

  /** The processor's id of the charge; committed before the charge can move any money. */
  @Column('text', { nullable: true })
  reference!: string | null

  @Column('text')
  state!: CardPaymentState

  @Column('text', { name: 'decline_code', nullable: true })
  declineCode!: string | null

  @Column('text', { name: 'card_brand', nullable: true })
  cardBrand!: string | null

  @Column('text', { name: 'card_last4', nullable: true })
  cardLast4!: string | null

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** How often the processor was asked what became of it. */
  @Column('integer', { default: 0 })
  looks!: number

  @Column('timestamp with time zone', { name: 'next_look_at', nullable: true })
  nextLookAt!: Date | null

  @Column('timestamp with time zone', { name: 'settled_at', nullable: true })
  settledAt!: Date | null
}
