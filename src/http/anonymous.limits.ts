import { clientNetwork, clientSite } from '../limits/client-network.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'

/** Requests from one network; a hospital behind one address has many people, who refresh their sessions. */
const ANONYMOUS_REQUESTS = defineRateLimit({ name: 'anonymous-requests', points: 600, seconds: 60 })

/** Requests from all networks of one customer of a provider: of IPv6 one customer can have 65,536 networks. */
const ANONYMOUS_REQUESTS_OF_SITE = defineRateLimit({ name: 'anonymous-requests-site', points: 2_400, seconds: 60 })

/**
 * Counts a request without credentials before anything of it is read, whatever may come of it: to refuse one costs
 * nearly as much as to answer it. @throws RequestError RATE_LIMITED
 */
export async function takeAnonymous(limits: RateLimits, address: string | null): Promise<void> {
  await limits.take(ANONYMOUS_REQUESTS, clientNetwork(address))
  const site = clientSite(address)
  if (site !== null) await limits.take(ANONYMOUS_REQUESTS_OF_SITE, site)
}
