import { recordAudit } from '../audit/audit.trail.js'
import type { RequestInfo, StaffActor } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { invariant, RequestError, UserErrors } from '../kernel/errors.js'
import { isPlainName, isStorableText, oneLine, PLAIN_NAME } from '../kernel/text.js'
import { issueLink } from '../people/one-time-link.js'
import type { EndOfSessions } from '../people/session.service.js'
import { newUser, type User } from '../people/user.entity.js'
import { USER_COLUMNS } from '../people/user.service.js'

/** How long the link works by which somebody who was appointed sets a password, in minutes: a day. */
export const STAFF_LINK_MINUTES = 24 * 60
const MAX_NAME_LENGTH = 200

/** Who does something to staff, why and when; the operator of the deployment does it by the script. */
export interface StaffAct {
  actor: StaffActor | 'OPERATOR'
  request: RequestInfo
  reason: string
  at: Date
}

/** Somebody who is staff now. */
export interface Appointment {
  user: User
  /** Token of the link by which the person sets a first password; null for one who has an account already. */
  token: string | null
}

const ADD = writeStatement(
  'staff_add_user',
  `insert into users (id, email, full_name, created_at) values ($1, $2, $3, $4) on conflict (email) do nothing`,
)

const LOCK = writeStatement<User>(
  'staff_lock_user_by_email',
  `select ${USER_COLUMNS} from users u where u.email = $1 for update`,
)

const ACTS_FOR_OTHERS = readStatement<{ acts: boolean }>(
  'staff_acts_for_others',
  `select exists (select from memberships where user_id = $1)
       or exists (select from vendor_members where user_id = $1) as acts`,
)

const STILL_STAFF = writeStatement<{ id: string }>(
  'staff_still',
  'select id from users where id = $1 and staff for share',
)

const APPOINT = writeStatement('staff_appoint', 'update users set staff = true where id = $1')

/** Ends the sessions of a person, within the transaction. */
export type EndSessions = (tx: Transaction, end: EndOfSessions) => Promise<unknown>

/**
 * That whoever acts still is staff, and stays it until the transaction ends: somebody may have dismissed them since the
 * request was let in. @throws RequestError FORBIDDEN
 */
export async function assertStillStaff(tx: Transaction, actor: StaffAct['actor']): Promise<void> {
  if (actor === 'OPERATOR' || (await tx.write(STILL_STAFF, [actor.id])).length > 0) return
  throw new RequestError('FORBIDDEN', 'you were dismissed meanwhile')
}

/**
 * Makes somebody staff: a person who is known and acts for no organization and no vendor, or a new one. Whoever has no
 * account yet gets a link to set a password; appointing once more makes a new one. Sessions that the person has end:
 * the next one is of staff. Writes it into the audit trail. @throws UserErrors INVALID_INPUT, ALREADY_EXISTS
 */
export async function appointStaff(
  tx: Transaction,
  wanted: { email: string; fullName: string },
  act: StaffAct,
  endSessions: EndSessions,
): Promise<Appointment> {
  await assertStillStaff(tx, act.actor)
  const email = wanted.email.trim().toLowerCase()
  const fullName = oneLine(wanted.fullName)
  if (!isEmailAddress(email)) throw UserErrors.one('INVALID_INPUT', ['email'], 'expected an e-mail address')
  if (fullName.length < 1 || fullName.length > MAX_NAME_LENGTH || !isStorableText(fullName)) {
    throw UserErrors.one('INVALID_INPUT', ['fullName'], `expected a name of 1 to ${MAX_NAME_LENGTH} characters`)
  }
  if (!isPlainName(fullName)) throw UserErrors.one('INVALID_INPUT', ['fullName'], PLAIN_NAME)
  const fresh = newUser(email, fullName, act.at)
  // Two who appoint the same person at once wait for each other here.
  await tx.write(ADD, [fresh.id, email, fullName, act.at])
  const [user] = await tx.write(LOCK, [email])
  invariant(user, 'a person who was just added is there')
  if (user.staff && user.activatedAt !== null) {
    throw UserErrors.one('ALREADY_EXISTS', ['email'], 'the person is staff already')
  }
  const [others] = await tx.rows(ACTS_FOR_OTHERS, [user.id])
  if (others?.acts) {
    throw UserErrors.one(
      'INVALID_INPUT',
      ['email'],
      'expected an address of nobody who acts for an organization or a vendor; staff have accounts of their own',
    )
  }
  await tx.write(APPOINT, [user.id])
  await endSessions(tx, { userId: user.id, reason: 'ENDED_BY_STAFF', at: act.at })
  const token = user.activatedAt === null ? await firstPasswordLink(tx, user.id, act.at) : null
  await recordAudit(tx, {
    ...act,
    action: 'STAFF_APPOINTED',
    organizationId: null,
    subject: { kind: 'user', ids: [user.id] },
  })
  return { user: { ...user, staff: true }, token }
}

async function firstPasswordLink(tx: Transaction, userId: string, at: Date): Promise<string> {
  return await issueLink(tx, { userId, purpose: 'PASSWORD_RESET', newEmail: null, minutes: STAFF_LINK_MINUTES, at })
}
