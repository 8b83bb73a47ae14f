import type { Actor } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { accessibleResearchRequest, lockResearchRequest, type ResearchRequestRow } from './research-request.queries.js'
import { isWaiting } from './research-request.rules.js'

const FIELD = ['researchRequestId']

/**
 * Takes a request for this transaction that is there for the actor and waits for an answer; `assertMay` refuses what the
 * actor may not do with it. Of two who take it at once the second sees what the first did.
 * @throws UserErrors NOT_FOUND, ALREADY_DECIDED
 */
export async function takeWaitingRequest(
  tx: Transaction,
  actor: Actor,
  id: string,
  assertMay: (request: ResearchRequestRow & { scopes: string[] }) => void,
): Promise<ResearchRequestRow> {
  const found = await accessibleResearchRequest(tx, actor, id)
  if (found === null) throw UserErrors.one('NOT_FOUND', FIELD, `no research request has the id "${id}"`)
  assertMay(found)
  const taken = await lockResearchRequest(tx, id)
  invariant(taken, 'a research request is not deleted')
  if (!isWaiting(taken.state)) {
    throw UserErrors.one('ALREADY_DECIDED', FIELD, `expected a request without an answer; this one is ${taken.state}`)
  }
  return taken
}
