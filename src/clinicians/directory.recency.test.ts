import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isOlderThanKnown } from './directory.recency.js'
import type { RecordDates } from './directory.record.js'

const dates = (
  reportedOn: string | null,
  deactivatedOn: string | null = null,
  reactivatedOn: string | null = null,
): RecordDates => ({ reportedOn, deactivatedOn, reactivatedOn })

const ACTIVE = dates('2024-05-05')
const DEACTIVATED = dates('2024-05-05', '2025-03-04')
const REACTIVATED = dates('2025-04-05', null, '2025-04-05')

describe('a record', () => {
  it.each<[string, RecordDates | undefined, RecordDates, boolean]>([
    ['of an earlier update', dates('2024-05-04'), ACTIVE, true],
    ['of the same update', dates('2024-05-05'), ACTIVE, false],
    ['of a later update', dates('2024-05-06'), ACTIVE, false],
    ['without an update date', dates(null), ACTIVE, false],
    ['with the first update date', ACTIVE, dates(null), false],
    ['without dates, of what has some', undefined, DEACTIVATED, false],
    ['of before a deactivation', ACTIVE, DEACTIVATED, true],
    ['of the day of a deactivation', dates('2025-03-04'), DEACTIVATED, true],
    ['of after a deactivation', dates('2025-03-05'), DEACTIVATED, false],
    ['without an update date, of what is deactivated', dates(null), DEACTIVATED, true],
    ['reactivated before the deactivation', dates('2025-03-04', null, '2025-03-03'), DEACTIVATED, true],
    ['reactivated on the day of the deactivation', dates('2025-03-04', null, '2025-03-04'), DEACTIVATED, false],
    ['reactivated, though not updated', dates('2024-05-05', null, '2025-04-05'), DEACTIVATED, false],
    ['deactivated', dates(null, '2025-03-04'), ACTIVE, false],
    ['deactivated on the day of the update', dates(null, '2024-05-05'), ACTIVE, false],
    ['deactivated before the update', dates(null, '2024-05-04'), ACTIVE, true],
    ['deactivated before the reactivation', dates(null, '2025-03-04'), REACTIVATED, true],
    ['deactivated again after the reactivation', dates(null, '2026-01-01'), REACTIVATED, false],
    ['deactivated earlier than is known', dates(null, '2024-12-31'), DEACTIVATED, true],
    ['deactivated later than is known', dates(null, '2025-12-31'), DEACTIVATED, false],
  ])('%s', (_, record, known, older) => {
    expect(isOlderThanKnown(record, known)).toBe(older)
  })

  it('is older than what it is older than, whichever of the two comes first', () => {
    const day = fc.constantFrom('2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04')
    const update = fc.record({
      reportedOn: day,
      deactivatedOn: fc.constant(null),
      reactivatedOn: fc.option(day),
    })
    const deactivation = day.map((deactivatedOn) => dates(null, deactivatedOn))
    fc.assert(
      fc.property(update, deactivation, (active, inactive) => {
        expect(isOlderThanKnown(active, inactive)).toBe(!isOlderThanKnown(inactive, active))
      }),
    )
  })
})
