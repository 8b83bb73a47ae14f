import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import { Email } from '../mail/email.entity.js'
import { DailyReceipt } from './daily-receipt.entity.js'

/** A receipt that was sent again: once for each idempotency key of each who asks. */
@Entity('daily_receipt_copies')
@Unique('daily_receipt_copies_email_unique', ['emailId'])
@Check('daily_receipt_copies_key_length', 'length(idempotency_key) between 1 and 255')
export class DailyReceiptCopy {
  @ForeignKey(() => DailyReceipt, { name: 'daily_receipt_copies_receipt_fk' })
  @PrimaryColumn('text', { name: 'daily_receipt_id' })
  dailyReceiptId!: string

  /** Id of the person or of the vendor. */
  @PrimaryColumn('text', { name: 'asked_by' })
  askedBy!: string

  @PrimaryColumn('text', { name: 'idempotency_key' })
  idempotencyKey!: string

  @ForeignKey(() => Email, { name: 'daily_receipt_copies_email_fk' })
  @Column('text', { name: 'email_id' })
  emailId!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
