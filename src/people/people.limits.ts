import { defineRateLimit } from '../limits/rate-limits.js'

const MINUTE = 60

/** Guesses at one account, from wherever they come; a sign-in that succeeds forgives them. */
export const SIGN_IN_PER_EMAIL = defineRateLimit({ name: 'sign-in-email', points: 10, seconds: 15 * MINUTE })
/** Guesses from one client's network at whatever accounts; a clinic behind one address has many people. */
export const SIGN_IN_PER_ADDRESS = defineRateLimit({ name: 'sign-in-address', points: 100, seconds: 15 * MINUTE })
