import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import type { JobDefinition } from './jobs/job.definition.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { KeyRing } from './kernel/key-ring.js'
import type { RateLimits } from './limits/rate-limits.js'
import { EventFeedReader } from './webhooks/event.feed.js'
import { EventResolver, OrganizationEventsResolver } from './webhooks/event.resolver.js'
import { PLACE_EVENTS_EVERY_SECONDS, PlaceEvents, placeAllEvents } from './webhooks/place-events.job.js'
import { SWEEP_WEBHOOKS_EVERY_SECONDS, SweepWebhooks, sweepWebhooks } from './webhooks/sweep-webhooks.job.js'
import { WebhookCourier, type WebhookCourierSettings } from './webhooks/webhook.courier.js'
import { WebhookDispatcher } from './webhooks/webhook.dispatcher.js'
import { WebhookHttp } from './webhooks/webhook.http.js'
import { WebhookMail } from './webhooks/webhook.mail.js'
import { WebhookMetrics } from './webhooks/webhook.metrics.js'
import {
  WebhookAttemptResolver,
  WebhookDeliveryResolver,
  WebhookLogResolver,
} from './webhooks/webhook-delivery.resolver.js'
import { WebhookDeliveryService } from './webhooks/webhook-delivery.service.js'
import { VendorWebhooksResolver, WebhookEndpointResolver } from './webhooks/webhook-endpoint.resolver.js'
import { WebhookEndpointService } from './webhooks/webhook-endpoint.service.js'

/** Kinds of jobs of webhooks; sending is no job, see `WebhookDispatcher`. */
export const WEBHOOK_JOBS: readonly JobDefinition<object>[] = [PlaceEvents, SweepWebhooks]

/** How vendors are told what happens. */
export interface Webhooks {
  resolvers: object[]
  /** Lets this process send. */
  startWork(): void
  /** Sends nothing more, and waits up to `timeoutMs` for what is on its way. */
  stopWork(timeoutMs: number): Promise<void>
}

/** What they are made from. */
export interface WebhooksParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  metrics: Registry
  limits: RateLimits
  secretEncryptionKeys: KeyRing
  /** What other rooms send in ways of their own. */
  makers: WebhookCourierSettings['makers']
}

/** Builds them for one process. */
export function createWebhooks(parts: WebhooksParts): Webhooks {
  const { config, database, clock, jobs, logger, limits, secretEncryptionKeys, makers } = parts
  const { webhookPrivateAddresses: privateAddresses } = config
  const http = new WebhookHttp({ privateAddresses })
  const metrics = new WebhookMetrics(parts.metrics, database, clock)
  const mail = new WebhookMail(jobs, clock, config.publisher)
  const courier = new WebhookCourier({ database, clock, logger, metrics, mail, http, secretEncryptionKeys, makers })
  const dispatcher = new WebhookDispatcher(database, clock, courier, logger)
  const endpoints = new WebhookEndpointService(database, clock, { secretEncryptionKeys, privateAddresses })
  const feed = new EventFeedReader(database)
  return {
    resolvers: [
      new EventResolver(feed),
      new OrganizationEventsResolver(feed),
      new WebhookEndpointResolver(database, endpoints),
      new VendorWebhooksResolver(database),
      new WebhookLogResolver(database, new WebhookDeliveryService(database, clock, limits)),
      new WebhookDeliveryResolver(database),
      new WebhookAttemptResolver(),
    ],
    startWork() {
      dispatcher.start()
      jobs.work(SweepWebhooks, sweepWebhooks(database, clock))
      jobs.work(PlaceEvents, placeAllEvents(database))
      jobs.every(PLACE_EVENTS_EVERY_SECONDS, PlaceEvents)
      jobs.every(SWEEP_WEBHOOKS_EVERY_SECONDS, SweepWebhooks)
    },
    async stopWork(timeoutMs) {
      await dispatcher.stop(timeoutMs)
      await http.close()
    },
  }
}
