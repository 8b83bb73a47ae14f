import { Entity, ForeignKey, PrimaryColumn } from 'typeorm'
import { Order } from './order.entity.js'

/**
 * An integrated order that was paid and that no daily receipt has: put here by trigger when it is completed, taken away
 * with the receipt. A mark on the order itself would rewrite its row with the entries of all of its indexes.
 */
@Entity('orders_awaiting_receipt')
export class OrderAwaitingReceipt {
  @PrimaryColumn('text', { name: 'organization_id' })
  organizationId!: string

  /** The organization's day of the order. */
  @PrimaryColumn('date', { name: 'placed_on' })
  placedOn!: string

  @ForeignKey(() => Order, { name: 'orders_awaiting_receipt_order_fk' })
  @PrimaryColumn('text', { name: 'order_id' })
  orderId!: string
}
