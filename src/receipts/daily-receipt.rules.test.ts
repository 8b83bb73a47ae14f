import { describe, expect, test } from '@jest/globals'
import type { OrderForReceipt } from '../orders/receipted-orders.queries.js'
import { disagreementWithLedger, lastEndedDay, planReceipts, receiptContent } from './daily-receipt.rules.js'

const CHICAGO = 'America/Chicago'

function order(number: number, cents: readonly number[], more: Partial<OrderForReceipt> = {}): OrderForReceipt {
  const totalCents = cents.reduce((sum, each) => sum + each, 0)
  const id = `ord_${number}`
  return {
    id,
    number,
    placedAt: new Date('2026-11-03T15:00:00Z'),
    placedOn: '2026-11-03',
    vendorName: 'Sample Credentialing Software',
    paymentMethod: 'ACCOUNT_BALANCE',
    currency: 'USD',
    totalCents,
    ledgerCents: totalCents,
    items: cents.map((amountCents, index) => ({
      orderId: id,
      clinicianName: 'Testina Fictional, MD',
      product: index % 2 === 0 ? 'REAPPOINTMENT' : 'INITIAL_APPOINTMENT',
      amountCents,
      vendorReference: null,
    })),
    ...more,
  }
}

describe('the last day that is over', () => {
  test.each([
    ['one second before the grace is over', '2026-11-04T06:04:59Z', CHICAGO, '2026-11-02'],
    ['when the grace is over', '2026-11-04T06:05:00Z', CHICAGO, '2026-11-03'],
    ['before the end of the day of 25 hours', '2026-11-02T06:04:59Z', CHICAGO, '2026-10-31'],
    ['after it', '2026-11-02T06:05:00Z', CHICAGO, '2026-11-01'],
    ['before the end of the day of 23 hours', '2026-03-09T05:04:59Z', CHICAGO, '2026-03-07'],
    ['after it', '2026-03-09T05:05:00Z', CHICAGO, '2026-03-08'],
    ['at the same moment in Honolulu', '2026-11-04T06:05:00Z', 'Pacific/Honolulu', '2026-11-02'],
    ['after the new year', '2027-01-01T06:05:00Z', CHICAGO, '2026-12-31'],
  ])('%s', (_when, now, timeZone, day) => {
    expect(lastEndedDay(new Date(now), timeZone, 5)).toBe(day)
  })
})

describe('the plan', () => {
  const [SUNDAY, MONDAY, TUESDAY, WEDNESDAY] = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'] as const

  test('is a receipt a day, the earliest first', () => {
    expect(planReceipts([TUESDAY, MONDAY], new Set(), WEDNESDAY)).toEqual([
      { day: MONDAY, takes: [MONDAY] },
      { day: TUESDAY, takes: [TUESDAY] },
    ])
  })

  test('takes orders of a receipted day with the next receipt', () => {
    expect(planReceipts([SUNDAY, TUESDAY, WEDNESDAY], new Set([SUNDAY]), WEDNESDAY)).toEqual([
      { day: TUESDAY, takes: [SUNDAY, TUESDAY] },
      { day: WEDNESDAY, takes: [WEDNESDAY] },
    ])
  })

  test('makes one of the last day for them when no other is due', () => {
    expect(planReceipts([SUNDAY], new Set([SUNDAY]), WEDNESDAY)).toEqual([{ day: WEDNESDAY, takes: [SUNDAY] }])
    expect(planReceipts([MONDAY, TUESDAY], new Set([TUESDAY]), WEDNESDAY)).toEqual([
      { day: MONDAY, takes: [MONDAY] },
      { day: WEDNESDAY, takes: [TUESDAY] },
    ])
  })

  test('lets them wait when that day has its receipt', () => {
    expect(planReceipts([SUNDAY], new Set([SUNDAY, WEDNESDAY]), WEDNESDAY)).toEqual([])
  })
})

describe('the ledger', () => {
  test('agrees', () => {
    const refundable = order(2, [0], { ledgerCents: 0 })
    const byCard = order(3, [4100], { paymentMethod: 'CREDIT_CARD', ledgerCents: 0 })
    expect(disagreementWithLedger([order(1, [4100, 1800]), refundable, byCard], 'USD')).toBeNull()
  })

  test.each([
    [order(1, [4100], { ledgerCents: 4000 }), 'order ord_1: the ledger has 4000, expected 4100'],
    [order(1, [4100], { ledgerCents: 0 }), 'order ord_1: the ledger has 0, expected 4100'],
    [order(1, [4100], { totalCents: 4200 }), 'order ord_1: its items come to 4100, its total is 4200'],
    [order(1, [4100], { currency: 'EUR' }), 'order ord_1 is in EUR, the account in USD'],
  ])('disagrees', (wrong, reason) => {
    expect(disagreementWithLedger([order(2, [1]), wrong], 'USD')).toBe(reason)
  })
})

test('the totals add up by product, by payment method and altogether', () => {
  const orders = [order(7, [4100, 1800, 4100]), order(8, [300], { paymentMethod: 'CREDIT_CARD' })]
  const content = receiptContent({ name: 'Fictional Memorial Hospital', timeZone: CHICAGO }, orders)
  expect(content.totalsByProduct).toEqual([
    { product: 'INITIAL_APPOINTMENT', quantity: 1, cents: 1800 },
    { product: 'REAPPOINTMENT', quantity: 3, cents: 8500 },
  ])
  expect(content.totalsByPaymentMethod).toEqual([
    { paymentMethod: 'ACCOUNT_BALANCE', orderCount: 1, cents: 10_000 },
    { paymentMethod: 'CREDIT_CARD', orderCount: 1, cents: 300 },
  ])
  expect(content.totalCents).toBe(10_300)
  expect(content.orders.map((each) => each.orderNumber)).toEqual(['PO-0000000007', 'PO-0000000008'])
})
