import { errors, jwtVerify, SignJWT } from 'jose'
import type { Clock } from '../kernel/clock.js'

/** A token of this type is a download link and nothing else (RFC 8725, section 3.11). */
const TYPE = 'profile-download+jwt'
const AUDIENCE = 'profile-download'
const ALGORITHM = 'HS256'

/** What a download link stands for. */
export interface DownloadGrant {
  deliveryId: string
  organizationId: string
}

/** What became of a link. */
export type LinkCheck = { outcome: 'VALID'; grant: DownloadGrant } | { outcome: 'EXPIRED' } | { outcome: 'INVALID' }

/** Signs and checks download links. `key` is a secret of at least 32 bytes. */
export class DownloadLinks {
  constructor(
    private readonly key: Uint8Array,
    private readonly publicUrl: string,
    private readonly clock: Clock,
  ) {}

  /** The address at which the PDF can be had until `expiresAt`. */
  async url(grant: DownloadGrant, expiresAt: Date): Promise<string> {
    const token = await new SignJWT({ organization: grant.organizationId })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
      .setIssuer(this.publicUrl)
      .setAudience(AUDIENCE)
      .setSubject(grant.deliveryId)
      .setExpirationTime(Math.floor(expiresAt.getTime() / 1000))
      .sign(this.key)
    return `${this.publicUrl}/downloads/${token}`
  }

  async check(token: string): Promise<LinkCheck> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: this.publicUrl,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'exp', 'organization'],
        currentDate: this.clock.now(),
      })
      const grant = { deliveryId: payload.sub ?? '', organizationId: String(payload['organization']) }
      return { outcome: 'VALID', grant }
    } catch (error) {
      return { outcome: error instanceof errors.JWTExpired ? 'EXPIRED' : 'INVALID' }
    }
  }
}
