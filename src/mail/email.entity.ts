import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** What an e-mail is about: a word for lists and metrics, never personal data. */
export type EmailKind =
  | 'DAILY_RECEIPT'
  | 'INVITATION'
  | 'PASSWORD_RESET'
  | 'PASSWORD_CHANGED'
  | 'SESSION_ENDED'
  | 'EMAIL_CHANGE'
  | 'EMAIL_CHANGED'
  | 'OPENID_LINKED'
  | 'CHANGE_REQUEST'
  | 'INTEGRATION_REQUEST'
  | 'GRANT'
  | 'VENDOR_MEMBER'
  | 'ORGANIZATION_INQUIRY'
  | 'RESEARCH_REQUEST'
  | 'DISCREPANCY'
  | 'PROFILE_CORRECTED'
  | 'PROFILE_DELIVERY'
  | 'WEBHOOK_DISABLED'
  | 'REAPPOINTMENT'
  | 'MONITORING_CHANGED'
  | 'MONITORING_EXPIRING'

/** An e-mail that the gateway sends, and how far it has come. The row is written together with what it tells of. */
@Entity('emails')
@Index('emails_unsent', ['createdAt'], { where: 'sent_at is null and failed_at is null' })
@Index('emails_newest', ['createdAt', 'id'])
@Check('emails_recipients_present', 'cardinality(recipients) > 0')
@Check('emails_one_end', 'sent_at is null or failed_at is null')
export class Email {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  kind!: EmailKind

  @Column('text', { array: true })
  recipients!: string[]

  @Column('text')
  subject!: string

  /** Empty once an e-mail with a secret link was delivered. */
  @Column('text', { name: 'text_body' })
  textBody!: string

  @Column('text', { name: 'html_body' })
  htmlBody!: string

  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** Who has it already. */
  @Column('text', { name: 'delivered_to', array: true, default: [] })
  deliveredTo!: string[]

  /** Whom a mail server refused it for good, or to whom it was tried in vain until the end. */
  @Column('text', { name: 'refused_recipients', array: true, default: [] })
  refusedRecipients!: string[]

  /** How often it was taken to be sent; also tells one claim from the next. */
  @Column('integer', { default: 0 })
  attempts!: number

  /** Until then, by the database's clock, one worker has it alone, or nobody may try again. */
  @Column('timestamp with time zone', { name: 'claimed_until', nullable: true })
  claimedUntil!: Date | null

  /** A code such as `550` or `ETIMEDOUT`. */
  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null

  /** Whether it ended in the database for want of a mail server. */
  @Column('boolean', { default: false })
  kept!: boolean

  /** When the last of its recipients was settled, and at least one has it. */
  @Column('timestamp with time zone', { name: 'sent_at', nullable: true })
  sentAt!: Date | null

  /** When it was given up without having reached anybody. */
  @Column('timestamp with time zone', { name: 'failed_at', nullable: true })
  failedAt!: Date | null
}
