import type { Database } from '../../db/database.js'
import type { LoaderDefinition } from '../../graphql/loaders.js'
import { emailProgress } from '../../mail/email.queries.js'
import { webhookProgress } from '../../webhooks/webhook.outbox.js'
import type { DeliveryRow } from './profile-delivery.queries.js'
import type { DeliverySending } from './profile-delivery.type.js'

/** Loads what became of the e-mails and the webhook events of deliveries, each kind by one statement. */
export function sendingLoader(database: Database): LoaderDefinition<DeliveryRow, DeliverySending | null> {
  return {
    async load(deliveries) {
      const emailIds = deliveries.flatMap(({ emailId }) => emailId ?? [])
      const eventIds = deliveries.flatMap(({ webhookEventId }) => webhookEventId ?? [])
      const emails = emailIds.length === 0 ? [] : await emailProgress(database, emailIds)
      const events = eventIds.length === 0 ? [] : await webhookProgress(database, eventIds)
      const sendings = new Map([
        ...emails.map(({ id, sentAt, failedAt }) => [id, sendingOf(sentAt, failedAt)] as const),
        ...events.map(({ eventId, deliveredAt, failedAt }) => [eventId, sendingOf(deliveredAt, failedAt)] as const),
      ])
      return deliveries.map(({ emailId, webhookEventId }) => sendings.get(emailId ?? webhookEventId ?? '') ?? null)
    },
  }
}

function sendingOf(sentAt: Date | null, failedAt: Date | null): DeliverySending {
  const state = sentAt !== null ? 'SENT' : failedAt !== null ? 'FAILED' : 'WAITING'
  return { state, settledAt: sentAt ?? failedAt }
}
