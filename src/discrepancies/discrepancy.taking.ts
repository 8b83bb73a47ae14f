import type { Actor } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import {
  type AccessibleDiscrepancy,
  accessibleDiscrepancy,
  type DiscrepancyRow,
  lockDiscrepancy,
} from './discrepancy.queries.js'
import { isOpen } from './discrepancy.rules.js'

const FIELD = ['discrepancyId']

/**
 * Takes a report for this transaction that is there for the actor and has no outcome yet; `assertMay` refuses what the
 * actor may not do with it. Of two who take it at once the second sees what the first did.
 * @throws UserErrors NOT_FOUND, ALREADY_DECIDED
 */
export async function takeOpenDiscrepancy(
  tx: Transaction,
  actor: Actor,
  id: string,
  assertMay: (report: AccessibleDiscrepancy) => void,
): Promise<DiscrepancyRow> {
  const found = await accessibleDiscrepancy(tx, actor, id)
  if (found === null) throw UserErrors.one('NOT_FOUND', FIELD, `no discrepancy report has the id "${id}"`)
  assertMay(found)
  const taken = await lockDiscrepancy(tx, id)
  invariant(taken, 'a discrepancy report is not deleted')
  if (!isOpen(taken.state)) {
    throw UserErrors.one('ALREADY_DECIDED', FIELD, `expected a report without an outcome; this one is ${taken.state}`)
  }
  return taken
}
