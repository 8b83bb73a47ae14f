import { defineRateLimit } from '../limits/rate-limits.js'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Guesses at one account from one client's network: a stranger elsewhere keeps nobody from signing in. */
export const SIGN_IN_PER_EMAIL_AND_NETWORK = defineRateLimit({
  name: 'sign-in-email-network',
  points: 10,
  seconds: 15 * MINUTE,
})
/** Guesses at one account from all networks together; as many as NIST SP 800-63B-4, section 3.2.2, lets fail in a row. */
export const SIGN_IN_PER_EMAIL = defineRateLimit({ name: 'sign-in-email', points: 100, seconds: HOUR })
/** Guesses from one client's network at whatever accounts; a clinic behind one address has many people. */
export const SIGN_IN_PER_NETWORK = defineRateLimit({ name: 'sign-in-address', points: 100, seconds: 15 * MINUTE })

/** Refreshes from one client's network; a clinic's people refresh every ten minutes each. */
export const REFRESH_PER_NETWORK = defineRateLimit({ name: 'refresh-address', points: 600, seconds: 15 * MINUTE })
/** Refreshes of one session, which needs two of them: a client gone wild must not fill the database. */
export const REFRESH_PER_SESSION = defineRateLimit({ name: 'refresh-session', points: 60, seconds: 15 * MINUTE })
