import type { Logger } from 'pino'
import { recordAudit } from '../audit/audit.trail.js'
import type { RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import type { RateLimits } from '../limits/rate-limits.js'
import { OPENID_PER_ADDRESS } from './account.limits.js'
import type { AccountMail } from './account.mail.js'
import { OpenIdRefused, OpenIdUnavailable } from './openid.errors.js'
import type { OpenIdClaims, OpenIdProvider } from './openid.provider.js'
import { keepSignIn, purgeSignIns, takeSignIn } from './openid.queries.js'
import { newSignInSecrets, verifiersOf } from './openid.secrets.js'
import type { OpenIdSettings } from './openid.settings.js'
import { linkIdentity, userByIdentity } from './openid-identity.queries.js'
import type { PeopleMetrics } from './people.metrics.js'
import type { OpenedSession, SessionService } from './session.service.js'
import type { User } from './user.entity.js'
import { findUserByEmail, lockUser } from './user.service.js'

/** How long the person may take at the provider. */
export const OPENID_SIGN_IN_MINUTES = 10
/** The longest code that is handed on to the provider, in characters. */
const MAX_CODE_LENGTH = 4_096

/** What signing in through a provider stands on. */
export interface OpenIdServiceParts {
  database: Database
  clock: Clock
  logger: Logger
  metrics: PeopleMetrics
  limits: RateLimits
  sessions: SessionService
  mail: AccountMail
  settings: OpenIdSettings
  provider: OpenIdProvider
  /** Derives what a sign-in keeps from everybody: that of `openIdKeyOf`. */
  secretKey: Uint8Array
}

/** A sign-in that was begun. */
export interface BegunSignIn {
  authorizationUrl: string
  state: string
  /** Told once, and to whoever began only. */
  secret: string
  expiresAt: Date
}

/** What a provider sent a person back with. */
export interface OpenIdAnswer {
  state: string
  /** What `begin` gave to the page beside the state. */
  secret: string
  code: string
  redirectUri: string
  iss?: string | null | undefined
}

/**
 * Sign-in through an OpenID Connect provider, in two steps: the provider proves who comes, the gateway knows whose
 * account that is. It makes no accounts: those come from invitations.
 */
export class OpenIdService {
  constructor(private readonly parts: OpenIdServiceParts) {}

  /** Where to send the person. @throws UserErrors INVALID_INPUT, OPENID_UNAVAILABLE; RequestError RATE_LIMITED */
  async begin(request: RequestInfo, redirectUri: string): Promise<BegunSignIn> {
    const { database, clock, limits, provider, secretKey } = this.parts
    this.#assertAllowed(redirectUri)
    await limits.takeFrom(OPENID_PER_ADDRESS, request.address)
    const secrets = newSignInSecrets()
    const { state } = secrets
    const authorizationUrl = await this.#ask(request, () =>
      provider.authorizationUrl({ redirectUri, state, ...verifiersOf(secretKey, secrets) }),
    )
    const at = clock.now()
    const expiresAt = new Date(at.getTime() + OPENID_SIGN_IN_MINUTES * 60_000)
    await database.transaction(async (tx) => {
      await purgeSignIns(tx, at)
      await keepSignIn(tx, { ...secrets, redirectUri }, { at, expiresAt })
    })
    return { authorizationUrl, ...secrets, expiresAt }
  }

  /**
   * Opens a session for whom the provider names. What the provider cannot be asked now can be asked again with the same
   * state and code; everything else but a wrong secret uses the state up.
   * @throws UserErrors INVALID_CREDENTIALS, INVALID_INPUT, OPENID_UNAVAILABLE; RequestError RATE_LIMITED
   */
  async complete(request: RequestInfo, answer: OpenIdAnswer): Promise<OpenedSession> {
    const { database, clock, limits, metrics } = this.parts
    this.#assertAllowed(answer.redirectUri)
    await limits.takeFrom(OPENID_PER_ADDRESS, request.address)
    // Taken before the provider is asked: of two at once one gets an answer, and no code is spent by the other.
    const time = await database.transaction((tx) => takeSignIn(tx, answer, clock.now()))
    if (time === null) throw stateInvalid()
    const claims = await this.#claims(request, answer).catch(async (error: unknown) => {
      await database.transaction((tx) => keepSignIn(tx, answer, time))
      throw error
    })
    const opened = await database.transaction(async (tx) => {
      const user = claims === null ? null : await this.#person(tx, request, claims)
      if (user !== null) {
        return await this.parts.sessions.open(tx, { user, method: 'OPENID', request })
      }
      const at = clock.now()
      await recordAudit(tx, { action: 'SIGN_IN_FAILED', actor: null, request, organizationId: null, subject: null, at })
      return null
    })
    if (opened !== null) return opened
    metrics.signIn('OPENID', 'REFUSED')
    throw notProven()
  }

  /** Null when the provider, or a check of its token, says no. */
  async #claims(request: RequestInfo, answer: OpenIdAnswer): Promise<OpenIdClaims | null> {
    const { state, code, redirectUri, iss } = answer
    const { provider, secretKey, logger } = this.parts
    if (code.length > MAX_CODE_LENGTH) return null
    try {
      const asked = { redirectUri, state, ...verifiersOf(secretKey, answer) }
      return await this.#ask(request, () => provider.claims(asked, { code, iss: iss ?? null }))
    } catch (error) {
      if (!(error instanceof OpenIdRefused)) throw error
      logger.info({ requestId: request.requestId, code: error.message }, 'a sign-in by OpenID was refused')
      return null
    }
  }

  /** Talks to the provider, never within a transaction. */
  async #ask<Answer>(request: RequestInfo, work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof OpenIdUnavailable)) throw error
      const { requestId } = request
      this.parts.logger.warn({ requestId, code: error.message }, 'the OpenID provider could not be asked')
      throw UserErrors.one(
        'OPENID_UNAVAILABLE',
        [],
        'the OpenID provider does not answer as it should: try again later',
      )
    }
  }

  /** Whose account it is: by the provider's subject, or the first time by an address that the provider has verified. */
  async #person(tx: Transaction, request: RequestInfo, claims: OpenIdClaims): Promise<User | null> {
    const { issuer, subject, verifiedEmail } = claims
    const known = await userByIdentity(tx, issuer, subject)
    if (known !== null) {
      await lockUser(tx, known.id)
      // Read again under the lock: the person may have taken the link away meanwhile.
      return await userByIdentity(tx, issuer, subject)
    }
    const found = verifiedEmail === null ? null : await findUserByEmail(tx, verifiedEmail)
    const user = found === null ? null : await lockUser(tx, found.id)
    // Under the lock the address may be another than a moment ago: whoever has the old one does not get the account.
    if (user === null || user.email !== verifiedEmail || user.activatedAt === null) return null
    const at = this.parts.clock.now()
    if (!(await linkIdentity(tx, { issuer, subject, userId: user.id, at }))) {
      // Linked at the same time by another request; or the address is another subject's now, who is somebody else.
      return await userByIdentity(tx, issuer, subject)
    }
    await this.parts.mail.openIdLinked(tx, user.email, issuer)
    await recordAudit(tx, {
      action: 'OPENID_LINKED',
      actor: null,
      request,
      organizationId: null,
      subject: { kind: 'user', ids: [user.id] },
      at,
    })
    return user
  }

  #assertAllowed(redirectUri: string): void {
    if (this.parts.settings.redirectUris.includes(redirectUri)) return
    throw UserErrors.one('INVALID_INPUT', ['redirectUri'], 'expected one of the addresses that are configured, exactly')
  }
}

function stateInvalid(): UserErrors {
  return UserErrors.one(
    'INVALID_CREDENTIALS',
    ['state'],
    `expected the state and the secret of a sign-in that was begun for this address within ${OPENID_SIGN_IN_MINUTES} minutes and is not over: begin again`,
  )
}

/** The same for a code that is worth nothing, an address that is not verified, and a person who is not known. */
function notProven(): UserErrors {
  return UserErrors.one(
    'INVALID_CREDENTIALS',
    ['code'],
    'expected somebody with an activated account, whom the provider vouches for by a verified e-mail address: begin again',
  )
}
