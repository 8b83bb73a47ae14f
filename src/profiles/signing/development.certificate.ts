import { createPrivateKey, webcrypto } from 'node:crypto'
import type { SigningMaterial } from './signing.identity.js'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const YEARS = 10
const DAY_MS = 86_400_000

/** Who a certificate of development says it is: nobody whom anybody should trust. */
const SUBJECT = 'CN=DEVELOPMENT ONLY - Profiles Gateway, O=DEVELOPMENT ONLY - not a real publisher'

/** A new self-signed certificate for development, valid from the day before `now` for ten years. */
export async function makeDevelopmentCertificate(now: Date): Promise<SigningMaterial> {
  // Both are needed on the first start of a development only.
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const notBefore = new Date(now.getTime() - DAY_MS)
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + YEARS)
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: SUBJECT,
    keys,
    notBefore,
    notAfter,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false),
    ],
  })
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  return {
    certificatePem: certificate.toString('pem'),
    keyPem: String(createPrivateKey({ key, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' })),
  }
}
