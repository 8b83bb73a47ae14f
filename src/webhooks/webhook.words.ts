import { registerEnumType } from 'type-graphql'
import type { Scope } from '../auth/actor.js'
import { enumOf } from '../graphql/enums.js'

/**
 * What vendors are told of (domain.md, "Data integration"), and which scope the organization's grant must have then and
 * still when it is sent; null for what is of no organization.
 */
export const WEBHOOK_EVENT_SCOPES = {
  'order.completed': 'orders:write',
  'profile.delivered': 'profiles:read',
  'profile.updated': 'monitoring:write',
  'monitoring.expiring': 'monitoring:write',
  'discrepancy.updated': 'discrepancies:write',
  'profile.corrected': 'profiles:read',
  'research.answered': 'clinicians:read',
  'receipt.sent': 'account:read',
  'webhook.test': null,
} as const satisfies Record<string, Scope | null>
export type WebhookEventType = keyof typeof WEBHOOK_EVENT_SCOPES

/** The types that an endpoint can ask for: a test comes to whoever asks for one. */
export const SUBSCRIBABLE_TYPES = Object.keys(WEBHOOK_EVENT_SCOPES).filter((type) => type !== 'webhook.test')

const ENDPOINT_STATES = ['ACTIVE', 'DISABLED'] as const
export type WebhookEndpointState = (typeof ENDPOINT_STATES)[number]

export const WebhookEndpointStateEnum = enumOf(ENDPOINT_STATES)
registerEnumType(WebhookEndpointStateEnum, {
  name: 'WebhookEndpointState',
  description: 'Whether an endpoint is told anything.',
  valuesConfig: {
    ACTIVE: { description: 'It is told of what it asked for.' },
    DISABLED: { description: 'Nothing is sent to it; what happens meanwhile can be replayed once it is enabled.' },
  },
})

const DISABLED_REASONS = ['ASKED', 'FAILING', 'GONE'] as const
export type WebhookDisabledReason = (typeof DISABLED_REASONS)[number]

export const WebhookDisabledReasonEnum = enumOf(DISABLED_REASONS)
registerEnumType(WebhookDisabledReasonEnum, {
  name: 'WebhookDisabledReason',
  description: 'Why nothing is sent to an endpoint.',
  valuesConfig: {
    ASKED: { description: 'The vendor asked for it.' },
    FAILING: { description: 'Nothing had got through to it for days.' },
    GONE: { description: 'It answered 410.' },
  },
})

/** How far an event can have come. */
export const DELIVERY_STATES = ['WAITING', 'DELIVERED', 'FAILED', 'CANCELLED'] as const
export type WebhookDeliveryState = (typeof DELIVERY_STATES)[number]

export const WebhookDeliveryStateEnum = enumOf(DELIVERY_STATES)
registerEnumType(WebhookDeliveryStateEnum, {
  name: 'WebhookDeliveryState',
  description: 'How far an event has come on its way to one endpoint.',
  valuesConfig: {
    WAITING: { description: 'It is to be sent, for the first time or again; or its endpoint is disabled.' },
    DELIVERED: { description: 'The endpoint answered 2xx.' },
    FAILED: { description: 'Every attempt failed; it can be replayed.' },
    CANCELLED: {
      description: 'It was not to be sent any more: the organization took the grant back, or the link ended.',
    },
  },
})

const WEBHOOK_PROBLEMS = [
  'STATUS',
  'TIMEOUT',
  'NAME_NOT_FOUND',
  'ADDRESS_REFUSED',
  'UNREACHABLE',
  'CERTIFICATE',
  'CONNECTION_CLOSED',
  'ANSWER_MALFORMED',
] as const
export type WebhookProblem = (typeof WEBHOOK_PROBLEMS)[number]

export const WebhookProblemEnum = enumOf(WEBHOOK_PROBLEMS)
registerEnumType(WebhookProblemEnum, {
  name: 'WebhookProblem',
  description: 'Why an attempt to reach an endpoint failed.',
  valuesConfig: {
    STATUS: { description: 'It answered something other than 2xx. Redirects are not followed.' },
    TIMEOUT: { description: 'It did not answer in time.' },
    NAME_NOT_FOUND: { description: 'Its host name has no address.' },
    ADDRESS_REFUSED: { description: 'Its host name leads to an address that is not public; nothing was sent there.' },
    UNREACHABLE: { description: 'No connection could be made.' },
    CERTIFICATE: { description: 'TLS failed: the certificate is not valid for the host, or not trusted.' },
    CONNECTION_CLOSED: { description: 'It closed the connection before it had answered.' },
    ANSWER_MALFORMED: { description: 'What it answered is no HTTP, or its head is too large.' },
  },
})
