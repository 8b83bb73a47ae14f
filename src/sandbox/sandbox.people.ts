import { randomBytes } from 'node:crypto'
import type { Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { Passwords } from '../people/password.js'
import { newUser, User } from '../people/user.entity.js'
import { activateUser, findUserByEmail, setPassword } from '../people/user.service.js'

/** Administers the sandbox organization, and buys for it. */
export const SANDBOX_ADMINISTRATOR = { email: 'administrator@sandbox-hospital.example', fullName: 'Ada Sandbox' }
/** One of the fictional publisher's own people. */
const SANDBOX_STAFF = { email: 'staff@publisher.example', fullName: 'Stella Sandbox' }

/** Enough that nobody guesses it: 144 bits, in 24 characters. */
const PASSWORD_BYTES = 18

/** Who can sign in to a sandbox, and by which password: it is seen here and never again. */
export interface SandboxPerson {
  email: string
  password: string
}

/** The people of a sandbox. */
export interface SandboxPeople {
  administrator: SandboxPerson
  staff: SandboxPerson
}

/** Gives the administrator of the sandbox organization and one of staff new passwords; makes them if they are missing. */
export async function openSandboxAccounts(tx: Transaction, clock: Clock): Promise<SandboxPeople> {
  const administrator = await openSandboxAccount(tx, clock, SANDBOX_ADMINISTRATOR)
  const staff = await openSandboxAccount(tx, clock, SANDBOX_STAFF)
  await tx.manager.update(User, { email: staff.email }, { staff: true })
  return { administrator, staff }
}

/** Gives a person a new password, and an account first if there is none: e-mails go to proved addresses only. */
export async function openSandboxAccount(
  tx: Transaction,
  clock: Clock,
  { email, fullName }: { email: string; fullName: string },
): Promise<SandboxPerson> {
  const at = clock.now()
  const password = randomBytes(PASSWORD_BYTES).toString('base64url')
  const passwordHash = await new Passwords().hash(password)
  const known = await findUserByEmail(tx, email)
  const user = known ?? newUser(email, fullName, at)
  if (known === null) await tx.manager.insert(User, user)
  const opened = await activateUser(tx, { userId: user.id, fullName: user.fullName, passwordHash, at })
  if (!opened) await setPassword(tx, { userId: user.id, passwordHash, at })
  return { email, password }
}
