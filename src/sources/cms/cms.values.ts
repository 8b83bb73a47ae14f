import type { CsvRow } from '../../kernel/csv.scanner.js'
import { dayOfDigits, type LocalDay } from '../../kernel/local-day.js'
import type { LoadScope } from '../engine/source.loader.js'
import { RejectedRow } from '../npi.rows.js'

/**
 * What a name that matches tells: the files of CMS are whole lists, each as of the day in its name if there is one (the
 * first group of `name`).
 */
export function cmsNameTells(name: RegExp): (fileName: string) => { scope: LoadScope | null; asOf: LocalDay | null } {
  return (fileName) => {
    const match = name.exec(fileName)
    return match === null ? { scope: null, asOf: null } : { scope: 'FULL', asOf: dayOfDigits(match[1] ?? '') }
  }
}

/** `Y` or `N`; a row with anything else is rejected. */
export function flagOf(row: CsvRow, column: number): boolean {
  const text = row.text(column).trim()
  if (text !== 'Y' && text !== 'N') throw new RejectedRow('UNKNOWN_FLAG')
  return text === 'Y'
}
