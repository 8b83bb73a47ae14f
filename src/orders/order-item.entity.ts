import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { Organization } from '../organizations/organization.entity.js'
import { IssuedDocument } from '../profiles/issued-document.entity.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import { Order } from './order.entity.js'

/** One line of an order: a product of a clinician, and the document that was issued for it. */
@Entity('order_items')
@Unique('order_items_line_unique', ['orderId', 'line'])
@Index('order_items_owned', ['organizationId', 'clinicianId', 'purchasedAt'])
@Index('order_items_by_purchase', ['organizationId', 'purchasedAt', 'id'])
@Index('order_items_of_clinician', ['clinicianId', 'organizationId'], {
  where: 'document_id is not null and refund_id is null',
})
@Index('order_items_of_refund', ['refundId'], { where: 'refund_id is not null' })
@Check(
  'order_items_refunded_was_bought',
  `refund_id is null or document_id is not null or product = 'CONTINUOUS_MONITORING'`,
)
@Check(
  'order_items_product_known',
  `product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE', 'CONTINUOUS_MONITORING')`,
)
@Check('order_items_monitoring_undocumented', `product <> 'CONTINUOUS_MONITORING' or document_id is null`)
@Check('order_items_price_not_negative', 'unit_price_cents >= 0')
@Check('order_items_vendor_reference_length', 'length(vendor_reference) <= 200')
export class OrderItem {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Order, { name: 'order_items_order_fk' })
  @Column('text', { name: 'order_id' })
  orderId!: string

  /** 1, 2, 3 … */
  @Column('integer')
  line!: number

  @ForeignKey(() => Organization, { name: 'order_items_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @ForeignKey('clinicians', 'id', { name: 'order_items_clinician_fk' })
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  @Column('text')
  product!: ProductCode

  @Column('bigint', { name: 'unit_price_cents' })
  unitPriceCents!: number

  @Column('text', { name: 'vendor_reference', nullable: true })
  vendorReference!: string | null

  @ForeignKey(() => IssuedDocument, { name: 'order_items_document_fk' })
  /** Null until the order is completed. */
  @Column('text', { name: 'document_id', nullable: true })
  documentId!: string | null

  @Column('timestamp with time zone', { name: 'purchased_at' })
  purchasedAt!: Date

  /** With what it was paid back; null while it was not. */
  @ForeignKey('order_refunds', 'id', { name: 'order_items_refund_fk' })
  @Column('text', { name: 'refund_id', nullable: true })
  refundId!: string | null
}
