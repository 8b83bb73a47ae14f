import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import type { PaymentMethod } from '../accounts/payment-method.js'
import type { Mode } from '../auth/actor.js'
import { Organization } from '../organizations/organization.entity.js'
import { User } from '../people/user.entity.js'
import { ApiKey } from '../vendors/api-key.entity.js'
import { Vendor } from '../vendors/vendor.entity.js'
import type { OrderChannel, OrderStatus } from './order.type.js'

/** An order: placed once, whatever is repeated, and never deleted. */
@Entity('orders')
@Unique('orders_number_unique', ['number'])
@Unique('orders_idempotency_key_unique', ['idempotencyScope', 'idempotencyKey'])
@Index('orders_history', ['organizationId', 'placedAt', 'number'])
@Index('orders_vendor_spend', { synchronize: false })
@Check('orders_mode_known', `mode in ('TEST', 'LIVE')`)
@Check('orders_status_known', `status in ('PENDING', 'COMPLETED', 'FAILED', 'CANCELLED', 'REFUNDED')`)
@Check('orders_channel_known', `channel in ('HUB', 'INTEGRATION')`)
@Check('orders_payment_method_known', `payment_method in ('ACCOUNT_BALANCE', 'SUBSCRIPTION', 'CREDIT_CARD')`)
@Check('orders_total_not_negative', 'total_cents >= 0')
@Index('orders_pending', ['placedAt', 'id'], { where: `status = 'PENDING'` })
@Check('orders_purchase_order_number_length', 'length(purchase_order_number) between 1 and 50')
@Check('orders_failure_code_form', `failure_code ~ '^[A-Z][A-Z_]*$'`)
@Check('orders_refunded_sane', 'refunded_cents between 0 and total_cents')
@Check('orders_completed_once', `completed_at is null or (closed_at is null and status in ('COMPLETED', 'REFUNDED'))`)
@Check('orders_closed_without_payment', `closed_at is null or status in ('FAILED', 'CANCELLED')`)
@Check('orders_failed_with_code', `(status = 'FAILED') = (failure_code is not null)`)
@Check('orders_idempotency_key_length', 'length(idempotency_key) between 1 and 255')
@Check(
  'orders_integration_has_vendor',
  `(channel = 'INTEGRATION') = (vendor_id is not null and api_key_id is not null)`,
)
@Check('orders_hub_has_user', `(channel = 'HUB') = (placed_by_user_id is not null)`)
export class Order {
  @PrimaryColumn('text')
  id!: string

  /** Printed as `PO-` + 10 digits. */
  @Column('bigint')
  number!: number

  @ForeignKey(() => Organization, { name: 'orders_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('text')
  mode!: Mode

  @Column('text')
  status!: OrderStatus

  @Column('text')
  channel!: OrderChannel

  @ForeignKey(() => Vendor, { name: 'orders_vendor_fk' })
  @Column('text', { name: 'vendor_id', nullable: true })
  vendorId!: string | null

  @ForeignKey(() => ApiKey, { name: 'orders_api_key_fk' })
  @Column('text', { name: 'api_key_id', nullable: true })
  apiKeyId!: string | null

  /** The person who placed it on the hub; null for an integration. */
  @ForeignKey(() => User, { name: 'orders_user_fk' })
  @Column('text', { name: 'placed_by_user_id', nullable: true })
  placedByUserId!: string | null

  @Column('text', { name: 'payment_method' })
  paymentMethod!: PaymentMethod

  @Column('text')
  currency!: string

  @Column('bigint', { name: 'total_cents' })
  totalCents!: number

  @Column('timestamp with time zone', { name: 'placed_at' })
  placedAt!: Date

  /** The organization's local day of `placedAt`, as its time zone was then. */
  @Column('date', { name: 'placed_on' })
  placedOn!: string

  /** Within what the key is unique: the vendor or the person, and the mode. */
  @Column('text', { name: 'idempotency_scope' })
  idempotencyScope!: string

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string

  /** SHA-256 of the canonical JSON of what was asked for. */
  @Column('text', { name: 'request_sha256' })
  requestSha256!: string

  /** The buyer's own number of the purchase. */
  @Column('text', { name: 'purchase_order_number', nullable: true })
  purchaseOrderNumber!: string | null

  /** When it was paid and its documents were issued. */
  @Column('timestamp with time zone', { name: 'completed_at', nullable: true })
  completedAt!: Date | null

  /** When it ended without a payment. */
  @Column('timestamp with time zone', { name: 'closed_at', nullable: true })
  closedAt!: Date | null

  /** Why the payment failed. */
  @Column('text', { name: 'failure_code', nullable: true })
  failureCode!: string | null

  /** What was paid back of the total. */
  @Column('bigint', { name: 'refunded_cents', default: 0 })
  refundedCents!: number
}
