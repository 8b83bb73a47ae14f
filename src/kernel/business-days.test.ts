import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addBusinessDays, businessDaysBetween, federalHolidays, isBusinessDay } from './business-days.js'

/**
 * Days on which federal offices closed or will close, in the order of the holidays, as the US Office of Personnel
 * Management lists them; month and day, with the year where it is another one.
 */
const OBSERVED: Readonly<Record<number, string>> = {
  2023: '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25',
  2024: '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25',
  2025: '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25',
  2026: '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25',
  2027: '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24',
  2028: '2027-12-31 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25',
  2029: '01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25',
  2030: '01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25',
  2031: '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25',
  2032: '01-01 01-19 02-16 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24',
}

const YEARS = Object.keys(OBSERVED).map(Number)

const daysOf = (year: number): string[] => {
  const days: string[] = []
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}

const weekday = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay()

const anyDay = fc.constantFrom(...YEARS.flatMap(daysOf))
const anyCount = fc.integer({ min: 0, max: 300 })

describe('federal holidays', () => {
  test.each(YEARS)('of %i are observed when the government says', (year) => {
    const expected = (OBSERVED[year] ?? '').split(' ').map((day) => (day.length === 5 ? `${year}-${day}` : day))
    expect(federalHolidays(year).map(({ observedOn }) => observedOn)).toEqual(expected)
  })

  test('know the day of the law from the day observed', () => {
    const [newYear] = federalHolidays(2028)
    expect(newYear).toEqual({ name: "New Year's Day", on: '2028-01-01', observedOn: '2027-12-31' })
  })
})

describe('business days', () => {
  test('are, in every year, the weekdays without the days observed in it, those of the next year included', () => {
    // January 1, 2033 is a Saturday, too.
    const closed = new Set(['2032-12-31'])
    for (const { observedOn } of YEARS.flatMap(federalHolidays)) closed.add(observedOn)
    for (const day of YEARS.flatMap(daysOf)) {
      const isWeekday = weekday(day) >= 1 && weekday(day) <= 5
      expect([day, isBusinessDay(day)]).toEqual([day, isWeekday && !closed.has(day)])
    }
    expect(isBusinessDay('2027-12-31')).toBe(false)
    expect(isBusinessDay('2022-12-30')).toBe(true)
  })

  test.each([
    // Over a weekend; over a holiday; over the New Year that is observed in the year before.
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-25', 1, '2026-11-27'],
    ['2027-12-30', 1, '2028-01-03'],
    // Counting starts on the next business day, whatever day it is.
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-11-26', 1, '2026-11-27'],
    ['2026-11-21', 0, '2026-11-21'],
    ['2026-11-02', 30, '2026-12-16'],
  ])('from %s, %i of them: %s', (day, count, reached) => {
    expect(addBusinessDays(day, count)).toBe(reached)
  })

  test('counted from any day end on a business day, and between the two are as many', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 300 }), (day, count) => {
        const reached = addBusinessDays(day, count)
        expect(isBusinessDay(reached)).toBe(true)
        expect(reached > day).toBe(true)
        expect(businessDaysBetween(day, reached)).toBe(count)
      }),
    )
  })

  test('add up: some and then some more are as far as all at once', () => {
    fc.assert(
      fc.property(anyDay, anyCount, anyCount, (day, some, more) => {
        expect(addBusinessDays(addBusinessDays(day, some), more)).toBe(addBusinessDays(day, some + more))
      }),
    )
  })

  test('from a later day never end earlier, and one more ends later', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyCount, (one, other, count) => {
        const [earlier, later] = one <= other ? [one, other] : [other, one]
        expect(addBusinessDays(earlier, count) <= addBusinessDays(later, count)).toBe(true)
        expect(addBusinessDays(one, count) < addBusinessDays(one, count + 1)).toBe(true)
      }),
    )
  })

  test('are counted back to nothing, and only whole ones can be added', () => {
    expect(businessDaysBetween('2026-11-23', '2026-11-20')).toBe(0)
    for (const count of [-1, 0.5, Number.NaN]) expect(() => addBusinessDays('2026-11-20', count)).toThrow(RangeError)
  })
})
