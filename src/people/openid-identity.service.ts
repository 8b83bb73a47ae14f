import { recordAudit } from '../audit/audit.trail.js'
import type { PersonActor, RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import type { CurrentPassword } from './current-password.js'
import { identitiesOf, type LinkedIdentity, unlinkIdentity } from './openid-identity.queries.js'

/** With which OpenID providers a person's account is linked, for that person. */
export class OpenIdIdentityService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly current: CurrentPassword,
  ) {}

  /** The links of the person, by issuer; also with providers that are not configured any more. */
  async of(userId: string): Promise<LinkedIdentity[]> {
    return await identitiesOf(this.database, userId)
  }

  /**
   * Takes the actor's link with a provider away. It asks for the password, so nobody is left without any way in.
   * @throws UserErrors INVALID_CREDENTIALS, NOT_FOUND; RequestError RATE_LIMITED
   */
  async unlink(
    actor: PersonActor,
    request: RequestInfo,
    input: { issuer: string; currentPassword: string },
  ): Promise<LinkedIdentity> {
    const user = await this.current.verify(actor, input.currentPassword)
    return await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      await this.current.assertUnchanged(tx, actor, user, at)
      const unlinked = await unlinkIdentity(tx, actor.id, input.issuer)
      if (unlinked === null) {
        throw UserErrors.one('NOT_FOUND', ['issuer'], 'expected the issuer of one of your OpenID identities, got none')
      }
      const subject = { kind: 'user', ids: [actor.id] }
      await recordAudit(tx, { action: 'OPENID_UNLINKED', actor, request, organizationId: null, subject, at })
      return unlinked
    })
  }
}
