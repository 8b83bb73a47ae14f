import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm'
import { Account } from './account.entity.js'

/** Up to which transaction an account is posted: what came later is pending. Only ever added to. */
@Entity('ledger_postings')
@Check('ledger_postings_sequence_positive', 'through_sequence >= 1')
export class LedgerPosting {
  @ForeignKey(() => Account, { name: 'ledger_postings_account_fk' })
  @PrimaryColumn('text', { name: 'account_id' })
  accountId!: string

  @PrimaryColumn('bigint', { name: 'through_sequence' })
  throughSequence!: number

  @Column('timestamp with time zone', { name: 'posted_at' })
  postedAt!: Date
}
