import { readStatement } from './statement.js'

/** A row of `directory_marks`. */
export interface MarkRow {
  slot: number
  changes: number
}

/** How often each row of `directory_marks` was counted up: which changes of the directory a server has. */
export type DirectoryMarks = ReadonlyMap<number, number>

export const MARKS = readStatement<MarkRow>('directory_marks', 'select slot, changes from directory_marks')

export function marksOf(rows: readonly MarkRow[]): DirectoryMarks {
  return new Map(rows.map(({ slot, changes }) => [slot, changes]))
}

/**
 * Whether a server with the marks `had` has every change of one with the marks `needed`. Row by row: transactions that
 * commit at once count in different rows, and may become visible in another order than the one they are replayed in.
 */
export function isNowhereBehind(had: DirectoryMarks, needed: DirectoryMarks): boolean {
  return [...needed].every(([slot, changes]) => (had.get(slot) ?? 0) >= changes)
}
