import { describe, expect, test } from '@jest/globals'
import type { PriceList } from './price-list.entity.js'
import { checkCurrency, checkEnd, checkPeriod, checkPrices } from './price-list.rules.js'
import type { PriceInput } from './price-list.type.js'

const price = (product: PriceInput['product'], minimumQuantity = 1, unitPriceCents = 4100): PriceInput => ({
  product,
  minimumQuantity,
  unitPriceCents,
})
const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const places = (problems: { field: string[] }[]) => problems.map(({ field }) => field.join('.'))

describe('prices of a list', () => {
  test('are good with one from 1 on for every product, and breaks', () => {
    expect(
      checkPrices([price('INITIAL_APPOINTMENT'), price('REAPPOINTMENT', 10, 1000), price('REAPPOINTMENT')]),
    ).toEqual([])
    expect(checkPrices([price('PA_PROFILE', 1, 0), price('PA_PROFILE', 250, 100_000_000)])).toEqual([])
  })

  test('are 1 to 200', () => {
    expect(places(checkPrices([]))).toEqual(['prices'])
    const many = Array.from({ length: 201 }, (_, index) => price('PA_PROFILE', index + 1))
    expect(places(checkPrices(many))).toEqual(['prices'])
    expect(checkPrices(many.slice(0, 200))).toEqual([])
  })

  test('say each product and quantity once', () => {
    const problems = checkPrices([price('PA_PROFILE'), price('PA_PROFILE', 10), price('PA_PROFILE', 10, 1)])
    expect(places(problems)).toEqual(['prices.2.product'])
    expect(problems[0]?.message).toContain('at 1')
  })

  test('begin at a quantity of 1 for every product', () => {
    const problems = checkPrices([price('PA_PROFILE'), price('REAPPOINTMENT', 2)])
    expect(places(problems)).toEqual(['prices.1.minimumQuantity'])
    expect(problems[0]?.message).toContain('REAPPOINTMENT')
  })

  test.each([0, -1, 251])('are not from %p on, which no order has', (quantity) => {
    expect(places(checkPrices([price('PA_PROFILE'), price('PA_PROFILE', quantity)]))).toEqual([
      'prices.1.minimumQuantity',
    ])
  })

  test.each([-1, 0.5, 100_000_001])('are not %p cents', (cents) => {
    expect(places(checkPrices([price('PA_PROFILE', 1, cents)]))).toEqual(['prices.0.unitPriceCents'])
  })
})

describe('the currency of a list', () => {
  test.each(['usd', 'US', 'XYZ', 'DOLLAR', ''])('is not %p', (currency) => {
    expect(places(checkCurrency(currency, null))).toEqual(['currency'])
  })

  test('is that of the account, where there is one', () => {
    expect(checkCurrency('USD', null)).toEqual([])
    expect(checkCurrency('USD', 'USD')).toEqual([])
    expect(places(checkCurrency('EUR', 'USD'))).toEqual(['currency'])
  })
})

describe('the time of a list', () => {
  test('begins now or later, and ends after it began', () => {
    expect(checkPeriod({}, at(5))).toEqual([])
    expect(checkPeriod({ effectiveFrom: at(5), effectiveUntil: at(6) }, at(5))).toEqual([])
    expect(places(checkPeriod({ effectiveFrom: at(4) }, at(5)))).toEqual(['effectiveFrom'])
    expect(places(checkPeriod({ effectiveUntil: at(5) }, at(5)))).toEqual(['effectiveUntil'])
    expect(places(checkPeriod({ effectiveFrom: at(7), effectiveUntil: at(6) }, at(5)))).toEqual(['effectiveUntil'])
  })

  const list = (from: number, until: number | null): PriceList => ({
    id: 'pl_1',
    mode: 'TEST',
    organizationId: null,
    currency: 'USD',
    effectiveFrom: at(from),
    effectiveUntil: until === null ? null : at(until),
  })

  test('can be ended from now on, and the end moved until it has come', () => {
    expect(checkEnd(list(1, null), at(5), at(5))).toEqual([])
    expect(checkEnd(list(1, 8), at(6), at(5))).toEqual([])
    expect(checkEnd(list(1, 8), at(9), at(5))).toEqual([])
  })

  test('cannot be ended in the past, nor once it has ended', () => {
    expect(places(checkEnd(list(1, null), at(4), at(5)))).toEqual(['effectiveUntil'])
    expect(checkEnd(list(1, 5), at(9), at(5)).map(({ code }) => code)).toEqual(['ALREADY_DECIDED'])
  })

  test('that has not come can be taken back by ending where it begins, not before', () => {
    expect(checkEnd(list(7, null), at(7), at(5))).toEqual([])
    expect(places(checkEnd(list(7, null), at(6), at(5)))).toEqual(['effectiveUntil'])
  })
})
