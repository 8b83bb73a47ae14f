import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { openSecret, sealSecret } from '../auth/sealed-secret.js'
import type { KeyRing } from '../kernel/key-ring.js'

/** 256 bits: the specification asks for 24 to 64 bytes. */
const SECRET_BYTES = 32
const PREFIX = 'whsec_'

/** A new secret as its owner sees it, once, and as it lies in the database. */
export async function newWebhookSecret(
  endpointId: string,
  encryptionKeys: KeyRing,
): Promise<{ secret: string; secretJwe: string }> {
  const bytes = randomBytes(SECRET_BYTES)
  return {
    secret: `${PREFIX}${bytes.toString('base64')}`,
    secretJwe: await sealSecret(endpointId, bytes, encryptionKeys),
  }
}

/**
 * The headers by which a receiver knows that `body` is ours (Standard Webhooks, "Signature scheme"): one signature for
 * each secret that still holds. `at` is the real time, whatever clock rules follow: receivers refuse what is 5 minutes off.
 */
export async function signedHeaders(
  message: { id: string; body: string; at: Date },
  { endpointId, sealed }: { endpointId: string; sealed: readonly string[] },
  encryptionKeys: KeyRing,
): Promise<Record<string, string>> {
  const { id, body, at } = message
  const secrets = await Promise.all(sealed.map((one) => openSecret(endpointId, one, encryptionKeys)))
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret, { format: 'raw' }).sign(id, at, body)).join(' '),
  }
}
