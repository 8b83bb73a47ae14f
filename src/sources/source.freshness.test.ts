import { describe, expect, test } from '@jest/globals'
import { LOADERS } from './loaders.js'
import { PUBLIC_SOURCE_NAMES } from './source.catalog.js'
import { ageInDays, freshnessOf } from './source.freshness.js'

const NOW = new Date('2026-03-10T23:59:00Z')

describe('how fresh a source is', () => {
  test.each([
    ['of which no file was loaded', null, 7, 'NEVER_LOADED'],
    ['whose file is of today', '2026-03-10', 7, 'FRESH'],
    ['whose weekly file is two weeks old', '2026-02-24', 7, 'FRESH'],
    ['whose weekly file is a day older', '2026-02-23', 7, 'STALE'],
    ['whose monthly file is 38 days old', '2026-01-31', 31, 'FRESH'],
    ['whose monthly file is a day older', '2026-01-30', 31, 'STALE'],
    ['whose file is of tomorrow', '2026-03-11', 7, 'FRESH'],
  ])('%s', (_, day, cadence, freshness) => expect(freshnessOf(day, cadence, NOW)).toBe(freshness))

  test('counts days in UTC, whole ones', () => {
    expect(ageInDays('2026-03-08', NOW)).toBe(2)
    expect(ageInDays('2026-03-12', NOW)).toBe(0)
  })

  test('is known of every source that has a loader', () => {
    expect(LOADERS.map(({ source }) => source).filter((name) => !PUBLIC_SOURCE_NAMES.includes(name))).toEqual([])
    expect(new Set(PUBLIC_SOURCE_NAMES).size).toBe(PUBLIC_SOURCE_NAMES.length)
  })
})
