import { nameKey } from '../kernel/names.js'

/**
 * When a name that somebody looks for is a name of the directory (domain.md, "Clinicians and search"; docs/api.md tells
 * the rules in words). The date of birth must be the same anyway: a name is never enough.
 */

/** A name as somebody looks for it. */
export interface WantedName {
  /** The last name, as it is and without the suffixes and titles at its end; without blanks. */
  lasts: ReadonlySet<string>
  /** What every last name in question begins with, without blanks: the shortest of `lasts`. */
  lastBegins: string
  /** Such as `jr` or `iii`; null if it was looked for without one. */
  suffix: string | null
  /** First name, and middle names or initials that were written after it; empty for any. */
  given: readonly string[]
}

/** A name as the directory has it. */
export interface StoredName {
  firstName: string | null
  middleName: string | null
  lastName: string
  suffix: string | null
}

/** Suffixes of generations, and what each is the same as. */
const GENERATIONS: Readonly<Record<string, string>> = {
  jr: 'jr',
  junior: 'jr',
  sr: 'sr',
  senior: 'sr',
  i: 'i',
  ii: 'ii',
  '2nd': 'ii',
  iii: 'iii',
  '3rd': 'iii',
  iv: 'iv',
  '4th': 'iv',
  v: 'v',
  '5th': 'v',
  vi: 'vi',
  vii: 'vii',
  viii: 'viii',
}
/** Titles that are no part of a name; as keys have them, so `M.D.` is `md` and `PA-C` is `pa c`. */
const TITLES = ['md', 'm d', 'd o', 'pac', 'pa c', 'p a c', 'p a', 'mbbs', 'mb bs', 'phd', 'ph d']
/** Titles that are last names as well: only whoever looks may have meant the title. */
const TITLES_OR_NAMES = ['do', 'pa']

const atEnd = (words: readonly string[]) => new RegExp(` (${words.join('|')})$`)
const GENERATION_AT_END = atEnd(Object.keys(GENERATIONS))
/** After a first name, one letter is an initial. */
const LONG_GENERATION_AT_END = atEnd(Object.keys(GENERATIONS).filter((word) => word.length > 1))
const TITLE_AT_END = atEnd(TITLES)
const ANY_TITLE_AT_END = atEnd([...TITLES, ...TITLES_OR_NAMES])

/** Takes a name apart that somebody looks for. */
export function wantedName(firstName: string, lastName: string): WantedName {
  const lastKey = nameKey(lastName)
  const last = withoutEndings(lastKey, GENERATION_AT_END, ANY_TITLE_AT_END)
  const first = withoutEndings(nameKey(firstName).replace(/^dr (?=.)/, ''), LONG_GENERATION_AT_END, ANY_TITLE_AT_END)
  const base = joined([last.key])
  return {
    lasts: new Set([joined([lastKey]), base]),
    lastBegins: base,
    suffix: last.suffix ?? first.suffix,
    given: wordsOf(first.key),
  }
}

/** Whether the name of the directory is the one that is looked for. */
export function isWanted(wanted: WantedName, stored: StoredName): boolean {
  const lastKey = nameKey(stored.lastName)
  const last = withoutEndings(lastKey, GENERATION_AT_END, TITLE_AT_END)
  if (!wanted.lasts.has(joined([lastKey])) && !wanted.lasts.has(joined([last.key]))) return false
  const first = withoutEndings(nameKey(stored.firstName ?? ''), LONG_GENERATION_AT_END, TITLE_AT_END)
  const suffixes = [generationOf(stored.suffix), last.suffix, first.suffix].filter((suffix) => suffix !== null)
  if (wanted.suffix !== null && suffixes.length > 0 && !suffixes.includes(wanted.suffix)) return false
  return sameGiven(wanted.given, wordsOf(first.key), wordsOf(nameKey(stored.middleName ?? '')))
}

/** A name, or a part of one, that is said to be that of a clinician who was found by a number. */
export interface SaidName {
  firstName: string | null
  lastName: string | null
}

/** What is said, as far as it has a letter or digit; null when nothing has. */
export function saidName(firstName: string | null, lastName: string | null): SaidName | null {
  const said = (text: string | null) => (text === null || nameKey(text) === '' ? null : text)
  const name = { firstName: said(firstName), lastName: said(lastName) }
  return name.firstName === null && name.lastName === null ? null : name
}

/** Whether the name of the directory is the one that is said; a part that is not said may be any. */
export function agreesWith({ firstName, lastName }: SaidName, stored: StoredName): boolean {
  return isWanted(wantedName(firstName ?? '', lastName ?? stored.lastName), stored)
}

/** A last name of nothing but a suffix or title stays: somebody is called Junior, or Do. */
function withoutEndings(key: string, generation: RegExp, title: RegExp): { key: string; suffix: string | null } {
  let [rest, suffix]: [string, string | null] = [key, null]
  for (;;) {
    const found = generation.exec(rest)
    if (found !== null) suffix = GENERATIONS[found[1] ?? ''] ?? null
    const shorter = rest.replace(found === null ? title : generation, '')
    if (shorter === rest) return { key: rest, suffix }
    rest = shorter
  }
}

function generationOf(suffix: string | null): string | null {
  const words = wordsOf(nameKey(suffix ?? ''))
  return words.map((word) => GENERATIONS[word]).find((generation) => generation !== undefined) ?? null
}

/**
 * Whether the first names are the same, written in one word or several, and what follows does not contradict: middle
 * names agree with their initials, and with none at all. Of what stands in the first name itself, only initials may
 * be missing.
 */
function sameGiven(wanted: readonly string[], first: readonly string[], middle: readonly string[]): boolean {
  if (wanted.length === 0) return true
  for (let i = 1; i <= wanted.length; i++) {
    for (let j = 1; j <= first.length; j++) {
      const isSame = joined(wanted.slice(0, i)) === joined(first.slice(0, j))
      if (isSame && followersAgree(wanted.slice(i), first.slice(j), middle)) return true
    }
  }
  return false
}

function followersAgree(wanted: readonly string[], first: readonly string[], middle: readonly string[]): boolean {
  const stored = [...first, ...middle]
  if (!first.slice(wanted.length).every(isInitial)) return false
  if (joined(wanted) === joined(stored)) return true
  return wanted.every((word, at) => {
    const other = stored[at]
    if (other === undefined || word === other) return true
    return (isInitial(word) || isInitial(other)) && word[0] === other[0]
  })
}

function isInitial(word: string): boolean {
  return /^.$/u.test(word)
}

function wordsOf(key: string): string[] {
  return key === '' ? [] : key.split(' ')
}

function joined(words: readonly string[]): string {
  return words.join('').replaceAll(' ', '')
}
