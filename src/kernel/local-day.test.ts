import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { dayOfDigits, endOfLocalDay, formatLocalDay, formatLocalTime, isTimeZone, localDayOf } from './local-day.js'

const CHICAGO = 'America/Chicago'
const ZONES = [
  CHICAGO,
  'UTC',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Niue',
  'Africa/Cairo',
]

describe('the day of an organization', () => {
  test.each([
    ['2026-11-03T05:59:59.999Z', CHICAGO, '2026-11-02'],
    ['2026-11-03T06:00:00.000Z', CHICAGO, '2026-11-03'],
    ['2026-07-01T04:59:59.999Z', CHICAGO, '2026-06-30'],
    ['2026-07-01T05:00:00.000Z', CHICAGO, '2026-07-01'],
    ['2026-12-31T10:00:00.000Z', 'Pacific/Kiritimati', '2027-01-01'],
    ['2027-01-01T10:59:59.999Z', 'Pacific/Niue', '2026-12-31'],
    ['2026-01-01T18:15:00.000Z', 'Asia/Kathmandu', '2026-01-02'],
    ['2024-02-29T12:00:00.000Z', 'UTC', '2024-02-29'],
  ])('at %s in %s is %s', (instant, zone, day) => expect(localDayOf(new Date(instant), zone)).toBe(day))

  test.each([
    ['has 23 hours when the clocks go forward', '2026-03-08', '2026-03-08T06:00:00Z', '2026-03-09T05:00:00Z'],
    ['has 25 hours when they go back', '2026-11-01', '2026-11-01T05:00:00Z', '2026-11-02T06:00:00Z'],
    ['has 24 hours else', '2026-03-10', '2026-03-10T05:00:00Z', '2026-03-11T05:00:00Z'],
  ])('%s', (_, day, begins, ends) => {
    const [first, end] = [new Date(begins), new Date(ends)]
    expect(endOfLocalDay(day, CHICAGO)).toEqual(end)
    expect(localDayOf(first, CHICAGO)).toBe(day)
    expect(localDayOf(new Date(first.getTime() - 1), CHICAGO)).not.toBe(day)
    expect(localDayOf(new Date(end.getTime() - 1), CHICAGO)).toBe(day)
  })

  test('ends at one o’clock where midnight is skipped', () => {
    // Cairo went from 2026-04-23T23:59:59+02:00 to 2026-04-24T01:00:00+03:00.
    expect(endOfLocalDay('2026-04-23', 'Africa/Cairo')).toEqual(new Date('2026-04-23T22:00:00Z'))
  })

  test('ends at the same instant as the day before one that was skipped', () => {
    // Samoa had no 2011-12-30.
    expect(localDayOf(endOfLocalDay('2011-12-29', 'Pacific/Apia'), 'Pacific/Apia')).toBe('2011-12-31')
  })

  test('ends at the first instant that is no longer part of it, everywhere', () => {
    const instant = fc.date({ min: new Date('2015-01-01Z'), max: new Date('2035-01-01Z'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (at, zone) => {
        const day = localDayOf(at, zone)
        const end = endOfLocalDay(day, zone).getTime()
        expect(end).toBeGreaterThan(at.getTime())
        expect(localDayOf(new Date(end - 1), zone)).toBe(day)
        expect(localDayOf(new Date(end), zone) > day).toBe(true)
      }),
    )
  })

  test('is written as people write it', () => {
    expect(formatLocalTime(new Date('2026-11-03T22:05:00Z'), CHICAGO)).toBe('Nov 3, 2026, 4:05 PM CST')
    expect(formatLocalTime(new Date('2026-07-03T22:05:00Z'), CHICAGO)).toBe('Jul 3, 2026, 5:05 PM CDT')
    expect(formatLocalDay('2026-11-03')).toBe('Tuesday, November 3, 2026')
  })

  test('is only known in a time zone', () => {
    expect(['America/Chicago', 'UTC', 'Mars/Base', '', 'America/chicago2'].filter(isTimeZone)).toEqual([CHICAGO, 'UTC'])
  })
})

test.each([
  ['20251109', '2025-11-09'],
  ['2025-11-09', '2025-11-09'],
  ['2025-1109', null],
  ['20251399', null],
  ['July2026', null],
  ['', null],
])('%s says the day %s', (text, day) => {
  expect(dayOfDigits(text)).toBe(day)
})
