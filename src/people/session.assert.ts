import type { PersonActor } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { invariant, RequestError } from '../kernel/errors.js'
import { lockSession } from './session.queries.js'
import { endOf, sessionEndedMessage } from './session.rules.js'

/**
 * That the session of the request is still active, and stays so until the transaction ends. For changes that come long
 * after the request was let in, for hashing a password takes its time: a session that was ended meanwhile must change
 * nothing. Whoever also locks the person does that before. @throws RequestError SESSION_ENDED
 */
export async function assertSessionActive(tx: Transaction, actor: PersonActor, at: Date): Promise<void> {
  const session = await lockSession(tx, actor.id, actor.sessionId)
  invariant(session, `session ${actor.sessionId} exists`)
  const end = endOf(session, at)
  if (end !== null) throw new RequestError('SESSION_ENDED', sessionEndedMessage(end))
}
