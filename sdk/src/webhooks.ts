import { WebhookVerificationError } from './errors.js'
import type { WebhookData } from './webhooks.generated.js'

/** Something that happened, by its type; `data` has ids and codes, and no personal data. */
export type WebhookEvent = { [Type in keyof WebhookData]: WebhookEventOf<Type> }[keyof WebhookData]

/** An event of one type. */
export interface WebhookEventOf<Type extends keyof WebhookData> {
  /** The same each time that the event is sent: do it once. */
  id: string
  /** Later releases may know more of them: leave alone what you do not know. */
  type: Type
  /** When it happened, ISO 8601. */
  timestamp: string
  data: WebhookData[Type]
}

/** What a genuine webhook is told by. */
export interface ReceivedWebhook {
  /** `whsec_…`; two of them while one takes the place of the other. */
  secrets: string | readonly string[]
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  /** As it came, byte for byte. */
  body: string | Uint8Array
  /** For tests; the time of now unless told. */
  now?: Date
}

/** A request that was sent longer ago, or is that much ahead, may be somebody's who sends it again. */
const TOLERANCE_SECONDS = 300

const encoder = new TextEncoder()

/** The event of a request that the gateway signed (Standard Webhooks). @throws WebhookVerificationError for any other */
export async function verifyWebhook({
  secrets,
  headers,
  body,
  now = new Date(),
}: ReceivedWebhook): Promise<WebhookEvent> {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    headerOf(headers, `webhook-${name}`),
  )
  if (id === undefined || timestamp === undefined || signatures === undefined) {
    throw new WebhookVerificationError('expected the headers webhook-id, webhook-timestamp and webhook-signature')
  }
  if (!(Math.abs(now.getTime() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) {
    throw new WebhookVerificationError(`expected a request of the last ${TOLERANCE_SECONDS} seconds, got ${timestamp}`)
  }
  const bytes = typeof body === 'string' ? encoder.encode(body) : body
  const signed = concat(encoder.encode(`${id}.${timestamp}.`), bytes)
  const given = signatures.split(' ').flatMap((one) => (one.startsWith('v1,') ? [bytesOf(one.slice(3))] : []))
  for (const secret of typeof secrets === 'string' ? [secrets] : secrets) {
    const key = await keyOf(secret)
    for (const signature of given) {
      // In constant time: the platform compares.
      if (signature !== null && (await crypto.subtle.verify('HMAC', key, signature, signed))) return eventOf(id, bytes)
    }
  }
  throw new WebhookVerificationError('expected a signature by one of the secrets, found none')
}

function eventOf(id: string, bytes: Uint8Array): WebhookEvent {
  // Only the gateway can have signed it, so it is what schema/webhooks.schema.json says.
  return { ...JSON.parse(new TextDecoder().decode(bytes)), id } as WebhookEvent
}

async function keyOf(secret: string) {
  const bytes = bytesOf(secret.replace(/^whsec_/, ''))
  // With an empty one, anybody could sign: it is a variable that is not set.
  if (bytes === null || bytes.length === 0)
    throw new WebhookVerificationError('expected a secret that begins with whsec_, got none')
  return await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

function headerOf(headers: ReceivedWebhook['headers'], name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return typeof found === 'string' ? found : found?.[0]
}
