import { createHash } from 'node:crypto'

declare const rowType: unique symbol

/** SQL that only reads, prepared once per connection under its name. */
export interface ReadStatement<Row> {
  readonly kind: 'read'
  readonly name: string
  /** Its name for people, without the hash: what figures and traces call it. */
  readonly label: string
  readonly text: string
  /** Whether it reads nothing but the directory of clinicians, whose changes are counted: a replica may answer it. */
  readonly ofDirectory?: boolean
  readonly [rowType]?: Row
}

/** SQL that writes; what only reads does not take it, so a write where nothing may be written does not type-check. */
export interface WriteStatement<Row> {
  readonly kind: 'write'
  readonly name: string
  /** Its name for people, without the hash: what figures and traces call it. */
  readonly label: string
  readonly text: string
  readonly [rowType]?: Row
}

/** `name` is for people who read `pg_prepared_statements`; the hash keeps two texts from ever sharing a name. */
export function readStatement<Row>(name: string, text: string): ReadStatement<Row> {
  return { kind: 'read', name: uniqueName(name, text), label: name, text }
}

const OF_DIRECTORY: ReadStatement<unknown>[] = []

/** SQL that reads nothing but the directory: tables whose changes `directory_marks` counts. A test holds all of it to that. */
export function directoryStatement<Row>(name: string, text: string): ReadStatement<Row> {
  const statement: ReadStatement<Row> = { ...readStatement(name, text), ofDirectory: true }
  OF_DIRECTORY.push(statement)
  return statement
}

/** All that were declared so far. */
export function directoryStatements(): readonly ReadStatement<unknown>[] {
  return OF_DIRECTORY
}

export function writeStatement<Row = never>(name: string, text: string): WriteStatement<Row> {
  return { kind: 'write', name: uniqueName(name, text), label: name, text }
}

/**
 * A list that is given as a parameter, for `= any (…)` or `unnest(…)`, whose length the planner does not look at. It plans
 * anew whenever it knows of a shorter list than it would guess, which can take longer than the statement itself; of
 * what it cannot know it makes one plan and keeps it. For statements where one plan is good for lists of any length.
 */
export function listOf(parameter: `$${number}`, type: 'text' | 'bigint' = 'text'): string {
  return `(select ${parameter}::${type}[])::${type}[]`
}

/** PostgreSQL cuts identifiers at 63 bytes. */
function uniqueName(name: string, text: string): string {
  return `${name.slice(0, 50)}_${createHash('sha256').update(text).digest('hex').slice(0, 10)}`
}
