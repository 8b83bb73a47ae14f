/** The first try that failed is repeated after so long; each further gap is three times as long, up to the largest. */
const FIRST_GAP_SECONDS = 5
const GAP_FACTOR = 3
const LARGEST_GAP_SECONDS = 4 * 3_600

/** With the gaps above this is more than a week, longer than mail servers themselves try (RFC 5321, 4.5.4.1). */
export const MAX_ATTEMPTS = 50

/**
 * Seconds until the next try after `attempts` of them; `spread` of 0 to 1 keeps many e-mails from coming back at once.
 */
export function retryGapSeconds(attempts: number, spread: number): number {
  const gap = Math.min(FIRST_GAP_SECONDS * GAP_FACTOR ** (attempts - 1), LARGEST_GAP_SECONDS)
  return Math.round(gap * (1 + spread / 4))
}

/** The recipients that a try ended for, and those for whom it may be repeated. */
export interface AttemptResult {
  accepted: readonly string[]
  rejected: readonly { address: string; code: string; permanent: boolean }[]
  /** Why nothing at all could be said of the others, if so. */
  failure: string | null
}

/** How far an e-mail has come after a try. */
export interface Settlement {
  deliveredTo: string[]
  refusedRecipients: string[]
  lastError: string | null
  outcome: 'SENT' | 'FAILED' | 'RETRY'
}

/** What a try makes of an e-mail; at the last attempt those without an answer count as refused. */
export function settle(
  email: {
    recipients: readonly string[]
    deliveredTo: readonly string[]
    refusedRecipients: readonly string[]
    attempts: number
  },
  result: AttemptResult,
): Settlement {
  const delivered = new Set([...email.deliveredTo, ...result.accepted])
  const refused = new Set(email.refusedRecipients)
  for (const { address, permanent } of result.rejected) if (permanent) refused.add(address)
  const open = email.recipients.filter((recipient) => !delivered.has(recipient) && !refused.has(recipient))
  const givenUp = email.attempts >= MAX_ATTEMPTS
  if (givenUp) for (const recipient of open) refused.add(recipient)
  return {
    deliveredTo: email.recipients.filter((recipient) => delivered.has(recipient)),
    refusedRecipients: email.recipients.filter((recipient) => refused.has(recipient)),
    lastError: result.failure ?? result.rejected.at(-1)?.code ?? null,
    outcome: open.length > 0 && !givenUp ? 'RETRY' : delivered.size > 0 ? 'SENT' : 'FAILED',
  }
}
