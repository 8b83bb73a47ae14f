import { NO_PAGE_POLICY } from '../kernel/page.policy.js'

/** Two years, as browsers' own lists ask for; of this host alone, for others of the domain are not ours to bind. */
const STRICT_TRANSPORT = 'max-age=63072000'

/** What no page of ours asks a person for. */
const UNUSED_FEATURES = [
  'accelerometer',
  'camera',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'payment',
  'usb',
]

/**
 * What every answer of every route says, errors included. A route says something else only where it has to: pages their
 * policy (`pagePolicy`), files of the product how long they may be kept.
 */
const HEADERS = {
  // Whatever may be kept says so: what is forgotten is not kept.
  'cache-control': 'no-store',
  'content-security-policy': NO_PAGE_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', '),
  // Addresses hold tokens.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** The headers of all answers. `https`: browsers are told to come by HTTPS alone from now on. */
export function answerHeaders({ https }: { https: boolean }): Readonly<Record<string, string>> {
  return { ...HEADERS, ...(https && { 'strict-transport-security': STRICT_TRANSPORT }) }
}
