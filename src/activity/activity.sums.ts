import type { LedgerEntryKind } from '../accounts/ledger-transaction.entity.js'
import type { PaymentMethod } from '../accounts/payment-method.js'
import type { OrderChannel } from '../orders/order.type.js'
import type { ActivitySum } from './activity.queries.js'

/** Who bought: a vendor for the organization, or one of its people. */
export interface BuyerFacts {
  id: string
  name: string
  channel: OrderChannel
}

/** What was bought and paid back within a month. */
export interface Turnover {
  purchaseCount: number
  profileCount: number
  refundedProfileCount: number
  /** Positive. */
  paidCents: number
  /** Positive. */
  refundedCents: number
}

/** What a month's transactions come to, seen three ways. */
export interface ActivityTotals {
  buyers: (Turnover & { buyer: BuyerFacts })[]
  paymentMethods: (Turnover & { paymentMethod: PaymentMethod })[]
  kinds: { kind: LedgerEntryKind; transactionCount: number; amountCents: number; balanceChangeCents: number }[]
}

/** Folds the sums of a month; buyers stay in their order, by name. */
export function activityTotals(sums: readonly ActivitySum[]): ActivityTotals {
  const orders = sums.filter(({ kind }) => kind === 'PURCHASE' || kind === 'REFUND')
  return {
    buyers: [...grouped(orders, (sum) => sum.buyerId)].flatMap(([id, [first, ...rest]]) =>
      first?.channel == null
        ? []
        : [{ buyer: { id, name: first.buyerName ?? '', channel: first.channel }, ...turnoverOf([first, ...rest]) }],
    ),
    paymentMethods: [...grouped(orders, (sum) => sum.paymentMethod)].map(([paymentMethod, of]) => ({
      paymentMethod,
      ...turnoverOf(of),
    })),
    kinds: [...grouped(sums, (sum) => sum.kind)].map(([kind, of]) => ({
      kind,
      transactionCount: total(of, (sum) => sum.transactionCount),
      amountCents: total(of, (sum) => sum.amountCents),
      balanceChangeCents: total(of, (sum) => sum.balanceChangeCents),
    })),
  }
}

function turnoverOf(sums: readonly ActivitySum[]): Turnover {
  const purchases = sums.filter(({ kind }) => kind === 'PURCHASE')
  const refunds = sums.filter(({ kind }) => kind === 'REFUND')
  return {
    purchaseCount: total(purchases, (sum) => sum.transactionCount),
    profileCount: total(purchases, (sum) => sum.profileCount),
    refundedProfileCount: total(refunds, (sum) => sum.profileCount),
    // Not `-0` where nothing was paid.
    paidCents: 0 - total(purchases, (sum) => sum.amountCents),
    refundedCents: total(refunds, (sum) => sum.amountCents),
  }
}

function grouped<Key>(sums: readonly ActivitySum[], keyOf: (sum: ActivitySum) => Key | null): Map<Key, ActivitySum[]> {
  const groups = new Map<Key, ActivitySum[]>()
  for (const sum of sums) {
    const key = keyOf(sum)
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), sum])
  }
  return groups
}

function total(sums: readonly ActivitySum[], centsOrCount: (sum: ActivitySum) => number): number {
  return sums.reduce((sum, each) => sum + centsOrCount(each), 0)
}
