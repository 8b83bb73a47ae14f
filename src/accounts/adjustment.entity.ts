import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import { Organization } from '../organizations/organization.entity.js'
import { User } from '../people/user.entity.js'
import { LedgerTransaction } from './ledger-transaction.entity.js'

/** A correction of an account by staff, beside its transaction. Append-only by trigger. */
@Entity('adjustments')
@Unique('adjustments_transaction_unique', ['transactionId'])
@Unique('adjustments_idempotency_key_unique', ['idempotencyKey'])
export class Adjustment {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => LedgerTransaction, { name: 'adjustments_transaction_fk' })
  @Column('text', { name: 'transaction_id' })
  transactionId!: string

  @ForeignKey(() => Organization, { name: 'adjustments_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string

  @Column('text', { name: 'request_sha256' })
  requestSha256!: string

  @ForeignKey(() => User, { name: 'adjustments_user_fk' })
  @Column('text', { name: 'recorded_by_user_id' })
  recordedByUserId!: string

  @Column('timestamp with time zone', { name: 'recorded_at' })
  recordedAt!: Date
}
