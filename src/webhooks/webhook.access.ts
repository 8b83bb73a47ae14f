import { type Actor, assertScope } from '../auth/actor.js'
import { assertManages } from '../vendors/vendor.access.js'

/**
 * Endpoints are for the people who manage the vendor, and for its keys that have the scope. First line of every use case:
 * what a key lacks is refused before anything is looked up.
 */
export function assertMayHaveWebhooks(actor: Actor): void {
  if (actor.kind === 'VENDOR') assertScope(actor, 'webhooks:write')
}

/** For changes, once the vendor is known: staff only look. */
export function assertManagesWebhooks(actor: Actor, vendor: { manages: boolean }): void {
  if (actor.kind !== 'VENDOR') assertManages(vendor)
}
