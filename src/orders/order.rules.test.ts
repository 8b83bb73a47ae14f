import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { ClinicianType } from '../clinicians/clinician.type.js'
import { checkIdempotencyKey } from '../kernel/idempotency-key.js'
import type { OrderItemInput } from './order.inputs.js'
import {
  assessLines,
  checkItems,
  formatOrderNumber,
  type PriceInForce,
  parseOrderNumber,
  type RecentPurchase,
  totalOf,
} from './order.rules.js'

const clinician = (id: string, kind: ClinicianType['kind']): ClinicianType => ({
  id,
  kind,
  npi: null,
  firstName: 'Testa',
  middleName: null,
  lastName: 'Fictional',
  suffix: null,
  credential: null,
  birthYear: null,
  city: null,
  state: null,
})
const PHYSICIAN = clinician('cln_physician', 'PHYSICIAN')
const ASSISTANT = clinician('cln_assistant', 'PHYSICIAN_ASSISTANT')
const CLINICIANS = [PHYSICIAN, ASSISTANT, ...Array.from({ length: 20 }, (_, i) => clinician(`cln_${i}`, 'PHYSICIAN'))]

const line = (clinicianId: string, product: OrderItemInput['product'], allowDuplicate = false): OrderItemInput => ({
  clinicianId,
  product,
  allowDuplicate,
})
const reappointments = (count: number) =>
  Array.from({ length: count }, (_, index) => line(`cln_${index}`, 'REAPPOINTMENT'))

const price = (product: PriceInForce['product'], unitAmountCents: number, more: Partial<PriceInForce> = {}) => ({
  product,
  minimumQuantity: 1,
  unitAmountCents,
  currency: 'USD',
  own: false,
  ...more,
})
const PRICES: PriceInForce[] = [
  price('INITIAL_APPOINTMENT', 4100),
  price('REAPPOINTMENT', 1800),
  price('REAPPOINTMENT', 1000, { minimumQuantity: 10 }),
  price('PA_PROFILE', 2400),
]

const assess = (items: OrderItemInput[], prices = PRICES, purchases: RecentPurchase[] = []) =>
  assessLines(items, 'USD', CLINICIANS, prices, purchases)
const codes = (lines: ReturnType<typeof assess>) => lines.map((each) => each.problems.map((problem) => problem.code))

describe('a product is for a profession', () => {
  test.each([
    ['INITIAL_APPOINTMENT', PHYSICIAN.id, []],
    ['REAPPOINTMENT', PHYSICIAN.id, []],
    ['PA_PROFILE', ASSISTANT.id, []],
    ['INITIAL_APPOINTMENT', ASSISTANT.id, ['INELIGIBLE_PRODUCT']],
    ['REAPPOINTMENT', ASSISTANT.id, ['INELIGIBLE_PRODUCT']],
    ['PA_PROFILE', PHYSICIAN.id, ['INELIGIBLE_PRODUCT']],
    ['PA_PROFILE', 'cln_nobody', ['CLINICIAN_NOT_FOUND']],
  ] as const)('%s of %s', (product, id, expected) => expect(codes(assess([line(id, product)]))).toEqual([expected]))
})

describe('a line costs', () => {
  const unitPrices = (items: OrderItemInput[], prices = PRICES) =>
    assess(items, prices).map((each) => each.unitPriceCents)

  test('less from ten of a kind on, each of them', () => {
    expect(totalOf(assess(reappointments(9)))).toBe(9 * 1800)
    expect(totalOf(assess(reappointments(10)))).toBe(10 * 1000)
  })

  test('what its own product’s number says, not that of the order', () => {
    const mixed = [...reappointments(9), line(PHYSICIAN.id, 'INITIAL_APPOINTMENT')]
    expect(totalOf(assess(mixed))).toBe(9 * 1800 + 4100)
  })

  test('what the organization’s own list says, however the lists are ordered', () => {
    const lists = [...PRICES, price('REAPPOINTMENT', 1500, { own: true })]
    for (const prices of [lists, lists.toReversed()]) {
      expect(unitPrices(reappointments(1), prices)).toEqual([1500])
      expect(new Set(unitPrices(reappointments(10), prices))).toEqual(new Set([1500]))
    }
  })

  test('what everybody pays where the own list has no price', () => {
    const own = price('REAPPOINTMENT', 500, { own: true, minimumQuantity: 5 })
    expect(new Set(unitPrices(reappointments(4), [...PRICES, own]))).toEqual(new Set([1800]))
    expect(new Set(unitPrices(reappointments(5), [...PRICES, own]))).toEqual(new Set([500]))
    expect(unitPrices([line(ASSISTANT.id, 'PA_PROFILE')], [...PRICES, own])).toEqual([2400])
  })

  test('nothing, where a price of nothing is in force', () => {
    const lines = assess([line(ASSISTANT.id, 'PA_PROFILE')], [price('PA_PROFILE', 0)])
    expect([totalOf(lines), codes(lines)]).toEqual([0, [[]]])
  })

  test('what nobody knows without a price in the account’s currency', () => {
    const euros = PRICES.map((each) => ({ ...each, currency: 'EUR' }))
    const lines = assess([line(ASSISTANT.id, 'PA_PROFILE')], euros)
    expect([lines[0]?.unitPriceCents, totalOf(lines), codes(lines)]).toEqual([null, 0, [['NO_PRICE']]])
  })
})

