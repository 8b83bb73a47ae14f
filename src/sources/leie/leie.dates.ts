import type { LocalDay } from '../../kernel/local-day.js'
import { dayOfDigits } from '../../kernel/local-day.js'
import { ImpossibleDate } from '../nppes/nppes.values.js'

/** Nobody younger has been excluded; decides which century a birth date of two-digit years means. */
const YOUNGEST = 14

/** OIG's `YYYYMMDD`; null for `00000000` and nothing. @throws ImpossibleDate */
export function dayOf(text: string): LocalDay | null {
  if (text === '' || text === '00000000') return null
  const day = /^\d{8}$/.test(text) ? dayOfDigits(text) : null
  if (day === null) throw new ImpossibleDate()
  return day
}

/**
 * A birth date: `YYYYMMDD`, or in some months `MM/DD/YY`. Of the two centuries that such a year can mean it is the later
 * in which the person was old enough to be excluded: the other would make a person of over a hundred years of her.
 * @throws ImpossibleDate also for one after the exclusion
 */
export function birthDateOf(text: string, excludedOn: LocalDay): LocalDay | null {
  const short = /^(\d\d)\/(\d\d)\/(\d\d)$/.exec(text)
  if (short === null) {
    const day = dayOf(text)
    if (day !== null && day > excludedOn) throw new ImpossibleDate()
    return day
  }
  const [, month, dayOfMonth, year] = short
  const latest = `${Number(excludedOn.slice(0, 4)) - YOUNGEST}${excludedOn.slice(4)}`
  const inCentury = (century: number): string => `${century}${year}-${month}-${dayOfMonth}`
  const century = Number(excludedOn.slice(0, 2))
  const written = inCentury(century) <= latest ? inCentury(century) : inCentury(century - 1)
  const day = dayOfDigits(written)
  if (day === null) throw new ImpossibleDate()
  return day
}
