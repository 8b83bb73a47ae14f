import type { PaymentMethod } from '../accounts/payment-method.js'
import type { LocalDay } from '../kernel/local-day.js'
import type { ProductCode } from '../profiles/profile.sections.js'

/** What a receipt says, kept as it was sent: JSON in the row, in whole cents of the receipt's currency. */
export interface ReceiptContent {
  format: 'daily-receipt/1'
  organizationName: string
  timeZone: string
  orders: ReceiptOrder[]
  totalsByProduct: { product: ProductCode; quantity: number; cents: number }[]
  totalsByPaymentMethod: { paymentMethod: PaymentMethod; orderCount: number; cents: number; refundedCents?: number }[]
  totalCents: number
  /** What of it had been paid back when the receipt was made. Like the other two, missing from receipts of 0.4: 0. */
  refundedCents?: number
}

/** An order as the receipt has it. */
export interface ReceiptOrder {
  orderId: string
  /** `PO-` + 10 digits. */
  orderNumber: string
  /** ISO 8601 instant. */
  placedAt: string
  /** The organization's day then; not the receipt's for an order that came after the receipt of its day. */
  placedOn: LocalDay
  vendorName: string
  paymentMethod: PaymentMethod
  cents: number
  /** What of it had been paid back when the receipt was made. */
  refundedCents?: number
  items: ReceiptItem[]
}

/** One line of an order: who it was for, what, and for how much. */
export interface ReceiptItem {
  clinicianName: string
  product: ProductCode
  vendorReference: string | null
  cents: number
}

/** Products as people call them. */
export const PRODUCT_LABELS: Readonly<Record<ProductCode, string>> = {
  INITIAL_APPOINTMENT: 'Initial appointment profile',
  REAPPOINTMENT: 'Reappointment profile',
  PA_PROFILE: 'Physician assistant profile',
  CONTINUOUS_MONITORING: 'Continuous monitoring',
}

/** Payment methods as people call them. */
export const PAYMENT_METHOD_LABELS: Readonly<Record<PaymentMethod, string>> = {
  ACCOUNT_BALANCE: 'Account balance',
  SUBSCRIPTION: 'Subscription',
  CREDIT_CARD: 'Credit card',
}
