import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import { BulkOperation } from '../../bulk/bulk-operation.entity.js'
import { Order } from '../order.entity.js'

/** Payment methods of a roster: a card is charged outside of transactions, and the rows of a slice inside of one. */
export const ROSTER_PAYMENT_METHODS = ['ACCOUNT_BALANCE', 'SUBSCRIPTION'] as const
export type RosterPaymentMethod = (typeof ROSTER_PAYMENT_METHODS)[number]

/** How the rows of a preview that are ready are bought: once, by an operation of its own. */
@Entity('order_roster_purchases')
@Unique('order_roster_purchases_once', ['previewOperationId'])
@Check('order_roster_purchases_payment_method_known', `payment_method in ('ACCOUNT_BALANCE', 'SUBSCRIPTION')`)
@Check('order_roster_purchases_maximum_not_negative', 'maximum_total_cents >= 0')
@Check('order_roster_purchases_number_length', 'length(purchase_order_number) between 1 and 50')
export class OrderRosterPurchase {
  @ForeignKey(() => BulkOperation, { name: 'order_roster_purchases_operation_fk' })
  @PrimaryColumn('text', { name: 'operation_id' })
  operationId!: string

  @ForeignKey(() => BulkOperation, { name: 'order_roster_purchases_preview_fk' })
  @Column('text', { name: 'preview_operation_id' })
  previewOperationId!: string

  @Column('text', { name: 'payment_method' })
  paymentMethod!: RosterPaymentMethod

  /** All its orders together never cost more. */
  @Column('bigint', { name: 'maximum_total_cents' })
  maximumTotalCents!: number

  @Column('text', { name: 'purchase_order_number', nullable: true })
  purchaseOrderNumber!: string | null
}

/** The order that was placed for the rows from `firstRow` on: one for each slice, however often it is tried. */
@Entity('order_roster_orders')
@Unique('order_roster_orders_order_unique', ['orderId'])
@Check('order_roster_orders_row_sane', 'first_row >= 1')
export class OrderRosterOrder {
  @ForeignKey(() => OrderRosterPurchase, { name: 'order_roster_orders_purchase_fk' })
  @PrimaryColumn('text', { name: 'operation_id' })
  operationId!: string

  @PrimaryColumn('integer', { name: 'first_row' })
  firstRow!: number

  @ForeignKey(() => Order, { name: 'order_roster_orders_order_fk' })
  @Column('text', { name: 'order_id' })
  orderId!: string
}
