import { z } from 'zod'
import { COST_DEFAULTS, type CostConfig, REQUEST_LIMITS, type RequestLimits } from './limits/request-limits.js'

const whole = (fallback: number, minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum))
    .default(fallback)

const { bodyBytes, document, errors, times, overload } = REQUEST_LIMITS

/** How long a transaction may wait for its process unless the configuration says otherwise. */
const IDLE_TRANSACTION_TIMEOUT_MS = 15_000
/** How long a transaction may take unless the configuration says otherwise: some slow statements, and waits for locks. */
const TRANSACTION_TIMEOUT_MS = 120_000

/** What a request may be and cost, and how long things may take. */
export const LIMIT_VARIABLES = {
  LIMIT_BODY_BYTES: whole(bodyBytes, 1_000, 10_000_000),
  LIMIT_TOKENS: whole(document.tokens, 100, 20_000),
  LIMIT_DEPTH: whole(document.depth, 5, 100),
  LIMIT_ALIASES: whole(document.aliases, 0, 10_000),
  LIMIT_FIELDS: whole(document.fields, 10, 10_000),
  LIMIT_DIRECTIVES: whole(document.directives, 0, 10_000),
  LIMIT_FRAGMENTS: whole(document.fragments, 0, 1_000),
  LIMIT_ERRORS: whole(errors.count, 1, 100),
  LIMIT_ERROR_BYTES: whole(errors.bytes, 1_000, 1_000_000),
  HEADERS_TIMEOUT_MS: whole(times.headersMs, 1_000, 60_000),
  REQUEST_TIMEOUT_MS: whole(times.requestMs, 1_000, 600_000),
  CONNECTIONS_CHECK_MS: whole(times.checkMs, 100, 30_000),
  MAX_REQUESTS_IN_FLIGHT: whole(overload.requestsInFlight, 1, 100_000),
  MAX_EVENT_LOOP_DELAY_MS: whole(overload.eventLoopDelayMs, 50, 60_000),
  MAX_MEMORY_PERCENT: whole(overload.memoryPercent, 50, 99),
  IDLE_TRANSACTION_TIMEOUT_MS: whole(IDLE_TRANSACTION_TIMEOUT_MS, 1_000, 3_600_000),
  TRANSACTION_TIMEOUT_MS: whole(TRANSACTION_TIMEOUT_MS, 1_000, 3_600_000),
  COST_MAXIMUM: whole(COST_DEFAULTS.maximum, 100, 1_000_000_000),
  COST_RESTORE_RATE: whole(COST_DEFAULTS.restoreRate, 1, 1_000_000_000),
}

type LimitValues = { [Name in keyof typeof LIMIT_VARIABLES]: number }

/** What a request may be at most. */
export function requestLimitsOf(values: LimitValues): RequestLimits {
  return {
    bodyBytes: values.LIMIT_BODY_BYTES,
    document: {
      tokens: values.LIMIT_TOKENS,
      depth: values.LIMIT_DEPTH,
      aliases: values.LIMIT_ALIASES,
      fields: values.LIMIT_FIELDS,
      directives: values.LIMIT_DIRECTIVES,
      fragments: values.LIMIT_FRAGMENTS,
      introspections: document.introspections,
    },
    errors: { count: values.LIMIT_ERRORS, bytes: values.LIMIT_ERROR_BYTES },
    times: {
      headersMs: values.HEADERS_TIMEOUT_MS,
      requestMs: values.REQUEST_TIMEOUT_MS,
      checkMs: values.CONNECTIONS_CHECK_MS,
    },
    overload: {
      requestsInFlight: values.MAX_REQUESTS_IN_FLIGHT,
      eventLoopDelayMs: values.MAX_EVENT_LOOP_DELAY_MS,
      memoryPercent: values.MAX_MEMORY_PERCENT,
    },
  }
}

/** What callers may spend, and where it is counted. */
export function costConfigOf(values: LimitValues & { REDIS_URL?: string | undefined }): CostConfig {
  return {
    maximum: values.COST_MAXIMUM,
    restoreRate: values.COST_RESTORE_RATE,
    redisUrl: values.REDIS_URL ?? null,
  }
}
