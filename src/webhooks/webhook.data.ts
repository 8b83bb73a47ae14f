import { z } from 'zod'
import { ID_PREFIXES, type IdKind } from '../kernel/ids.js'
import type { WebhookEventType } from './webhook.words.js'

const id = (kind: IdKind, what: string) => z.string().describe(`Id of ${what}, \`${ID_PREFIXES[kind]}_…\`.`)
/** A value of an enum of the API, by the name of the enum: those belong to rooms that this one does not know. */
const enumValue = (graphqlEnum: string, description: string) => z.string().meta({ description, graphqlEnum })
const time = (description: string) => z.string().meta({ description: `${description}, ISO 8601 in UTC.` })

const organizationId = id('organization', 'the organization that it is about')
const orderItemId = id('orderItem', 'the order item whose profile it is about')
const clinicianId = id('clinician', 'the clinician')

/**
 * What each type of event says (docs/webhooks.md): ids and codes, never personal data. Of it are made the types of whoever
 * announces something, schema/webhooks.schema.json, and the types of the SDK.
 */
const WEBHOOK_DATA = {
  'order.completed': z
    .object({
      organizationId,
      orderId: id('order', 'the order'),
      orderNumber: z.string().describe('`PO-` and 10 digits.'),
    })
    .describe('An order that your software placed is complete.'),
  'profile.delivered': z
    .object({
      organizationId,
      deliveryId: id('profileDelivery', 'the delivery'),
      form: enumValue('ProfileDeliveryForm', 'What the link leads to.'),
      url: z.string().describe('The signed link: whoever has it can open it.'),
      expiresAt: time('When the link stops working'),
      documents: z
        .array(z.object({ orderItemId, documentNumber: z.string().describe('`PD-` and 10 digits.') }))
        .describe('What it is of, in the order in which it was asked for.'),
    })
    .describe('A delivery by `WEBHOOK` that you asked for.'),
  'profile.updated': z
    .object({
      organizationId,
      noticeId: id('monitoringNotice', 'the notice'),
      monitoringId: id('monitoring', 'the monitoring'),
      clinicianId,
      orderItemId,
      sections: z
        .array(enumValue('ProfileSectionCode', 'A section.'))
        .describe('In which sections something has changed.'),
    })
    .describe('What counts of a clinician whom the organization monitors has changed.'),
  'monitoring.expiring': z
    .object({
      organizationId,
      monitoringId: id('monitoring', 'the monitoring'),
      clinicianId,
      orderItemId,
      endsAt: time('When the monitoring ends'),
    })
    .describe('The monitoring of a clinician ends soon.'),
  'discrepancy.updated': z
    .object({
      organizationId,
      discrepancyId: id('discrepancy', 'the report'),
      state: enumValue('DiscrepancyState', 'The state that it has reached.'),
      orderItemId,
      clinicianId,
    })
    .describe('A discrepancy report of the organization has reached a state.'),
  'profile.corrected': z
    .object({
      organizationId,
      clinicianId,
      orderItemId,
      section: enumValue('ProfileSectionCode', 'Where it was corrected.'),
    })
    .describe('Something in a profile that the organization bought was corrected upon the report of another one.'),
  'research.answered': z
    .object({
      organizationId,
      researchRequestId: id('researchRequest', 'the research request'),
      state: enumValue('ResearchRequestState', 'The answer.'),
      clinicianId: id('clinician', 'the clinician who was found')
        .nullable()
        .meta({ description: 'The clinician who was found; null if nobody was.' }),
    })
    .describe('A research request of yours is answered.'),
  'receipt.sent': z
    .object({
      organizationId,
      dailyReceiptId: id('dailyReceipt', 'the daily receipt'),
      day: z.string().describe('The day of the organization that it is of, `YYYY-MM-DD`.'),
    })
    .describe('A daily receipt with orders of your software was made and mailed.'),
  'webhook.test': z
    .object({ endpointId: id('webhookEndpoint', 'the endpoint') })
    .describe('You asked for it, with `sendTestWebhook`.'),
} satisfies Record<WebhookEventType, z.ZodObject>

/** `data` of each type of event, as it is sent. */
export type WebhookData = { [Type in WebhookEventType]: z.infer<(typeof WEBHOOK_DATA)[Type]> }

/** The body of every webhook as JSON Schema: an enum of the API is named by `graphqlEnum`. */
export function webhookJsonSchema(): object {
  const bodies = Object.entries(WEBHOOK_DATA).map(([type, data]) =>
    z.object({ type: z.literal(type), timestamp: time('When it happened'), data }).meta({ title: type }),
  )
  const description = 'The body of a webhook. Later releases may add types, and properties to `data`.'
  return z.toJSONSchema(z.union(bodies).describe(description), { io: 'input', reused: 'inline' })
}
