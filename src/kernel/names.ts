/** Letters that Unicode does not decompose into a base letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
}

/**
 * A name as names are compared: without case, accents, punctuation and repeated blanks (domain.md).
 * A hyphen counts as a blank and an apostrophe or a full stop as nothing, so `Smith-Jones` is `Smith Jones`,
 * `O’Brien` is `OBrien` and `St. John` is `St John`.
 */
export function nameKey(name: string): string {
  return (
    name
      // Before its normal form, which makes a blank of the acute accent that some type for an apostrophe.
      .replace(/´/g, '')
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .replace(/[ßæœøđðþłħıŋŧ]/g, (letter) => LETTERS[letter] ?? letter)
      .replace(/['’‘ʼʻ`.]/g, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  )
}

/** The key under which a clinician is found by last and first name. */
export function fullNameKey(last: string, first: string): string {
  return `${nameKey(last)}|${nameKey(first)}`
}
