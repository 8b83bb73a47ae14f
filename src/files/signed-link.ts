import { errors, jwtVerify, SignJWT } from 'jose'
import type { Clock } from '../kernel/clock.js'
import type { KeyRing } from '../kernel/key-ring.js'

const ALGORITHM = 'HS256'

/** What a link is for. A token of one purpose opens nothing of another (RFC 8725, section 3.11). */
export interface LinkPurpose<Claim extends string> {
  /** Lower case with hyphens; audience of its tokens, and with `+jwt` their type. */
  readonly name: string
  /** First part of the address: `downloads` for `/downloads/:token`. */
  readonly path: string
  /** What a token says besides what it is about. */
  readonly claims: readonly Claim[]
}

/** What a link stands for: the id of a thing, and what else was signed. */
export interface LinkGrant<Claim extends string> {
  subject: string
  claims: Readonly<Record<Claim, string>>
}

/** What became of a link. */
export type LinkCheck<Claim extends string> =
  | ({ outcome: 'VALID' } & LinkGrant<Claim>)
  | { outcome: 'EXPIRED' }
  | { outcome: 'INVALID' }

/** Signs and checks links of one purpose: whoever has one can use it, without credentials, until it expires. */
export class SignedLinks<Claim extends string> {
  /** `keys` are secrets of at least 32 bytes each. */
  constructor(
    private readonly purpose: LinkPurpose<Claim>,
    private readonly keys: KeyRing,
    private readonly publicUrl: string,
    private readonly clock: Clock,
  ) {}

  /** The address, good until `expiresAt`; both are part of what is signed. */
  async url({ subject, claims }: LinkGrant<Claim>, expiresAt: Date): Promise<string> {
    const { name, path } = this.purpose
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: `${name}+jwt` })
      .setIssuer(this.publicUrl)
      .setAudience(name)
      .setSubject(subject)
      .setExpirationTime(Math.floor(expiresAt.getTime() / 1000))
      .sign(this.keys[0])
    return `${this.publicUrl}/${path}/${token}`
  }

  /** `token` is the last part of the address. */
  async check(token: string): Promise<LinkCheck<Claim>> {
    for (const key of this.keys) {
      const check = await this.#checkBy(key, token)
      if (check.outcome !== 'INVALID') return check
    }
    return { outcome: 'INVALID' }
  }

  async #checkBy(key: Uint8Array, token: string): Promise<LinkCheck<Claim>> {
    const { name, claims } = this.purpose
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [ALGORITHM],
        typ: `${name}+jwt`,
        issuer: this.publicUrl,
        audience: name,
        requiredClaims: ['sub', 'exp', ...claims],
        currentDate: this.clock.now(),
      })
      const said = Object.fromEntries(claims.map((claim) => [claim, String(payload[claim])]))
      return { outcome: 'VALID', subject: payload.sub ?? '', claims: said as Record<Claim, string> }
    } catch (error) {
      return { outcome: error instanceof errors.JWTExpired ? 'EXPIRED' : 'INVALID' }
    }
  }
}
