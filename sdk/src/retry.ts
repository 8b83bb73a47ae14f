import { ConnectionError, GatewayError, RateLimitedError, TimeoutError } from './errors.js'

/** When what has failed is tried again. */
export interface RetryPolicy {
  /** How often at most, after the first try. */
  maxRetries: number
  /** The wait before the first retry; it doubles with each, up to `maxDelayMs`, and is shortened by chance. */
  baseDelayMs: number
  maxDelayMs: number
  /** The longest wait that the gateway may ask for: what asks for more is thrown at once, with `retryAfterSeconds`. */
  maxRetryAfterMs: number
}

/** A timer that is set to more ends at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Four retries, within some 15 seconds unless the gateway asks for longer waits. */
export const DEFAULT_RETRIES: RetryPolicy = {
  maxRetries: 4,
  baseDelayMs: 500,
  maxDelayMs: 8_000,
  maxRetryAfterMs: 60_000,
}

/** The policy of a caller, with defaults for what it does not say, `undefined` included. */
export function policyOf(given: Partial<RetryPolicy> = {}): RetryPolicy {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return { ...DEFAULT_RETRIES, ...said }
}

/** Called before each wait. */
export type OnRetry = (error: GatewayError, retry: number, delayMs: number) => void

/** How one call is repeated. */
export interface Repeating {
  /** Whether it may have been done although it failed, and be done again nevertheless. */
  isSafe: boolean
  policy: RetryPolicy
  onRetry: OnRetry | undefined
  signal: AbortSignal | undefined
}

/** The outcome of the first try that does not fail in a way that passes, or of the last one. */
export async function retrying<T>(
  attempt: () => Promise<T>,
  { isSafe, policy, onRetry, signal }: Repeating,
): Promise<T> {
  for (let retry = 1; ; retry++) {
    try {
      return await attempt()
    } catch (error) {
      const delayMs = error instanceof GatewayError ? delayBefore(retry, error, isSafe, policy) : null
      if (delayMs === null) throw error
      onRetry?.(error as GatewayError, retry, delayMs)
      await pause(delayMs, signal)
    }
  }
}

/**
 * How long to wait before the next try, in milliseconds; null not to try again. What was refused for its rate as a whole was
 * not done, so everything may be repeated after it; else, also if a field of an answer was refused, only what is safe to
 * repeat: queries, and what has an idempotency key.
 */
function delayBefore(retry: number, error: GatewayError, isSafe: boolean, policy: RetryPolicy): number | null {
  const { maxRetries, baseDelayMs, maxDelayMs, maxRetryAfterMs } = policy
  const mayRepeat = error.retryable && (isSafe || (error instanceof RateLimitedError && error.data === null))
  const askedMs = (error.retryAfterSeconds ?? 0) * 1000
  if (!mayRepeat || retry > maxRetries || askedMs > maxRetryAfterMs) return null
  // By chance also after what the gateway asks for: not all who were refused should come back in one moment.
  return askedMs + Math.min(maxDelayMs, baseDelayMs * 2 ** (retry - 1)) * (0.5 + Math.random() / 2)
}

/** Waits, or throws what the signal was aborted with. */
async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', stop)
        resolve()
      },
      Math.min(ms, LONGEST_TIMER_MS),
    )
    if (signal?.aborted === true) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}

/** One try of at most `timeoutMs`. @throws GatewayError, or what the caller's signal was aborted with */
export async function withinTime<T>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const time = new AbortController()
  const timer = setTimeout(() => time.abort(), timeoutMs)
  try {
    return await work(signal === undefined ? time.signal : AbortSignal.any([signal, time.signal]))
  } catch (cause) {
    if (cause instanceof GatewayError) throw cause
    if (signal?.aborted === true) throw signal.reason
    if (time.signal.aborted) throw new TimeoutError(`no answer within ${timeoutMs} ms`, { code: 'TIMEOUT', cause })
    throw new ConnectionError('no answer came from the gateway', { code: 'CONNECTION', cause })
  } finally {
    clearTimeout(timer)
  }
}
