import { defineRateLimit } from '../limits/rate-limits.js'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Guesses at one account, from wherever they come; a sign-in that succeeds forgives them. */
export const SIGN_IN_PER_EMAIL = defineRateLimit({ name: 'sign-in-email', points: 10, seconds: 15 * MINUTE })
/** Guesses from one client's network at whatever accounts; a clinic behind one address has many people. */
export const SIGN_IN_PER_ADDRESS = defineRateLimit({ name: 'sign-in-address', points: 100, seconds: 15 * MINUTE })
/** E-mails with a link to one person. */
export const PASSWORD_RESET_PER_EMAIL = defineRateLimit({ name: 'password-reset-email', points: 5, seconds: HOUR })
/** E-mails with a link that one client's network can cause. */
export const PASSWORD_RESET_PER_ADDRESS = defineRateLimit({ name: 'password-reset-address', points: 50, seconds: HOUR })
