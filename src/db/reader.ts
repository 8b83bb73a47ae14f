import type { ReadStatement } from './statement.js'

/** Whatever can run a reading statement: the database itself, or a transaction. */
export interface Reader {
  rows<Row>(statement: ReadStatement<Row>, values: readonly unknown[]): Promise<Row[]>
}
