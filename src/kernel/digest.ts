import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { invariant } from './errors.js'

/** The one way to write `value` as JSON (RFC 8785), so that equal content has equal bytes. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  invariant(text !== undefined, 'a value that JSON can say')
  return text
}

/** SHA-256 as lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
