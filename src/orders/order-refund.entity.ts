import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { LedgerTransaction } from '../accounts/ledger-transaction.entity.js'
import { Organization } from '../organizations/organization.entity.js'
import { User } from '../people/user.entity.js'
import { Order } from './order.entity.js'

/** What staff paid back of an order; never changed. Which lines: they name it. */
@Entity('order_refunds')
@Unique('order_refunds_transaction_unique', ['ledgerTransactionId'])
@Unique('order_refunds_idempotency_key_unique', ['idempotencyKey'])
@Index('order_refunds_of_order', ['orderId', 'id'])
@Check('order_refunds_amount_not_negative', 'amount_cents >= 0')
@Check('order_refunds_item_count_positive', 'item_count >= 1')
@Check('order_refunds_idempotency_key_length', 'length(idempotency_key) between 1 and 255')
export class OrderRefund {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Order, { name: 'order_refunds_order_fk' })
  @Column('text', { name: 'order_id' })
  orderId!: string

  @ForeignKey(() => Organization, { name: 'order_refunds_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @ForeignKey(() => LedgerTransaction, { name: 'order_refunds_transaction_fk' })
  @Column('text', { name: 'ledger_transaction_id' })
  ledgerTransactionId!: string

  @Column('bigint', { name: 'amount_cents' })
  amountCents!: number

  @Column('integer', { name: 'item_count' })
  itemCount!: number

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string

  /** SHA-256 of the canonical JSON of what was asked for. */
  @Column('text', { name: 'request_sha256' })
  requestSha256!: string

  @ForeignKey(() => User, { name: 'order_refunds_user_fk' })
  @Column('text', { name: 'refunded_by_user_id' })
  refundedByUserId!: string

  @Column('timestamp with time zone', { name: 'refunded_at' })
  refundedAt!: Date
}
