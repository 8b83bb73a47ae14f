import { RequestError } from '../kernel/errors.js'
import { nameKey } from '../kernel/names.js'
import { wantedName } from './name.rules.js'

/** The longest name that a list is filtered by. */
export const MAX_FILTER_NAME_LENGTH = 100

/** What the name of a clinician begins with, in the form of the keys by which names compare; null for any. */
export interface NameBeginning {
  first: string | null
  last: string | null
}

/**
 * What somebody filters a list by, as keys have it: without case, accents, punctuation and blanks, and without suffixes
 * and titles at the end. Null if there is nothing to filter by.
 *
 * @throws RequestError BAD_USER_INPUT for a name without a letter or digit, and for one that is too long
 */
export function nameBeginning(
  firstName: string | null | undefined,
  lastName: string | null | undefined,
): NameBeginning | null {
  for (const [field, name] of Object.entries({ firstName, lastName })) {
    if (name == null || (name.length <= MAX_FILTER_NAME_LENGTH && nameKey(name) !== '')) continue
    const expected = `expected 1 to ${MAX_FILTER_NAME_LENGTH} characters with a letter or digit among them`
    throw new RequestError('BAD_USER_INPUT', `${field}: ${expected}, got ${name.length}`)
  }
  if (firstName == null && lastName == null) return null
  const { lastBegins, given } = wantedName(firstName ?? '', lastName ?? '')
  return { first: firstName == null ? null : given.join(''), last: lastName == null ? null : lastBegins }
}

/**
 * SQL that the clinician of a row has a name that begins so, legal, former or other. It looks at the names of the one
 * clinician and, by the `offset`, at nothing else: a list costs what is in it, however large the directory is.
 */
export function hasNameBeginning(
  clinicianId: string,
  { first, last }: NameBeginning,
  value: (given: unknown) => string,
): string {
  const key = `replace(n.name_key, ' ', '')`
  const conditions = [`n.clinician_id = ${clinicianId}`]
  if (last !== null) conditions.push(`starts_with(${key}, ${value(last)})`)
  if (first !== null) conditions.push(`strpos(${key}, '|' || ${value(first)}) > 0`)
  return `exists (select from clinician_names n where ${conditions.join(' and ')} offset 0)`
}
