import type { Database, Reader } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import type { SigningIdentity } from './signing.identity.js'

const REMEMBER = writeStatement(
  'signing_certificate_remember',
  `insert into signing_certificates (sha256, pem, valid_from, valid_until, known_since) values ($1, $2, $3, $4, $5)
   on conflict (sha256) do nothing`,
)

const BY_SHA256 = readStatement<{ sha256: string }>(
  'signing_certificate_by_sha256',
  'select sha256 from signing_certificates where sha256 = $1',
)

const ALL = readStatement<{ pem: string }>(
  'signing_certificates',
  'select pem from signing_certificates order by valid_from desc, sha256',
)

/** Writes down that this deployment signs by the identity, before it does: its signatures stay known as ours. */
export async function rememberCertificate(database: Database, identity: SigningIdentity, now: Date): Promise<void> {
  const { sha256, certificate, validFrom, validUntil } = identity
  await database.transaction(async (tx) => {
    await tx.write(REMEMBER, [sha256, certificate.toString(), validFrom, validUntil, now])
  })
}

/** Whether we sign, or ever signed, by the certificate with this SHA-256 (hex). */
export async function isOurCertificate(reader: Reader, sha256: string): Promise<boolean> {
  return (await reader.rows(BY_SHA256, [sha256])).length > 0
}

/** In PEM, the newest first: all certificates by which documents are or were signed. */
export async function signingCertificatesPem(reader: Reader): Promise<string> {
  return (await reader.rows(ALL, [])).map(({ pem }) => pem).join('')
}
