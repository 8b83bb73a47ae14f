import { describe, expect, test } from '@jest/globals'
import type { OrderForReceipt } from '../orders/receipted-orders.queries.js'
import { disagreementWithLedger, lastEndedDay, planReceipts, receiptContent } from './daily-receipt.rules.js'

const CHICAGO = 'America/Chicago'

function order(number: number, cents: readonly number[], more: Partial<OrderForReceipt> = {}): OrderForReceipt {
  const totalCents = cents.reduce((sum, each) => sum + each, 0)
  const id = `ord_${number}`
  return {
    id,
    organizationId: 'org_1',
    number,
    placedAt: new Date('2026-11-03T15:00:00Z'),
    placedOn: '2026-11-03',
    vendorId: 'vnd_1',
    vendorName: 'Sample Credentialing Software',
    paymentMethod: 'ACCOUNT_BALANCE',
    currency: 'USD',
    totalCents,
    ledgerCents: totalCents,
    refundedCents: 0,
    items: cents.map((amountCents, index) => ({
      orderId: id,
      clinicianId: 'cln_1',
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
    ['when midnight does not exist, before its end', '2026-09-06T04:04:59Z', 'America/Santiago', '2026-09-04'],
    ['and after it', '2026-09-06T04:05:00Z', 'America/Santiago', '2026-09-05'],
    ['in its day of 23 hours', '2026-09-07T03:04:59Z', 'America/Santiago', '2026-09-05'],
    ['and after it', '2026-09-07T03:05:00Z', 'America/Santiago', '2026-09-06'],
    [
      'when the hour before midnight comes twice, after the first',
      '2026-04-05T03:05:00Z',
      'America/Santiago',
      '2026-04-03',
    ],
    ['and after the second', '2026-04-05T04:05:00Z', 'America/Santiago', '2026-04-04'],
    ['when midnight comes twice, after the first', '2026-11-01T04:05:00Z', 'America/Havana', '2026-10-31'],
    ['and after the second', '2026-11-01T05:05:00Z', 'America/Havana', '2026-10-31'],
    ['when the day before came back, at its first end', '2010-11-07T02:35:30Z', 'America/St_Johns', '2010-11-05'],
    ['and at its second', '2010-11-07T03:36:00Z', 'America/St_Johns', '2010-11-06'],
    ['where clocks move by half an hour', '2026-04-04T13:35:00Z', 'Australia/Lord_Howe', '2026-04-04'],
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
    const byCard = order(3, [4100], { paymentMethod: 'CREDIT_CARD' })
    const allowance = order(4, [4100], { paymentMethod: 'SUBSCRIPTION', ledgerCents: 0 })
    const paidBack = order(5, [4100, 1800], { refundedCents: 1800 })
    expect(disagreementWithLedger([order(1, [4100]), refundable, byCard, allowance, paidBack], 'USD')).toBeNull()
  })

  test.each([
    [order(1, [4100], { ledgerCents: 4000 }), 'order ord_1: the ledger has 4000, expected 4100'],
    [order(1, [4100], { ledgerCents: 0 }), 'order ord_1: the ledger has 0, expected 4100'],
    [
      order(1, [4100], { paymentMethod: 'CREDIT_CARD', ledgerCents: 0 }),
      'order ord_1: the ledger has 0, expected 4100',
    ],
    [order(1, [4100], { refundedCents: 4101 }), 'order ord_1: the ledger has 4101 paid back of 4100'],
    [order(1, [4100], { totalCents: 4200 }), 'order ord_1: its items come to 4100, its total is 4200'],
    [order(1, [4100], { currency: 'EUR' }), 'order ord_1 is in EUR, the account in USD'],
  ])('disagrees', (wrong, reason) => {
    expect(disagreementWithLedger([order(2, [1]), wrong], 'USD')).toBe(reason)
  })
})

test('the totals add up by product, by payment method and altogether', () => {
  const orders = [order(7, [4100, 1800, 4100]), order(8, [300], { paymentMethod: 'CREDIT_CARD', refundedCents: 300 })]
  const content = receiptContent({ name: 'Fictional Memorial Hospital', timeZone: CHICAGO }, orders)
  expect(content.totalsByProduct).toEqual([
    { product: 'INITIAL_APPOINTMENT', quantity: 1, cents: 1800 },
    { product: 'REAPPOINTMENT', quantity: 3, cents: 8500 },
  ])
  expect(content.totalsByPaymentMethod).toEqual([
    { paymentMethod: 'ACCOUNT_BALANCE', orderCount: 1, cents: 10_000, refundedCents: 0 },
    { paymentMethod: 'CREDIT_CARD', orderCount: 1, cents: 300, refundedCents: 300 },
  ])
  expect(content.totalCents).toBe(10_300)
  expect(content.orders.map((each) => each.orderNumber)).toEqual(['PO-0000000007', 'PO-0000000008'])
})
