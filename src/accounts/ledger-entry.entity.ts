import { Field, ID, ObjectType } from 'type-graphql'
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm'
import { DateTime } from '../graphql/scalars.js'
import { Account } from './account.entity.js'
import { type LedgerEntryKind, LedgerEntryKindEnum } from './ledger-transaction.entity.js'

/**
 * The books of an account. `BALANCE` is what the organization can spend; the others are the publisher's side of it,
 * kept per organization so that no two organizations wait for each other's rows.
 */
export const BOOKS = ['BALANCE', 'CASH', 'CARD', 'REVENUE', 'SUBSCRIPTION', 'ADJUSTMENT'] as const
export type Book = (typeof BOOKS)[number]

/** One side of a transaction. Append-only; each book of an account is chained by the database. */
@Entity('ledger_entries')
@Unique('ledger_entries_sequence_unique', ['accountId', 'book', 'sequence'])
@Unique('ledger_entries_book_once', ['transactionId', 'book'])
@Check('ledger_entries_book_known', `book in ('BALANCE', 'CASH', 'CARD', 'REVENUE', 'SUBSCRIPTION', 'ADJUSTMENT')`)
@Check('ledger_entries_amount_sane', 'amount_cents <> 0 and abs(amount_cents) <= 1000000000000')
@Check('ledger_entries_balance_not_negative', `book <> 'BALANCE' or balance_after_cents >= 0`)
@ForeignKey('ledger_transactions', ['transactionId', 'accountId'], ['id', 'accountId'], {
  name: 'ledger_entries_transaction_fk',
})
export class LedgerEntry {
  @PrimaryColumn('text')
  id!: string

  @Column('text', { name: 'transaction_id' })
  transactionId!: string

  @ForeignKey(() => Account, { name: 'ledger_entries_account_fk' })
  @Column('text', { name: 'account_id' })
  accountId!: string

  @Column('text')
  book!: Book

  /** 1, 2, 3 … within the book of the account; set by the database. */
  @Column('bigint')
  sequence!: number

  @Column('bigint', { name: 'amount_cents' })
  amountCents!: number

  /** Derived by the database from the entry before, under a lock on the account. */
  @Column('bigint', { name: 'balance_after_cents' })
  balanceAfterCents!: number
}

/** An entry of the book `BALANCE`, with what its transaction says. */
@ObjectType('LedgerEntry', { description: "One movement of an account's balance. Entries are only ever added." })
export class LedgerEntryType {
  @Field(() => ID, { description: 'Stable id, `le_…`.' })
  id!: string

  sequence!: number
  amountCents!: number
  balanceAfterCents!: number
  currency!: string

  @Field(() => LedgerEntryKindEnum, { description: 'Why money moved.' })
  kind!: LedgerEntryKind

  @Field(() => String, { description: 'What it was for, for example the order number.' })
  description!: string

  @Field(() => DateTime, { description: 'When it was entered.' })
  createdAt!: Date

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the nightly posting took it, within 24 hours of its entry; null while it is pending.',
  })
  postedAt!: Date | null
}
