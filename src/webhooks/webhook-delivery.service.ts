import type { AuditAction } from '../audit/audit.actions.js'
import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { assertManagesWebhooks, assertMayHaveWebhooks } from './webhook.access.js'
import { EVENT_DAYS, keptSince, MAX_REPLAYED } from './webhook.rules.js'
import type { ReplayWebhookInput, ReplayWebhooksInput } from './webhook-delivery.inputs.js'
import { deliveryOf, queueTest, replayOne, replayRange } from './webhook-delivery.queries.js'
import type { WebhookDeliveryType } from './webhook-delivery.type.js'
import { lockEndpoint } from './webhook-endpoint.queries.js'

/** Requests that somebody sets off at will, to an address of their choice: test events and replays, by actor. */
const AT_WILL = defineRateLimit({ name: 'webhooks_at_will', points: 30, seconds: 60 })

/** What vendors do with the log of their endpoints. */
export class WebhookDeliveryService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
  ) {}

  /** Sends a test event, whatever the endpoint asks for. @throws UserErrors NOT_FOUND, INVALID_INPUT; RequestError RATE_LIMITED */
  async sendTest(actor: Actor, request: RequestInfo, endpointId: string): Promise<WebhookDeliveryType | null> {
    const eventId = newId('webhookEvent')
    return await this.#send(actor, request, { endpointId, action: 'WEBHOOK_TESTED', eventId }, async (tx, at) => {
      await queueTest(tx, eventId, endpointId, at)
      return await deliveryOf(tx, endpointId, eventId)
    })
  }

  /**
   * Sends an event again, with the same `webhook-id`, and another time over days if it has to be; one that is on its way
   * goes on. @throws UserErrors NOT_FOUND, INVALID_INPUT; RequestError RATE_LIMITED
   */
  async replay(actor: Actor, request: RequestInfo, input: ReplayWebhookInput): Promise<WebhookDeliveryType> {
    const { endpointId, eventId } = input
    return await this.#send(actor, request, { endpointId, action: 'WEBHOOK_REPLAYED', eventId }, async (tx, at) => {
      await replayOne(tx, endpointId, eventId, at)
      const delivery = await deliveryOf(tx, endpointId, eventId)
      if (delivery !== null) return delivery
      throw UserErrors.one('NOT_FOUND', ['eventId'], `no event of the endpoint has the id "${eventId}"`)
    })
  }

  /** Sends all events of a stretch of time again; how many. @throws UserErrors NOT_FOUND, INVALID_INPUT; RequestError RATE_LIMITED */
  async replayRange(actor: Actor, request: RequestInfo, input: ReplayWebhooksInput): Promise<number> {
    const { endpointId, from, includeDelivered } = input
    return await this.#send(actor, request, { endpointId, action: 'WEBHOOK_REPLAYED' }, async (tx, at) => {
      const until = input.until ?? at
      if (from < keptSince(at)) {
        throw UserErrors.one('INVALID_INPUT', ['from'], `expected a moment of the last ${EVENT_DAYS} days`)
      }
      if (until <= from) throw UserErrors.one('INVALID_INPUT', ['until'], 'expected a moment after `from`')
      const count = await replayRange(tx, endpointId, { from, until, includeDelivered }, at)
      if (count <= MAX_REPLAYED) return count
      const message = `expected a stretch of time with at most ${MAX_REPLAYED} events to replay, got more`
      throw UserErrors.one('INVALID_INPUT', ['until'], message)
    })
  }

  async #send<Result>(
    actor: Actor,
    request: RequestInfo,
    { endpointId, action, eventId }: { endpointId: string; action: AuditAction; eventId?: string },
    send: (tx: Transaction, at: Date) => Promise<Result>,
  ): Promise<Result> {
    assertMayHaveWebhooks(actor)
    await this.limits.take(AT_WILL, actor.id)
    return await this.database.transaction(async (tx) => {
      const endpoint = await lockEndpoint(tx, actor, endpointId)
      assertManagesWebhooks(actor, endpoint)
      if (endpoint.state !== 'ACTIVE') {
        throw UserErrors.one(
          'INVALID_INPUT',
          ['endpointId'],
          'expected an active endpoint, got a disabled one: enable it first',
        )
      }
      const at = this.clock.now()
      const sent = await send(tx, at)
      const subject = { kind: 'webhookEndpoint', ids: [endpointId, endpoint.vendorId, ...(eventId ? [eventId] : [])] }
      const { vendorOrganizationId: organizationId } = endpoint
      await recordAudit(tx, { action, actor, request, organizationId, subject, at })
      return sent
    })
  }
}
