import { createRequire } from 'node:module'
import type * as LanguageCommon from '@zxcvbn-ts/language-common'

/** What people type who do not want to think: rows of keyboards, columns of one, the alphabet, the digits. */
const ROWS: readonly string[] = [
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]
/** Fewer neighbors in a row are chance. */
const SHORTEST_RUN = 3
/** A unit that only makes up a password by being repeated: `abcd` four times is no better than once. */
const LONGEST_SHORT_UNIT = 5

let common: ReadonlySet<string> | null = null

/** Whether `text`, in lower case, is one that others would try first: common, a common one repeated, or a sequence. */
export function isCommonPassword(text: string): boolean {
  if (text === '') return false
  return commonPasswords().has(text) || isRepetition([...text]) || isSequence([...text])
}

/** The list is read when the first password is set: 0.1 s and 4 MB that most processes never need. */
function commonPasswords(): ReadonlySet<string> {
  if (common === null) {
    const load = createRequire(import.meta.url)
    const { dictionary } = load('@zxcvbn-ts/language-common') as typeof LanguageCommon
    common = new Set(dictionary['passwords-common'])
  }
  return common
}

/** Whether a short unit, or a common password, comes again and again; the last time perhaps in part. */
function isRepetition(signs: readonly string[]): boolean {
  for (let length = 1; length <= signs.length / 2; length++) {
    if (!signs.every((sign, index) => sign === signs[index % length])) continue
    const unit = signs.slice(0, length)
    if (length <= LONGEST_SHORT_UNIT || commonPasswords().has(unit.join('')) || isSequence(unit)) return true
  }
  return false
}

/** Whether all of it is runs along rows, forwards or backwards, over the end to the beginning. */
function isSequence(signs: readonly string[]): boolean {
  let start = 0
  while (start < signs.length) {
    const length = runFrom(signs, start)
    if (length < SHORTEST_RUN) return false
    start += length
  }
  return true
}

function runFrom(signs: readonly string[], start: number): number {
  let longest = 1
  for (const row of ROWS) {
    for (const step of [1, row.length - 1]) {
      let length = 1
      let place = row.indexOf(signs[start] ?? '')
      while (place >= 0 && start + length < signs.length) {
        place = (place + step) % row.length
        if (row[place] !== signs[start + length]) break
        length++
      }
      longest = Math.max(longest, length)
    }
  }
  return longest
}
