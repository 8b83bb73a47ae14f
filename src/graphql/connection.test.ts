import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { RequestError } from '../kernel/errors.js'
import { decodeCursor, encodeCursor, pageOf, pageSize } from './connection.js'
import { isCalendarDay, PartialDate } from './scalars.js'

const NUMBER = /^\d{1,15}$/

describe('a page', () => {
  test('of its rows and one more knows that the list goes on', () => {
    const page = pageOf([1, 2, 3], 2, {}, String)
    expect(page).toEqual({
      nodes: [1, 2],
      edges: [
        { cursor: '1', node: 1 },
        { cursor: '2', node: 2 },
      ],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: '1', endCursor: '2' },
    })
  })

  test('after a cursor has something before it; the last one ends the list', () => {
    const { pageInfo } = pageOf([3], 2, { after: 'x' }, String)
    expect(pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true, startCursor: '3', endCursor: '3' })
  })

  test('without rows has no cursors', () => {
    const { pageInfo, nodes } = pageOf<number>([], 2, {}, String)
    expect([nodes, pageInfo.startCursor, pageInfo.endCursor, pageInfo.hasNextPage]).toEqual([[], null, null, false])
  })

  test('has the size asked for, or the usual one', () => {
    expect([
      pageSize({}, 5),
      pageSize({ first: null }, 5),
      pageSize({ first: 1 }, 5),
      pageSize({ first: 100 }, 5),
    ]).toEqual([5, 5, 1, 100])
  })

  test.each([0, -1, 101, 1.5, Number.NaN])('of %p rows is refused', (first) => {
    expect(() => pageSize({ first }, 5)).toThrow(RequestError)
  })
})

describe('a cursor', () => {
  test('gives back the key of its list', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,20}$/), fc.integer({ min: 0, max: 10 ** 15 - 1 }), (list, key) => {
        expect(decodeCursor(list, { after: encodeCursor(list, key) }, NUMBER)).toBe(String(key))
      }),
    )
  })

  test('is absent at the beginning', () => {
    expect([decodeCursor('orders', {}, NUMBER), decodeCursor('orders', { after: null }, NUMBER)]).toEqual([null, null])
  })

  test.each([
    ['empty', ''],
    ['of another list', encodeCursor('ledger', 7)],
    ['of a list that begins the same', encodeCursor('orders2', 7)],
    ['without a key', encodeCursor('orders', '')],
    ['with SQL', encodeCursor('orders', '1; drop table orders')],
    ['with a key that is too long', encodeCursor('orders', '1'.repeat(16))],
    ['garbage', '%%%'],
  ])('that is %s is refused', (_, after) => {
    expect(() => decodeCursor('orders', { after }, NUMBER)).toThrow(RequestError)
  })

  test('that nobody gave is refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (after) => {
        const isOurs = /^orders:\d{1,15}$/.test(Buffer.from(after, 'base64url').toString())
        fc.pre(!isOurs)
        expect(() => decodeCursor('orders', { after }, NUMBER)).toThrow(RequestError)
      }),
    )
  })
})

describe('a date', () => {
  test.each(['1980-02-29', '0001-01-01', '2026-12-31'])('%s is a day of the calendar', (text) => {
    expect(isCalendarDay(text)).toBe(true)
  })

  test.each(['1981-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z', ' 2026-01-01', ''])(
    '"%s" is none',
    (text) => {
      expect(isCalendarDay(text)).toBe(false)
    },
  )

  test('may be known in part', () => {
    const known = ['2009', '2009-06', '2009-06-04'].map((text) => PartialDate.serialize(text))
    expect(known).toEqual(['2009', '2009-06', '2009-06-04'])
    for (const text of ['09', '2009-13', '2009-00', '2009-06-31', '2009-', 2009]) {
      expect(() => PartialDate.serialize(text)).toThrow('expects')
    }
  })
})
