import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import type { ProductCode } from '../../profiles/profile.sections.js'
import { Cart } from './cart.entity.js'

/** A product of a clinician in a cart, at most once; it has no price of its own. */
@Entity('cart_items')
@Unique('cart_items_once', ['cartId', 'clinicianId', 'product'])
@Check(
  'cart_items_product_known',
  `product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE', 'CONTINUOUS_MONITORING')`,
)
@Check('cart_items_vendor_reference_length', 'length(vendor_reference) <= 200')
export class CartItem {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Cart, { name: 'cart_items_cart_fk' })
  @Column('text', { name: 'cart_id' })
  cartId!: string

  @ForeignKey('clinicians', 'id', { name: 'cart_items_clinician_fk' })
  @Column('text', { name: 'clinician_id' })
  clinicianId!: string

  @Column('text')
  product!: ProductCode

  @Column('text', { name: 'vendor_reference', nullable: true })
  vendorReference!: string | null

  @Column('boolean', { name: 'allow_duplicate', default: false })
  allowDuplicate!: boolean

  @Column('timestamp with time zone', { name: 'added_at' })
  addedAt!: Date
}
