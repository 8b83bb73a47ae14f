/** Kinds of callers that the matrix knows; each is of the organization "own". */
export const CALLERS = [
  /** Shows no credentials. */
  'ANONYMOUS',
  /** A key with every scope, of a vendor that the organization granted every scope. */
  'VENDOR',
  /** A key of the same vendor with no scope that reads or buys. */
  'BARE_KEY',
  /** A person with the role PROFILES_USER. */
  'BUYER',
  /** A person with the role ORGANIZATION_ADMINISTRATOR only. */
  'ADMINISTRATOR',
  /** A person who manages the vendor and belongs to no organization. */
  'VENDOR_MEMBER',
  /** One of the publisher's people. */
  'STAFF',
] as const
export type CallerName = (typeof CALLERS)[number]

/** Whose thing is asked for: the caller's own organization's, another's, or one that nobody has. */
export const TARGETS = ['own', 'foreign', 'unknown'] as const
export type Target = (typeof TARGETS)[number]

/** What comes back. */
export const VERDICTS = {
  A: 'answered, with nothing wrong',
  I: 'let through, and then refused for what it says: user errors or BAD_USER_INPUT',
  F: 'FORBIDDEN: there for the caller, or for nobody of its kind, and not allowed',
  M: 'missing: null or NOT_FOUND, as if it did not exist',
  U: 'UNAUTHENTICATED: credentials are needed',
} as const
export type Verdict = keyof typeof VERDICTS

/** One line of the table: what each caller gets of a field. A field that has no target has one verdict, not three. */
export interface MatrixRow {
  field: string
  verdicts: Readonly<Record<CallerName, readonly Verdict[]>>
}

const CELL = /^[AIFMU]([AIFMU]{2})?$/

/** Reads a table of fields by callers; a cell has the verdicts for own, foreign and unknown, or one if nothing is named. */
export function readTable(text: string): MatrixRow[] {
  const [head, ...lines] = text.trim().split('\n')
  if (head?.trim().split(/\s+/).join() !== CALLERS.join()) throw new Error(`expected the columns ${CALLERS.join(' ')}`)
  return lines.filter((line) => line.trim() !== '').map(readRow)
}

function readRow(line: string): MatrixRow {
  const [field = '', ...cells] = line.trim().split(/\s+/)
  const lengths = new Set(cells.map((cell) => cell.length))
  if (cells.length !== CALLERS.length || lengths.size !== 1 || !cells.every((cell) => CELL.test(cell))) {
    throw new Error(`expected ${CALLERS.length} cells such as AMM or A, got "${line.trim()}"`)
  }
  const entries = CALLERS.map((caller, index) => [caller, [...(cells[index] ?? '')]])
  return { field, verdicts: Object.fromEntries(entries) as MatrixRow['verdicts'] }
}
