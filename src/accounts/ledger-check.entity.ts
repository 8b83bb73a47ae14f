import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** One round through the whole ledger, and what it found: everything but `accounts` is 0 as long as the books are sound. */
@Entity('ledger_checks')
@Check('ledger_checks_order', 'finished_at >= started_at')
@Check('ledger_checks_counts', 'accounts >= 0 and unbalanced >= 0 and broken >= 0 and gaps >= 0')
@Index('ledger_checks_one_open', { synchronize: false })
export class LedgerCheck {
  @PrimaryColumn('timestamp with time zone', { name: 'started_at' })
  startedAt!: Date

  /** Null: there are accounts left. */
  @Column('timestamp with time zone', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null

  /** The last account that was looked at; empty before the first. */
  @Column('text', { name: 'through_account_id' })
  throughAccountId!: string

  @Column('bigint')
  accounts!: number

  /** Transactions whose entries are not as many as they should be, or do not sum to zero. */
  @Column('bigint')
  unbalanced!: number

  /** Entries whose balance is not that of the one before with their amount, or is below zero in the book of the balance. */
  @Column('bigint')
  broken!: number

  /** Transactions whose number is not the next one of their account. */
  @Column('bigint')
  gaps!: number
}
