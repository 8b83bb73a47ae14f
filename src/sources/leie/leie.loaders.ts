import { DateTime } from 'luxon'
import type { LocalDay } from '../../kernel/local-day.js'
import { csvRows } from '../engine/csv.rows.js'
import type { LoadScope, SourceLoader } from '../engine/source.loader.js'
import { exclusionTarget, reinstatementTarget } from './exclusion.target.js'
import { type LeieRow, leieRows } from './leie.row.js'
import { LEIE } from './leie.source.js'

const LIST = 'the list of excluded individuals and entities of OIG (UPDATED.csv), or a supplement (1602excl.csv)'
const REINSTATEMENTS = 'a reinstatement supplement of OIG (1602rein.csv)'
const WHERE = 'of https://oig.hhs.gov/exclusions/'

/** The list has had more than 60,000 rows since 2015. A shorter one makes "none reported" of whom it lacks. */
const LEAST_WHOLE = 50_000

/** The whole list, published monthly, and the supplements of single months. */
export const leie: SourceLoader<LeieRow> = {
  name: 'leie',
  description: `${LIST}, ${WHERE}`,
  source: LEIE,
  mode: 'LIVE',
  nameTells: leieNameTells,
  leastWhole: LEAST_WHOLE,
  rows: (file) => csvRows(file, { expected: LIST, header: (row) => leieRows(row, LIST) }),
  target: exclusionTarget,
}

/** Who came off the list in a month; the whole list is just without them. */
export const leieReinstatements: SourceLoader<LeieRow> = {
  name: 'leie-reinstatements',
  description: `${REINSTATEMENTS}, ${WHERE}`,
  source: LEIE,
  mode: 'LIVE',
  nameTells: leieNameTells,
  rows: (file) => csvRows(file, { expected: REINSTATEMENTS, header: (row) => leieRows(row, REINSTATEMENTS, true) }),
  target: reinstatementTarget,
}

/**
 * What the names say: `UPDATED.csv` is the whole list of a day that it does not tell; `1602excl.csv` and `1602rein.csv` are
 * of February 2016, and tell of all of that month.
 */
export function leieNameTells(fileName: string): { scope: LoadScope | null; asOf: LocalDay | null } {
  if (/^updated\.csv$/i.test(fileName)) return { scope: 'FULL', asOf: null }
  const [, month] = /^(\d{4})(?:excl|rein)\.csv$/i.exec(fileName) ?? []
  const first = month === undefined ? undefined : DateTime.fromFormat(`20${month}01`, 'yyyyMMdd', { zone: 'utc' })
  return {
    scope: month === undefined ? null : 'UPDATE',
    asOf: first?.isValid ? first.endOf('month').toISODate() : null,
  }
}
