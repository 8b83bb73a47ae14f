import { isIP } from 'node:net'
import { UserErrors } from '../kernel/errors.js'
import { isPublicAddress } from './public-address.js'
import type { WebhookAnswer } from './webhook.http.js'
import { SUBSCRIBABLE_TYPES, type WebhookDeliveryState } from './webhook.words.js'

/** The most endpoints of a vendor, disabled ones included, in both modes together. */
export const MAX_ENDPOINTS = 16
/** The longest address of an endpoint. */
export const MAX_URL_LENGTH = 2_000
/** The longest description of an endpoint. */
export const MAX_ENDPOINT_DESCRIPTION_LENGTH = 200
/** The longest stretch of time, in days, that events can be replayed from; older ones are gone. */
export const EVENT_DAYS = 30
/** The most events of one replay of a range. */
export const MAX_REPLAYED = 10_000
/** The most attempts that a delivery shows, the last ones: who replays an event all day long makes thousands. */
export const MAX_ATTEMPTS_SHOWN = 50

/**
 * Seconds until the next attempt after so many failures: ten attempts within 3 days and 4 hours (domain.md: 3 days, with
 * growing gaps).
 */
export const RETRY_GAPS_SECONDS: readonly number[] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
/** By so much of its length a gap is longer or shorter by chance: what failed together does not come again together. */
const JITTER = 0.1

/** An endpoint that nothing got through to for so many days is disabled. */
export const DISABLE_AFTER_DAYS = 5
/** Not by the first failure of an event, though: after a quiet week it would be the first thing that is tried. */
const DISABLE_AFTER_FAILURES = 3

const DAY_MS = 86_400_000
const WEB_PORT = 443
/** Below are the ports of other services, for which a POST could be a command. */
const FIRST_FREE_PORT = 1024

/**
 * The address of an endpoint in canonical form. Where `insecure` is set, as a deployment for tests does, plain HTTP and
 * addresses of any network will do.
 * @throws UserErrors INVALID_INPUT
 */
export function requireEndpointUrl(field: string[], text: string, insecure: boolean): string {
  const problem = urlProblem(text, insecure)
  if (problem !== null) throw UserErrors.one('INVALID_INPUT', field, problem)
  return new URL(text).href
}

function urlProblem(text: string, insecure: boolean): string | null {
  if (!URL.canParse(text)) return 'expected a URL such as https://vendor.example/webhooks'
  const url = new URL(text)
  const protocols = insecure ? ['https:', 'http:'] : ['https:']
  if (!protocols.includes(url.protocol)) return `expected a URL that begins with https://, got ${url.protocol}`
  if (url.href.length > MAX_URL_LENGTH) return `expected at most ${MAX_URL_LENGTH} characters, got ${url.href.length}`
  if (url.username !== '' || url.password !== '') return 'expected a URL without a user name and password'
  if (url.hash !== '') return 'expected a URL without a fragment (#…), which is never sent'
  if (insecure) return null
  const port = url.port === '' ? WEB_PORT : Number(url.port)
  if (port !== WEB_PORT && port < FIRST_FREE_PORT) {
    return `expected port ${WEB_PORT} or one from ${FIRST_FREE_PORT} on, got ${port}`
  }
  return isPublicHost(url.hostname) ? null : 'expected a host of the public internet'
}

/** Names are looked up when something is sent; literal addresses can be judged now, whatever way they were written. */
function isPublicHost(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(address) !== 0) return isPublicAddress(address)
  const labels = hostname.replace(/\.$/, '').split('.')
  return labels.length > 1 && !['localhost', 'local', 'internal'].includes(labels.at(-1) ?? '')
}

/** The types, each once; null for all. @throws UserErrors INVALID_INPUT for none or an unknown one. */
export function optionalTypes(field: string[], given: readonly string[] | null | undefined): string[] | null {
  if (given == null) return null
  const unknown = given.findIndex((one) => !SUBSCRIBABLE_TYPES.includes(one))
  if (unknown >= 0) {
    const message = `expected one of ${SUBSCRIBABLE_TYPES.join(', ')}`
    throw UserErrors.one('INVALID_INPUT', [...field, String(unknown)], message)
  }
  if (given.length === 0) throw UserErrors.one('INVALID_INPUT', field, 'expected at least one type, or null for all')
  return SUBSCRIBABLE_TYPES.filter((type) => given.includes(type))
}

/** What an attempt comes to. */
export interface WebhookSettlement {
  state: Exclude<WebhookDeliveryState, 'CANCELLED'>
  failures: number
  nextAttemptAt: Date | null
}

/** What an answer means for a delivery that has failed `failures` times before; `spread` is 0 to 1, by chance. */
export function settle(answer: WebhookAnswer, failures: number, now: Date, spread: number): WebhookSettlement {
  if (answer.problem === null) return { state: 'DELIVERED', failures, nextAttemptAt: null }
  const gap = RETRY_GAPS_SECONDS[failures]
  if (isGone(answer) || gap === undefined) return { state: 'FAILED', failures: failures + 1, nextAttemptAt: null }
  const seconds = gap * (1 + JITTER * (2 * spread - 1))
  return { state: 'WAITING', failures: failures + 1, nextAttemptAt: new Date(now.getTime() + seconds * 1000) }
}

/** Why an endpoint is to be disabled after a failed attempt; null if it is not. */
export function reasonToDisable(
  answer: WebhookAnswer,
  failures: number,
  failingSince: Date,
  now: Date,
): 'GONE' | 'FAILING' | null {
  if (isGone(answer)) return 'GONE'
  const tooLong = now.getTime() - failingSince.getTime() >= DISABLE_AFTER_DAYS * DAY_MS
  return tooLong && failures >= DISABLE_AFTER_FAILURES ? 'FAILING' : null
}

/** 410 Gone: it does not want to be asked again (Standard Webhooks, "Webhook responses"). */
function isGone({ status }: WebhookAnswer): boolean {
  return status === 410
}

/** The first moment of which events are kept. */
export function keptSince(now: Date): Date {
  return new Date(now.getTime() - EVENT_DAYS * DAY_MS)
}
