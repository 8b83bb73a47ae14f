/**
 * A secret key that can be replaced without a break: the present one signs and encrypts, and what any of them signed or
 * encrypted is still verified and opened.
 */
export type KeyRing = readonly [present: Uint8Array, ...others: Uint8Array[]]

/** The ring of a present key and, if there is one, a previous one. */
export function keyRing(present: Uint8Array, previous: Uint8Array | null): KeyRing {
  return previous === null ? [present] : [present, previous]
}