describe('the same profile', () => {
  const purchase: RecentPurchase = {
    clinicianId: PHYSICIAN.id,
    product: 'INITIAL_APPOINTMENT',
    orderNumber: 'PO-0000000007',
    purchasedAt: new Date('2026-06-01T12:00:00Z'),
  }
  const initial = (allowDuplicate = false) => line(PHYSICIAN.id, 'INITIAL_APPOINTMENT', allowDuplicate)

  test('twice in an order is refused from the second on, unless it is meant', () => {
    expect(codes(assess([initial(), initial(), initial()]))).toEqual([
      [],
      ['DUPLICATE_PURCHASE'],
      ['DUPLICATE_PURCHASE'],
    ])
    expect(codes(assess([initial(), initial(true)]))).toEqual([[], []])
    expect(codes(assess([initial(true), initial()]))).toEqual([[], ['DUPLICATE_PURCHASE']])
  })

  test('bought lately is refused with the order’s number, unless it is meant', () => {
    const [first] = assess([initial()], PRICES, [purchase])
    expect(first?.problems).toMatchObject([
      {
        code: 'DUPLICATE_PURCHASE',
        field: ['items', '0', 'allowDuplicate'],
        message: expect.stringContaining('PO-0000000007'),
      },
    ])
    const [meant] = assess([initial(true)], PRICES, [purchase])
    expect(meant).toMatchObject({ recentPurchase: purchase, problems: [] })
  })

  test('is of the same clinician and the same product', () => {
    const others = [line(PHYSICIAN.id, 'REAPPOINTMENT'), line('cln_1', 'INITIAL_APPOINTMENT')]
    expect(codes(assess(others, PRICES, [purchase]))).toEqual([[], []])
  })
})

describe('the form of an order', () => {
  const lines = (count: number) => Array.from({ length: count }, () => line(PHYSICIAN.id, 'REAPPOINTMENT'))

  test('has 1 to 250 lines', () => {
    expect([0, 1, 250, 251].map((count) => checkItems(lines(count)).length)).toEqual([1, 0, 0, 1])
  })

  test('names every reference that is too long', () => {
    const references = ['r'.repeat(200), 'r'.repeat(201), null, 'r'.repeat(300)]
    const items = references.map((vendorReference) => ({ ...line(PHYSICIAN.id, 'REAPPOINTMENT'), vendorReference }))
    expect(checkItems(items).map((problem) => problem.field.join('.'))).toEqual([
      'items.1.vendorReference',
      'items.3.vendorReference',
    ])
  })

  test('has a key of 1 to 255 characters', () => {
    expect([0, 1, 255, 256].map((length) => checkIdempotencyKey('k'.repeat(length)).length)).toEqual([1, 0, 0, 1])
  })
})

describe('an order number', () => {
  test('is read as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (number) => {
        const text = formatOrderNumber(number)
        expect(text).toMatch(/^PO-\d{10}$/)
        expect(parseOrderNumber(` ${text.toLowerCase()} `)).toBe(number)
      }),
    )
  })

  test.each(['PO-1', 'PO-00000000001', 'PD-0000000001', '0000000001', '', 'PO-00000 00001'])('is not "%s"', (text) => {
    expect(parseOrderNumber(text)).toBeNull()
  })
})
