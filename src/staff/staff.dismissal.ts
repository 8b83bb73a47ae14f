import { recordAudit } from '../audit/audit.trail.js'
import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import { RequestError, UserErrors } from '../kernel/errors.js'
import { voidLinks } from '../people/one-time-link.js'
import type { EndSessions, StaffAct } from './staff.appointment.js'

/** Always in the same order, so that two dismissals at once wait for each other and do not deadlock. */
const LOCK_STAFF = writeStatement<{ id: string; activated: boolean }>(
  'staff_lock_all',
  'select id, activated_at is not null as activated from users where staff order by id for update',
)

const DISMISS = writeStatement('staff_dismiss', 'update users set staff = false where id = $1')

/**
 * Takes the staff flag from a person, whose sessions end at once. Somebody who can sign in stays: the last one cannot
 * go, by no pair of concurrent dismissals. Writes it into the audit trail.
 * @throws UserErrors NOT_FOUND, INVALID_INPUT (oneself), LAST_ADMINISTRATOR
 */
export async function dismissStaff(
  tx: Transaction,
  userId: string,
  act: StaffAct,
  endSessions: EndSessions,
): Promise<void> {
  const staff = await tx.write(LOCK_STAFF, [])
  const { actor, at } = act
  if (actor !== 'OPERATOR' && !staff.some(({ id }) => id === actor.id)) {
    throw new RequestError('FORBIDDEN', 'you were dismissed meanwhile')
  }
  const dismissed = staff.find(({ id }) => id === userId)
  if (dismissed === undefined) {
    throw UserErrors.one('NOT_FOUND', ['userId'], `no member of the staff has the id "${userId}"`)
  }
  if (actor !== 'OPERATOR' && actor.id === userId) {
    throw UserErrors.one('INVALID_INPUT', ['userId'], 'expected somebody else: nobody dismisses themselves')
  }
  const remaining = staff.filter(({ id }) => id !== userId)
  if (remaining.length === 0 || (dismissed.activated && !remaining.some(({ activated }) => activated))) {
    throw UserErrors.one('LAST_ADMINISTRATOR', ['userId'], 'the last member of the staff who can sign in stays')
  }
  await tx.write(DISMISS, [userId])
  // A link that was mailed to make the account would still make one.
  if (!dismissed.activated) await voidLinks(tx, userId)
  await endSessions(tx, { userId, reason: 'ENDED_BY_STAFF', at })
  const subject = { kind: 'user', ids: [userId] }
  await recordAudit(tx, { ...act, action: 'STAFF_DISMISSED', organizationId: null, subject })
}
