import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import { Email } from '../mail/email.entity.js'
import { Organization } from '../organizations/organization.entity.js'
import type { ReceiptContent } from './daily-receipt.content.js'

/** The receipt of an organization's integrated orders of a day: one at most, kept as it was sent. */
@Entity('daily_receipts')
@Unique('daily_receipts_one_a_day', ['organizationId', 'day'])
@Unique('daily_receipts_email_unique', ['emailId'])
@Check('daily_receipts_refunds_sane', 'refunded_cents between 0 and total_cents')
@Check('daily_receipts_order_count_positive', 'order_count > 0')
export class DailyReceipt {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Organization, { name: 'daily_receipts_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  /** The organization's local day. */
  @Column('date')
  day!: string

  @Column('text')
  currency!: string

  @Column('integer', { name: 'order_count' })
  orderCount!: number

  /** What its orders came to. */
  @Column('bigint', { name: 'total_cents' })
  totalCents!: number

  /** What of it had been paid back when the receipt was made. */
  @Column('bigint', { name: 'refunded_cents', default: 0 })
  refundedCents!: number

  @Column('jsonb')
  content!: ReceiptContent

  @ForeignKey(() => Email, { name: 'daily_receipts_email_fk' })
  @Column('text', { name: 'email_id' })
  emailId!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
