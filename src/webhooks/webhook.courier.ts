import type { Logger } from 'pino'
import { recordAudit } from '../audit/audit.trail.js'
import type { Database, Transaction } from '../db/database.js'
import { type Clock, systemClock } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import type { KeyRing } from '../kernel/key-ring.js'
import { type ClaimedDelivery, cancelDelivery, settleDelivery } from './webhook.claims.js'
import type { WebhookAnswer, WebhookHttp } from './webhook.http.js'
import type { WebhookMail } from './webhook.mail.js'
import type { WebhookMetrics } from './webhook.metrics.js'
import { reasonToDisable, settle } from './webhook.rules.js'
import { signedHeaders } from './webhook.secret.js'
import type { WebhookEventType } from './webhook.words.js'
import { disableEndpoint } from './webhook-endpoint.queries.js'

/**
 * Makes what is sent of an event just before it is sent, for what must not lie in the database, such as a link. Null:
 * there is nothing to send any more.
 */
export type PayloadMaker = (event: {
  eventId: string
  vendorId: string
  organizationId: string | null
  data: Readonly<Record<string, unknown>>
}) => Promise<Readonly<Record<string, unknown>> | null>

/** What sending needs. */
export interface WebhookCourierSettings {
  database: Database
  clock: Clock
  logger: Logger
  metrics: WebhookMetrics
  mail: WebhookMail
  http: WebhookHttp
  /** 32 bytes. */
  secretEncryptionKeys: KeyRing
  /** The types whose events are not sent as they were written down. */
  makers: Partial<Record<WebhookEventType, PayloadMaker>>
}

/** Tells an endpoint of an event, outside of any transaction, and writes down what it answered. */
export class WebhookCourier {
  constructor(private readonly settings: WebhookCourierSettings) {}

  /** One attempt. Throws when something of ours failed: the claim runs out then, and the delivery is taken again. */
  async deliver(delivery: ClaimedDelivery): Promise<void> {
    const { metrics, logger } = this.settings
    const { endpointId, eventId, type, attempts } = delivery
    const body = delivery.granted ? await this.#bodyOf(delivery) : null
    if (body === null) {
      await this.#cancel(delivery)
      metrics.attempt('cancelled')
      logger.info({ endpointId, eventId, type }, 'webhook cancelled')
      return
    }
    const attemptedAt = this.settings.clock.now()
    const startedAt = performance.now()
    const answer = await this.#post(delivery, body)
    const durationMs = Math.round(performance.now() - startedAt)
    const state = await this.#note(delivery, answer, attemptedAt, durationMs)
    const outcome = state === 'WAITING' ? 'retried' : state === 'FAILED' ? 'failed' : 'delivered'
    metrics.attempt(outcome, durationMs / 1000)
    const { status, problem } = answer
    logger.info({ endpointId, eventId, type, attempts, outcome, status, problem, durationMs }, 'webhook attempted')
  }

  async #bodyOf(delivery: ClaimedDelivery): Promise<string | null> {
    const { type, occurredAt } = delivery
    const data = await (this.settings.makers[type]?.(delivery) ?? delivery.data)
    return data === null ? null : JSON.stringify({ type, timestamp: occurredAt.toISOString(), data })
  }

  async #post(delivery: ClaimedDelivery, body: string): Promise<WebhookAnswer> {
    const { http, clock, secretEncryptionKeys } = this.settings
    const { endpointId, eventId, secretJwe, previousSecretJwe, previousSecretUntil } = delivery
    const isOverlap = previousSecretUntil !== null && previousSecretUntil > clock.now()
    const sealed = [secretJwe, ...(isOverlap && previousSecretJwe !== null ? [previousSecretJwe] : [])]
    const message = { id: eventId, body, at: systemClock.now() }
    const signed = await signedHeaders(message, { endpointId, sealed }, secretEncryptionKeys)
    return await http.post(delivery.url, { ...FIXED_HEADERS, ...signed }, body)
  }

  async #note(
    delivery: ClaimedDelivery,
    answer: WebhookAnswer,
    attemptedAt: Date,
    durationMs: number,
  ): Promise<'WAITING' | 'DELIVERED' | 'FAILED'> {
    const at = this.settings.clock.now()
    const settlement = settle(answer, delivery.failures, at, Math.random())
    await this.settings.database.transaction(async (tx) => {
      const attempt = { answer, attemptedAt, durationMs }
      const failingSince = await settleDelivery(tx, delivery, settlement, attempt, at)
      if (failingSince === null || answer.problem === null) return
      const reason = reasonToDisable(answer, settlement.failures, failingSince, at)
      if (reason !== null) await this.#disable(tx, delivery, reason, at)
    })
    return settlement.state
  }

  /** Once, and not if somebody else has meanwhile. */
  async #disable(tx: Transaction, delivery: ClaimedDelivery, reason: 'GONE' | 'FAILING', at: Date): Promise<void> {
    const { endpointId, vendorId, url } = delivery
    const disabled = await disableEndpoint(tx, { id: endpointId, url }, reason, at)
    if (disabled === null) return
    await this.settings.mail.disabled(tx, disabled, reason)
    await recordAudit(tx, {
      action: 'WEBHOOK_ENDPOINT_DISABLED',
      actor: 'SYSTEM',
      request: { requestId: newId('request'), address: null, userAgent: null, reason: null },
      organizationId: disabled.vendorOrganizationId,
      subject: { kind: 'webhookEndpoint', ids: [endpointId, vendorId] },
      at,
    })
    this.settings.logger.warn({ endpointId, vendorId, reason }, 'webhook endpoint disabled')
  }

  async #cancel(delivery: ClaimedDelivery): Promise<void> {
    const { database, clock } = this.settings
    await database.transaction((tx) => cancelDelivery(tx, delivery, clock.now()))
  }
}

/** What every request says besides its signature. */
export const FIXED_HEADERS = {
  'content-type': 'application/json',
  'user-agent': 'Profiles-Gateway-Webhooks/1',
} as const
