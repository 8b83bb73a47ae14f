import { recordAudit } from '../audit/audit.trail.js'
import type { RequestInfo, StaffActor } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { isStorableText, oneLine } from '../kernel/text.js'
import { issueLink } from '../people/one-time-link.js'
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

const APPOINT = writeStatement('staff_appoint', 'update users set staff = true where id = $1')

/**
 * Makes somebody staff: a person who is known, or a new one. Whoever has no account yet gets a link to set a password;
 * appointing once more makes a new one. Writes it into the audit trail. @throws UserErrors INVALID_INPUT, ALREADY_EXISTS
 */
export async function appointStaff(
  tx: Transaction,
  wanted: { email: string; fullName: string },
  act: StaffAct,
): Promise<Appointment> {
  const email = wanted.email.trim().toLowerCase()
  const fullName = oneLine(wanted.fullName)
  if (!isEmailAddress(email)) throw UserErrors.one('INVALID_INPUT', ['email'], 'expected an e-mail address')
  if (fullName.length < 1 || fullName.length > MAX_NAME_LENGTH || !isStorableText(fullName)) {
    throw UserErrors.one('INVALID_INPUT', ['fullName'], `expected a name of 1 to ${MAX_NAME_LENGTH} characters`)
  }
  const fresh = newUser(email, fullName, act.at)
  // Two who appoint the same person at once wait for each other here.
  await tx.write(ADD, [fresh.id, email, fullName, act.at])
  const [user] = await tx.write(LOCK, [email])
  invariant(user, 'a person who was just added is there')
  if (user.staff && user.activatedAt !== null) {
    throw UserErrors.one('ALREADY_EXISTS', ['email'], 'the person is staff already')
  }
  await tx.write(APPOINT, [user.id])
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
