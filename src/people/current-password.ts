import type { PersonActor } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { UserErrors } from '../kernel/errors.js'
import type { RateLimits } from '../limits/rate-limits.js'
import { CURRENT_PASSWORD } from './account.limits.js'
import type { Passwords } from './password.js'
import { assertSessionActive } from './session.assert.js'
import type { User } from './user.entity.js'
import { lockUser, usersByIds } from './user.service.js'

/**
 * Asks somebody who is signed in for the password once more, before what a session alone must not be enough for: a
 * device that was left open, or a stolen token, cannot take the account over.
 */
export class CurrentPassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly limits: RateLimits,
  ) {}

  /** The person, if that is the password. @throws UserErrors INVALID_CREDENTIALS; RequestError RATE_LIMITED */
  async verify(actor: PersonActor, currentPassword: string): Promise<User> {
    await this.limits.take(CURRENT_PASSWORD, actor.id)
    const [user] = await usersByIds(this.database, [actor.id])
    const isRight = await this.passwords.verify(user?.passwordHash ?? null, currentPassword)
    if (user === undefined || !isRight) throw wrongPassword()
    await this.limits.forgive(CURRENT_PASSWORD, actor.id)
    return user
  }

  /**
   * That the session is still active, and the password that was verified still the person's, now that nobody else can
   * change them. @throws RequestError SESSION_ENDED; UserErrors INVALID_CREDENTIALS
   */
  async assertUnchanged(tx: Transaction, actor: PersonActor, verified: User, at: Date): Promise<void> {
    const now = await lockUser(tx, verified.id)
    await assertSessionActive(tx, actor, at)
    if (now?.passwordHash !== verified.passwordHash) throw wrongPassword()
  }
}

function wrongPassword(): UserErrors {
  return UserErrors.one(
    'INVALID_CREDENTIALS',
    ['currentPassword'],
    'expected your current password; whoever has none, or forgot it, can set one by "forgotten password"',
  )
}
