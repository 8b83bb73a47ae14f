import 'reflect-metadata'
import { createPrivateKey, generateKeyPairSync, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import {
  openSigningIdentity,
  type SigningIdentity,
  type SigningMaterial,
} from '../profiles/signing/signing.identity.js'

const DAY_MS = 86_400_000
const NINE_YEARS_MS = 9 * 366 * DAY_MS

const KINDS = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  'P-521': { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' },
  RSA: rsa(2048),
  'RSA-1024': rsa(1024),
} as const
export type KeyKind = keyof typeof KINDS

function rsa(modulusLength: number) {
  const publicExponent = new Uint8Array([1, 0, 1])
  return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent, modulusLength }
}

/** What a certificate for tests is like; what is not said is fit to sign by, since yesterday and for nine years. */
export interface WantedCertificate {
  kind?: KeyKind
  name?: string
  from?: Date
  until?: Date
  usage?: x509.KeyUsageFlags | null
  /** How many authorities stand above it, with small keys; the topmost is its own. */
  authorities?: number
}

/** A new certificate with its key, and the authorities above it, as a deployment keeps them. */
export async function signingMaterial(wanted: WantedCertificate = {}): Promise<SigningMaterial> {
  const { kind = 'P-256', name = 'Fictional Publisher', authorities = 0 } = wanted
  const { from = new Date(Date.now() - DAY_MS), until = new Date(Date.now() + NINE_YEARS_MS) } = wanted
  const { usage = x509.KeyUsageFlags.digitalSignature } = wanted
  const algorithm = KINDS[kind]
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
  const above = authorities === 0 ? null : await authority(authorities, from)
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: above?.subject ?? `CN=${name}`,
    notBefore: from,
    notAfter: until,
    publicKey: keys.publicKey,
    signingKey: above?.key ?? keys.privateKey,
    signingAlgorithm: above === null ? algorithm : KINDS['P-256'],
    extensions: usage === null ? [] : [new x509.KeyUsagesExtension(usage, true)],
  })
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  const keyPem = String(
    createPrivateKey({ key, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' }),
  )
  return { certificatePem: `${certificate.toString('pem')}\n${above?.pem ?? ''}`, keyPem }
}

async function authority(
  height: number,
  from: Date,
): Promise<{ subject: string; key: webcrypto.CryptoKey; pem: string }> {
  const keys = (await webcrypto.subtle.generateKey(KINDS['P-256'], true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
  const above = height === 1 ? null : await authority(height - 1, from)
  const subject = `CN=Fictional Authority ${height}`
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: above?.subject ?? subject,
    notBefore: from,
    notAfter: new Date(Date.now() + NINE_YEARS_MS),
    publicKey: keys.publicKey,
    signingKey: above?.key ?? keys.privateKey,
    signingAlgorithm: KINDS['P-256'],
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  })
  return { subject, key: keys.privateKey, pem: `${certificate.toString('pem')}\n${above?.pem ?? ''}` }
}

/** The key of nobody's certificate, in the older forms that are not PKCS #8 or need a passphrase. */
export function otherKeys(): { encrypted: string; ed25519: string } {
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    encrypted: String(privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })),
    ed25519: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  }
}

let identity: Promise<SigningIdentity> | undefined

/** Who signs the documents of test gateways; the same in all of a test file. */
export function testSigningIdentity(): Promise<SigningIdentity> {
  identity ??= signingMaterial().then((material) => openSigningIdentity(material, new Date()))
  return identity
}
