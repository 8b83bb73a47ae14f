import { createHash } from 'node:crypto'

declare const rowType: unique symbol

/** SQL that only reads, prepared once per connection under its name. */
export interface ReadStatement<Row> {
  readonly kind: 'read'
  readonly name: string
  readonly text: string
  readonly [rowType]?: Row
}

/** SQL that writes; only a transaction takes it, so a write outside of one does not type-check. */
export interface WriteStatement<Row> {
  readonly kind: 'write'
  readonly name: string
  readonly text: string
  readonly [rowType]?: Row
}

/** `name` is for people who read `pg_prepared_statements`; the hash keeps two texts from ever sharing a name. */
export function readStatement<Row>(name: string, text: string): ReadStatement<Row> {
  return { kind: 'read', name: uniqueName(name, text), text }
}

export function writeStatement<Row = never>(name: string, text: string): WriteStatement<Row> {
  return { kind: 'write', name: uniqueName(name, text), text }
}

/** PostgreSQL cuts identifiers at 63 bytes. */
function uniqueName(name: string, text: string): string {
  return `${name.slice(0, 50)}_${createHash('sha256').update(text).digest('hex').slice(0, 10)}`
}
