import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { clientNetwork } from '../limits/client-network.js'
import type { RateLimits } from '../limits/rate-limits.js'
import { SIGN_IN_PER_EMAIL, SIGN_IN_PER_EMAIL_AND_NETWORK, SIGN_IN_PER_NETWORK } from './people.limits.js'

/** So long a network from which the person signed in is known as theirs. */
const KNOWN_FOR_MS = 30 * 24 * 3_600_000
/** No account has it: looking it up costs what looking up an address costs. */
const NO_ADDRESS = ''

const KNOWN_ADDRESSES = readStatement<{ address: string }>(
  'sign_in_known_addresses',
  `select distinct host(s.address) as address
     from sessions s join users u on u.id = s.user_id
    where u.email = $1 and s.created_at > $2 and s.address is not null`,
)

/**
 * How often somebody may guess at the password of an account. Counts and statements are the same for every address,
 * whether or not somebody has it. A stranger, from however many networks, never keeps a person out of the networks from
 * which that person signed in of late: those have counts of their own.
 */
export class SignInLimits {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
  ) {}

  /** Counts a sign-in. @throws RequestError RATE_LIMITED */
  async take(email: string, address: string | null): Promise<void> {
    await this.limits.takeFrom(SIGN_IN_PER_NETWORK, address)
    await this.guess(email, address)
  }

  /** Counts a guess at the password of one account, where the client is limited otherwise. @throws RequestError RATE_LIMITED */
  async guess(email: string, address: string | null): Promise<void> {
    await this.limits.take(SIGN_IN_PER_EMAIL_AND_NETWORK, pairOf(email, address))
    await this.limits.take(SIGN_IN_PER_EMAIL, await this.#crowdOf(email, address))
  }

  /** Forgets the guesses that came before somebody proved to be the person. */
  async forgive(email: string, address: string | null): Promise<void> {
    await this.limits.forgive(SIGN_IN_PER_EMAIL_AND_NETWORK, pairOf(email, address))
    await this.limits.forgive(SIGN_IN_PER_EMAIL, email)
    await this.limits.forgive(SIGN_IN_PER_EMAIL, pairOf(email, address))
  }

  /** With whom a guess is counted: a network that is known as the person's by itself, all others together. */
  async #crowdOf(email: string, address: string | null): Promise<string> {
    const since = new Date(this.clock.now().getTime() - KNOWN_FOR_MS)
    const known = await this.database.rows(KNOWN_ADDRESSES, [isEmailAddress(email) ? email : NO_ADDRESS, since])
    const network = clientNetwork(address)
    const isKnown = address !== null && known.some((one) => clientNetwork(one.address) === network)
    return isKnown ? pairOf(email, address) : email
  }
}

/** An address cannot have a blank. */
function pairOf(email: string, address: string | null): string {
  return `${clientNetwork(address)} ${email}`
}
