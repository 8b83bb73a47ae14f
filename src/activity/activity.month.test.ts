import { describe, expect, test } from '@jest/globals'
import { findMonth, formatMonth, monthAfter, monthBefore, monthsShown } from './activity.month.js'

const NOW = new Date('2026-11-23T12:00:00Z')

describe('a month of account activity', () => {
  test('is one of the last 24 of the time zone, the current one included', () => {
    expect(monthsShown(NOW, 'America/Chicago')).toEqual({ first: '2024-12', last: '2026-11' })
    // Four in the morning of the first, in London; still the last evening of the month in Chicago.
    const early = new Date('2026-11-01T04:00:00Z')
    expect(monthsShown(early, 'Europe/London').last).toBe('2026-11')
    expect(monthsShown(early, 'America/Chicago').last).toBe('2026-10')
    expect(findMonth('2024-11', NOW, 'America/Chicago')).toBeNull()
    expect(findMonth('2026-12', NOW, 'America/Chicago')).toBeNull()
    expect(findMonth(null, NOW, 'America/Chicago')?.name).toBe('2026-11')
  })

  test('begins and ends at local midnight, whatever the clocks do meanwhile', () => {
    const span = (name: string, timeZone: string) => {
      const month = findMonth(name, NOW, timeZone)
      return [month?.start.toISOString(), month?.end.toISOString()]
    }
    expect(span('2026-03', 'America/Chicago')).toEqual(['2026-03-01T06:00:00.000Z', '2026-04-01T05:00:00.000Z'])
    expect(span('2026-11', 'America/Chicago')).toEqual(['2026-11-01T05:00:00.000Z', '2026-12-01T06:00:00.000Z'])
    expect(span('2026-05', 'Asia/Kathmandu')).toEqual(['2026-04-30T18:15:00.000Z', '2026-05-31T18:15:00.000Z'])
  })

  test.each([
    ['America/Chicago', '2026-11-23T12:00:00Z'],
    // Clocks skipped the midnight in which October 1, 2017, began.
    ['America/Asuncion', '2018-06-15T12:00:00Z'],
    ['Pacific/Apia', '2012-06-15T12:00:00Z'],
    ['Asia/Gaza', '2026-11-23T12:00:00Z'],
  ])('ends in %s where the next one begins', (timeZone, now) => {
    const { first, last } = monthsShown(new Date(now), timeZone)
    let name = first
    let count = 1
    for (; name !== last; name = monthAfter(name), count++) {
      const end = findMonth(name, new Date(now), timeZone)?.end
      expect(findMonth(monthAfter(name), new Date(now), timeZone)?.start).toEqual(end)
      expect(monthBefore(monthAfter(name))).toBe(name)
    }
    expect(count).toBe(24)
  })

  test('has a name for people', () => {
    expect(formatMonth('2026-11')).toBe('November 2026')
    expect([monthBefore('2026-01'), monthAfter('2026-12')]).toEqual(['2025-12', '2027-01'])
  })
})
