import type { Transaction } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'

/** What became of the rows of a file that did not get into the directory. */
export interface LeftOut {
  rejected: number
  skippedByReason: Readonly<Record<string, number>>
}

/**
 * Whether everything of a file that is about somebody in the directory got there. If not, its source would seem to be
 * silent about clinicians of whom it speaks, so it does not count as asked.
 */
export function isComplete({ rejected, skippedByReason }: LeftOut): boolean {
  return rejected === 0 && Object.keys(skippedByReason).every((reason) => reason === 'NOT_IN_DIRECTORY')
}

const LEFT_OUT = readStatement<LeftOut>(
  'publisher_left_out',
  'select rows_rejected as rejected, skipped_by_reason as "skippedByReason" from source_loads where id = $1',
)

/** The same of a load on record. */
export async function isCompleteLoad(tx: Transaction, loadId: string): Promise<boolean> {
  const [leftOut] = await tx.rows(LEFT_OUT, [loadId])
  return leftOut !== undefined && isComplete(leftOut)
}
