/** What a statement of a migration would keep the release before from doing. */
export interface BlockingForm {
  statement: string
  why: string
}

/** Why somebody knows better, said in the line above the statement. */
const WAIVER = /--\s*blocking:\s*\S/

const CHANGES_OF_TABLES: readonly [pattern: RegExp, why: string][] = [
  [/\badd column\b(?!.*\bdefault\b).*\bnot null\b/, 'the release before inserts no value: give a default'],
  [
    /\balter (?:column )?\w+ set not null\b/,
    'reads the whole table under a lock: check … not valid, validate, then this',
  ],
  [/\balter (?:column )?\w+ (?:set data )?type\b/, 'writes the whole table anew under a lock: add a column, and copy'],
  [/\brename\b/, 'the release before still uses the old name: add the new one, drop the old one a release later'],
  [/\bdrop column\b/, 'the release before still reads it: stop using it first, drop it a release later'],
  [
    /\badd (?:constraint \w+ )?(?:unique|primary key)\b(?!.*\busing index\b)/,
    'builds an index under a lock: create it concurrently, then add … using index',
  ],
  [
    /\badd (?:constraint \w+ )?(?:check|foreign key)\b(?!.*\bnot valid\b)/,
    'reads the whole table under a lock: add it not valid, validate it in a statement of its own',
  ],
]

/**
 * The statements of `up` that block, or break, the release before on tables that are there already: a migration is taken
 * while that one goes on serving. Reads text, not SQL: what it cannot know is for `-- blocking: why it does not matter`.
 */
export function blockingForms(source: string): BlockingForm[] {
  const up = source.slice(source.indexOf('async up('), source.indexOf('async down('))
  const own = new Set(
    [...up.matchAll(/\bcreate (?:unlogged |temporary )?table (?:if not exists )?(\w+)/gi)].map(([, name]) => name),
  )
  return statementsOf(up).flatMap(({ statement, isWaived }) => {
    const why = isWaived ? null : whyBlocking(statement, own)
    return why === null ? [] : [{ statement, why }]
  })
}

function whyBlocking(statement: string, own: ReadonlySet<string | undefined>): string | null {
  const index = /^create (?:unique )?index (?!concurrently)(?:if not exists )?\w+ on (\w+)/.exec(statement)
  if (index !== null && !own.has(index[1])) return 'writers wait until it is built: create it concurrently'
  const table = /^drop table (?:if exists )?(\w+)/.exec(statement)
  if (table !== null && !own.has(table[1])) return 'the release before still uses it: drop it a release later'
  const written = /^(?:update|delete from) (\w+)/.exec(statement)
  if (written !== null && !own.has(written[1]))
    return 'locks rows until the migration ends: fill in by a job, in batches'
  const altered = /^alter table (?:only )?(\w+)/.exec(statement)
  if (altered === null || own.has(altered[1])) return null
  const clauses = statement.split(/,\s*(?=(?:add|alter|drop)\b)/)
  return CHANGES_OF_TABLES.find(([pattern]) => clauses.some((clause) => pattern.test(clause)))?.[1] ?? null
}

function statementsOf(up: string): { statement: string; isWaived: boolean }[] {
  return up.split(';').map((piece) => ({
    statement: piece
      .replace(/--[^\n]*/g, '')
      .replace(/^[\s\S]*?\b(?=(?:create|alter|drop|update|delete)\b)/i, '')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase(),
    isWaived: WAIVER.test(piece),
  }))
}
