import { randomUUID } from 'node:crypto'
import { errors, type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose'
import type { Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { SIGNING_ALGORITHM } from './signing-key.pair.js'
import type { SigningKeys } from './signing-keys.js'

/** The header's `typ` of an access token (RFC 9068, section 2.1): no other kind of JWT is taken for one. */
const TOKEN_TYPE = 'at+jwt'
/** Ours have some 500 characters; what is longer is not even parsed. */
const MAX_TOKEN_LENGTH = 4_096
/** How far the clocks of the gateway's own processes may be apart, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 30
const MINUTE_MS = 60_000

/** What a person's access token stands for. */
export interface AccessTokenSubject {
  userId: string
  sessionId: string
}

export interface AccessTokenSettings {
  publicUrl: string
  /** How long a token lives, in minutes. */
  minutes: number
}

/** Signed tokens that a person's client sends with each request (RFC 9068), checked by the rules of RFC 8725. */
export class AccessTokens {
  readonly #issuer: string
  readonly #audience: string
  readonly #lifeMs: number

  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    { publicUrl, minutes }: AccessTokenSettings,
  ) {
    this.#issuer = publicUrl
    this.#audience = `${publicUrl}/graphql`
    this.#lifeMs = minutes * MINUTE_MS
  }

  /** A new token of the session, and when it expires. */
  async sign(tx: Transaction, { userId, sessionId }: AccessTokenSubject): Promise<{ token: string; expiresAt: Date }> {
    const { id: kid, privateKey } = await this.keys.inForce(tx)
    const now = this.clock.now()
    const expiresAt = new Date(now.getTime() + this.#lifeMs)
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: TOKEN_TYPE, kid })
      .setIssuer(this.#issuer)
      .setAudience(this.#audience)
      .setSubject(userId)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(expiresAt)
      .sign(privateKey)
    return { token, expiresAt }
  }

  /** Whose token it is, or null: malformed, forged, expired, for somebody else, all look the same. */
  async verify(token: string): Promise<AccessTokenSubject | null> {
    if (token.length > MAX_TOKEN_LENGTH) return null
    try {
      const { payload } = await jwtVerify(token, async (header) => await this.#keyOf(header), {
        algorithms: [SIGNING_ALGORITHM],
        typ: TOKEN_TYPE,
        issuer: this.#issuer,
        audience: this.#audience,
        requiredClaims: ['sub', 'sid', 'jti', 'iat', 'nbf', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: this.clock.now(),
      })
      const { sub: userId, sid: sessionId } = payload
      return typeof userId === 'string' && typeof sessionId === 'string' ? { userId, sessionId } : null
    } catch (error) {
      // What is wrong with a token is nobody's business; what is wrong with the database is ours.
      if (error instanceof errors.JOSEError) return null
      throw error
    }
  }

  /** Found by its id among our own, whatever `jwk`, `jku` or `x5u` the header may offer (RFC 8725, section 3.10). */
  async #keyOf({ kid }: JWTHeaderParameters) {
    const key = typeof kid === 'string' ? await this.keys.verifying(kid) : null
    if (key === null) throw new errors.JWKSNoMatchingKey()
    return key
  }
}
