import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { Organization } from '../organizations/organization.entity.js'
import { User } from '../people/user.entity.js'
import { LedgerEntry } from './ledger-entry.entity.js'

/** Money that staff recorded as paid in, beside the ledger entry that says how much. Append-only by trigger. */
@Entity('deposits')
@Unique('deposits_ledger_entry_unique', ['ledgerEntryId'])
@Unique('deposits_idempotency_key_unique', ['idempotencyKey'])
@Index('deposits_organization', ['organizationId', 'id'])
@Check('deposits_reference_length', 'length(reference) between 1 and 100')
@Check('deposits_idempotency_key_length', 'length(idempotency_key) between 1 and 255')
export class Deposit {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => LedgerEntry, { name: 'deposits_ledger_entry_fk' })
  @Column('text', { name: 'ledger_entry_id' })
  ledgerEntryId!: string

  @ForeignKey(() => Organization, { name: 'deposits_organization_fk' })
  @Column('text', { name: 'organization_id' })
  organizationId!: string

  /** Number of the check or of the wire transfer. */
  @Column('text')
  reference!: string

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string

  /** Of the canonical JSON of what was asked for, in hex: a key that comes with something else is refused. */
  @Column('text', { name: 'request_sha256' })
  requestSha256!: string

  @ForeignKey(() => User, { name: 'deposits_user_fk' })
  @Column('text', { name: 'recorded_by_user_id' })
  recordedByUserId!: string

  @Column('timestamp with time zone', { name: 'recorded_at' })
  recordedAt!: Date
}
