import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { enumOf } from '../graphql/enums.js'
import { DateTime } from '../graphql/scalars.js'
import { Account } from './account.entity.js'

export const LEDGER_ENTRY_KINDS = [
  'PURCHASE',
  'REFUND',
  'DEPOSIT',
  'SUBSCRIPTION_PAYMENT',
  'BALANCE_TRANSFER',
  'ADJUSTMENT',
] as const
export type LedgerEntryKind = (typeof LEDGER_ENTRY_KINDS)[number]

const LedgerEntryKindEnum = enumOf(LEDGER_ENTRY_KINDS)
registerEnumType(LedgerEntryKindEnum, {
  name: 'LedgerEntryKind',
  description: 'Why money moved.',
  valuesConfig: {
    PURCHASE: { description: 'An order was paid.' },
    REFUND: { description: 'An order, or part of one, was paid back.' },
    DEPOSIT: { description: 'Money was paid in.' },
    SUBSCRIPTION_PAYMENT: { description: 'An invoice of a subscription was paid.' },
    BALANCE_TRANSFER: { description: 'Balance was moved to a subscription package.' },
    ADJUSTMENT: { description: 'The publisher corrected the account.' },
  },
})

@ObjectType({ description: 'One movement of an account. Entries are only ever added.' })
@Entity('ledger_entries')
@Unique('ledger_entries_sequence_unique', ['accountId', 'sequence'])
@Index('ledger_entries_one_purchase', ['orderId'], { unique: true, where: `kind = 'PURCHASE'` })
@Check(
  'ledger_entries_kind_known',
  `kind in ('PURCHASE', 'REFUND', 'DEPOSIT', 'SUBSCRIPTION_PAYMENT', 'BALANCE_TRANSFER', 'ADJUSTMENT')`,
)
@Check('ledger_entries_amount_sane', 'amount_cents <> 0 and abs(amount_cents) <= 1000000000000')
@Check('ledger_entries_balance_not_negative', 'balance_after_cents >= 0')
export class LedgerEntry {
  @Field(() => ID, { description: 'Stable id, `le_…`.' })
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Account, { name: 'ledger_entries_account_fk' })
  @Column('text', { name: 'account_id' })
  accountId!: string

  /** 1, 2, 3 … within the account; set by the database. */
  @Column('bigint')
  sequence!: number

  @Field(() => LedgerEntryKindEnum, { description: 'Why money moved.' })
  @Column('text')
  kind!: LedgerEntryKind

  @Column('bigint', { name: 'amount_cents' })
  amountCents!: number

  /** Derived by the database from the entry before, under a lock on the account. */
  @Column('bigint', { name: 'balance_after_cents' })
  balanceAfterCents!: number

  @ForeignKey('orders', 'id', { name: 'ledger_entries_order_fk', deferrable: 'INITIALLY DEFERRED' })
  @Column('text', { name: 'order_id', nullable: true })
  orderId!: string | null

  @Field(() => String, { description: 'What it was for, for example the order number.' })
  @Column('text')
  description!: string

  @Field(() => DateTime, { description: 'When it was entered.' })
  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date
}
