import { ConnectionError, type GatewayError, RateLimitedError, ServerError } from './errors.js'

/** When what has failed is tried again. */
export interface RetryPolicy {
  /** How often at most, after the first try. */
  maxRetries: number
  /** The wait before the first retry; it doubles with each, up to `maxDelayMs`, and is shortened by chance. */
  baseDelayMs: number
  maxDelayMs: number
}

/** Four retries within some 15 seconds. */
export const DEFAULT_RETRIES: RetryPolicy = { maxRetries: 4, baseDelayMs: 500, maxDelayMs: 8_000 }

/**
 * How long to wait before the next try, in milliseconds; null not to try again. What was refused for its rate was not done,
 * so everything may be repeated after it; else only what is safe to repeat: queries, and what has an idempotency key.
 */
export function delayBefore(
  retry: number,
  error: GatewayError,
  isSafe: boolean,
  { maxRetries, baseDelayMs, maxDelayMs }: RetryPolicy,
): number | null {
  if (retry > maxRetries) return null
  const backOff = Math.min(maxDelayMs, baseDelayMs * 2 ** (retry - 1)) * (0.5 + Math.random() / 2)
  if (error instanceof RateLimitedError) return Math.max(backOff, (error.retryAfterSeconds ?? 0) * 1000)
  const mayPass = error instanceof ConnectionError || error instanceof ServerError
  return isSafe && mayPass ? backOff : null
}

/** Waits, or throws what the signal was aborted with. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal?.aborted === true) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
