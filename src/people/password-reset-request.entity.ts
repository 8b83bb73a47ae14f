import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** An address for which a new password was asked, until a job has looked whether there is such a person. */
@Entity('password_reset_requests')
@Index('password_reset_requests_age', ['requestedAt'])
@Check('password_reset_requests_email_lower_case', 'email = lower(email)')
export class PasswordResetRequest {
  @PrimaryColumn('text')
  id!: string

  @Column('text')
  email!: string

  /** Of the request that asked, for the audit trail. */
  @Column('text', { name: 'request_id' })
  requestId!: string

  @Column('inet', { nullable: true })
  address!: string | null

  @Column('timestamp with time zone', { name: 'requested_at' })
  requestedAt!: Date
}
