import type { RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { UserErrors } from '../kernel/errors.js'
import type { Passwords } from './password.js'
import type { PeopleMetrics } from './people.metrics.js'
import type { OpenedSession, SessionService } from './session.service.js'
import { recordFailedSignIn } from './sign-in.failure.js'
import type { SignInLimits } from './sign-in.limits.js'
import type { User } from './user.entity.js'
import { findUserByEmail, lockUser, replacePasswordHash } from './user.service.js'

/** No account has it: looking it up costs what looking up an address costs. */
const NO_ADDRESS = ''

/** What signing in needs of other rooms and of the clock. */
export interface SignInParts {
  database: Database
  clock: Clock
  limits: SignInLimits
  passwords: Passwords
  sessions: SessionService
  metrics: PeopleMetrics
}

/** Signs people in with e-mail address and password. */
export class SignInService {
  constructor(private readonly parts: SignInParts) {}

  /**
   * Opens a session. An unknown address, a wrong password, an account that nobody has activated and one without a
   * password answer alike, after the same work. @throws UserErrors INVALID_CREDENTIALS; RequestError RATE_LIMITED
   */
  async signIn(given: { email: string; password: string }, request: RequestInfo): Promise<OpenedSession> {
    const { database, limits, passwords, sessions } = this.parts
    const email = given.email.trim().toLowerCase()
    await limits.take(email, request.address)
    const user = await findUserByEmail(database, isEmailAddress(email) ? email : NO_ADDRESS)
    const isRight = await passwords.verify(user?.passwordHash ?? null, given.password)
    if (user?.passwordHash == null || !isRight) return await this.#refuse(user, request)
    const { id, passwordHash } = user
    const better = passwords.needsRehash(passwordHash) ? await passwords.hash(given.password) : null
    const opened = await database.transaction(async (tx) => {
      const locked = await lockUser(tx, id)
      // Changed while it was being verified: the old one, be it password or address, is good for nothing any more.
      if (locked?.passwordHash !== passwordHash || locked.email !== email) return null
      if (better !== null) await replacePasswordHash(tx, id, passwordHash, better)
      return await sessions.open(tx, { user: locked, method: 'PASSWORD', request })
    })
    if (opened === null) return await this.#refuse(user, request)
    await limits.forgive(email, request.address)
    return opened
  }

  async #refuse(user: User | null, request: RequestInfo): Promise<never> {
    const { database, clock, metrics } = this.parts
    await database.transaction((tx) => recordFailedSignIn(tx, user?.id ?? null, request, clock.now()))
    metrics.signIn('PASSWORD', 'REFUSED')
    throw UserErrors.one('INVALID_CREDENTIALS', [], 'e-mail address and password do not belong together')
  }
}
