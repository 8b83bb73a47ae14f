import { CompactSign } from 'jose'
import type { Clock } from '../../kernel/clock.js'
import { isValidAt, SigningError, type SigningIdentity } from './signing.identity.js'

/** Name of a signature algorithm (RFC 7518, 3.1) by the curve of the key; RSA keys have none. */
const ALGORITHMS: Readonly<Record<string, string>> = { prime256v1: 'ES256', secp384r1: 'ES384' }
const RSA_ALGORITHM = 'RS256'

/** Signs data by the certificate that signs documents. */
export class DataSigner {
  constructor(
    private readonly identity: SigningIdentity,
    private readonly clock: Clock,
  ) {}

  /**
   * `payload` as a compact JWS (RFC 7515) of the media type `application/<type>`. The certificates come along (`x5c`), so
   * that it can be checked for as long as they are known: the keys of access tokens are destroyed within weeks.
   *
   * @throws SigningError when the certificate is not valid now
   */
  async sign(type: string, payload: object): Promise<string> {
    const { certificate, chain, key, validFrom, validUntil } = this.identity
    const now = this.clock.now()
    if (!isValidAt(this.identity, now)) {
      const span = `${validFrom.toISOString()} to ${validUntil.toISOString()}`
      throw new SigningError([`the certificate is valid from ${span}, not at ${now.toISOString()}`])
    }
    const header = {
      alg: ALGORITHMS[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? RSA_ALGORITHM,
      typ: type,
      cty: 'application/json',
      'x5t#S256': Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
      x5c: chain.map(({ raw }) => raw.toString('base64')),
    }
    const bytes = new TextEncoder().encode(JSON.stringify(payload))
    return await new CompactSign(bytes).setProtectedHeader(header).sign(key)
  }
}
