import { defineRateLimit } from '../limits/rate-limits.js'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Requests of a new password for one address from one client's network: a stranger elsewhere uses up nobody's. */
export const PASSWORD_RESET_PER_EMAIL_AND_NETWORK = defineRateLimit({
  name: 'password-reset-email-network',
  points: 5,
  seconds: HOUR,
})

/** Letters with a link to set a new password, for one address, from all networks: no flood of anybody's mailbox. */
export const PASSWORD_RESET_LETTERS = defineRateLimit({ name: 'password-reset-email', points: 10, seconds: HOUR })

/** The same that one client's network can cause; a clinic behind one address has many people. */
export const PASSWORD_RESET_PER_ADDRESS = defineRateLimit({
  name: 'password-reset-address',
  points: 50,
  seconds: HOUR,
})

/** Uses of mailed links from one network: nobody guesses a link, but hashing passwords for whoever tries is work. */
export const LINKS_PER_ADDRESS = defineRateLimit({ name: 'one-time-links-address', points: 30, seconds: 10 * MINUTE })

/** Guesses at the current password within a session: one that was taken over must not tell the password. */
export const CURRENT_PASSWORD = defineRateLimit({ name: 'current-password', points: 10, seconds: 15 * MINUTE })

/** Letters that one person can have sent to addresses that may be of others. */
export const EMAIL_CHANGES = defineRateLimit({ name: 'email-change', points: 5, seconds: DAY })

/** Steps of sign-ins through the OpenID provider from one network; a sign-in has two. */
export const OPENID_PER_ADDRESS = defineRateLimit({ name: 'openid-address', points: 200, seconds: 15 * MINUTE })
