import { registerEnumType } from 'type-graphql'
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm'
import { enumOf } from '../graphql/enums.js'
import { Account } from './account.entity.js'
import type { PaymentMethod } from './payment-method.js'

export const LEDGER_ENTRY_KINDS = [
  'PURCHASE',
  'REFUND',
  'DEPOSIT',
  'SUBSCRIPTION_PAYMENT',
  'BALANCE_TRANSFER',
  'ADJUSTMENT',
] as const
export type LedgerEntryKind = (typeof LEDGER_ENTRY_KINDS)[number]

export const LedgerEntryKindEnum = enumOf(LEDGER_ENTRY_KINDS)
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

/**
 * A movement of money as a whole; its entries are written in the same database transaction and sum to zero, which the
 * database checks at the commit. One that moves no money (a purchase from a package's allowance) has none.
 */
@Entity('ledger_transactions')
@Unique('ledger_transactions_sequence_unique', ['accountId', 'sequence'])
@Unique('ledger_transactions_of_account', ['id', 'accountId'])
@Index('ledger_transactions_one_purchase', ['orderId'], { unique: true, where: `kind = 'PURCHASE'` })
@Index('ledger_transactions_of_order', ['orderId'], { where: 'order_id is not null' })
@Index('ledger_transactions_of_time', ['accountId', 'createdAt', 'sequence'])
@Check(
  'ledger_transactions_kind_known',
  `kind in ('PURCHASE', 'REFUND', 'DEPOSIT', 'SUBSCRIPTION_PAYMENT', 'BALANCE_TRANSFER', 'ADJUSTMENT')`,
)
@Check(
  'ledger_transactions_payment_method_known',
  `payment_method in ('ACCOUNT_BALANCE', 'SUBSCRIPTION', 'CREDIT_CARD')`,
)
@Check('ledger_transactions_entries_paired', 'entry_count in (0, 2)')
@Check('ledger_transactions_balance_before_not_negative', 'balance_before_cents >= 0')
@Check('ledger_transactions_method_of_orders', `kind not in ('PURCHASE', 'REFUND') or payment_method is not null`)
export class LedgerTransaction {
  @PrimaryColumn('text')
  id!: string

  @ForeignKey(() => Account, { name: 'ledger_transactions_account_fk' })
  @Column('text', { name: 'account_id' })
  accountId!: string

  /** 1, 2, 3 … within the account, by the database under the account's lock. */
  @Column('bigint')
  sequence!: number

  @Column('text')
  kind!: LedgerEntryKind

  /** How an order was paid; null of what was no order. */
  @Column('text', { name: 'payment_method', nullable: true })
  paymentMethod!: PaymentMethod | null

  @ForeignKey('orders', 'id', { name: 'ledger_transactions_order_fk', deferrable: 'INITIALLY DEFERRED' })
  @Column('text', { name: 'order_id', nullable: true })
  orderId!: string | null

  @Column('smallint', { name: 'entry_count' })
  entryCount!: number

  @Column('text')
  description!: string

  /** Never before that of the transaction before it: the database sees to it for clocks that differ by up to an hour. */
  @Column('timestamp with time zone', { name: 'created_at' })
  createdAt!: Date

  /** What could be spent just before it; set by the database. */
  @Column('bigint', { name: 'balance_before_cents' })
  balanceBeforeCents!: number
}
