/** Stands for a character that the typeface does not have; the notices explain it where it occurs. */
export const REPLACEMENT = '\u25A1'

/** A text that the typeface can show, and whether something in it had to be replaced. */
export interface Printable {
  text: string
  replaced: boolean
}

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/
const DOUBLE_BLANK = / {2}/
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}/gu
/** The typeface has these, but a name with one of them would not be found by search. */
const LATIN_LIGATURES = /[\uFB00-\uFB06]/g
const BLANKS = /[\p{Cc}\p{Z}]+/gu

/**
 * Makes any value printable in one line: composed characters, single blanks, no control characters, no invisible or
 * direction-changing ones (they could make a printed name read otherwise than its data). A character that the typeface
 * lacks becomes its compatibility form if there is one (`A` for a full-width A), else `REPLACEMENT`.
 */
export function printable(value: unknown, has: (codePoint: number) => boolean): Printable {
  const raw = asText(value)
  if (PLAIN.test(raw) && !DOUBLE_BLANK.test(raw)) return { text: raw, replaced: false }
  const clean = raw
    .replace(LATIN_LIGATURES, (ligature) => ligature.normalize('NFKC'))
    .replace(BLANKS, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(/ {2,}/g, ' ')
    .trim()
  let text = ''
  let replaced = false
  for (const character of clean) {
    if (covered(character, has)) {
      text += character
      continue
    }
    const simpler = character.normalize('NFKD').normalize('NFC')
    const known = simpler !== character && covered(simpler, has)
    text += known ? simpler : REPLACEMENT
    replaced ||= !known
  }
  return { text, replaced }
}

function covered(text: string, has: (codePoint: number) => boolean): boolean {
  for (const character of text) if (!has(character.codePointAt(0) ?? 0)) return false
  return true
}

/** Snapshots are data from many sources: whatever is no text prints as nothing rather than as `[object Object]`. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
