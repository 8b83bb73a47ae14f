import { dayOfDigits, type LocalDay } from '../../kernel/local-day.js'
import type { LoadScope } from '../engine/source.loader.js'

/** NPPES began on this day: a file that goes back to it is a full one. */
const FIRST_DAY = '20050523'

/**
 * What NPPES's name of a file tells: `…_pfile_20050523-20251109.csv` is a full file, `…_pfile_20251103-20251109.csv` the
 * update of a week, each as of its last day; so are their names of version 2, which end in `_V2`.
 */
export function nppesNameTells(fileName: string): { scope: LoadScope | null; asOf: LocalDay | null } {
  const match = /_pfile_(\d{8})-(\d{8})(?:_v\d+)?\.csv$/i.exec(fileName)
  if (match === null) return { scope: null, asOf: null }
  return { scope: match[1] === FIRST_DAY ? 'FULL' : 'UPDATE', asOf: dayOfDigits(match[2] ?? '') }
}
