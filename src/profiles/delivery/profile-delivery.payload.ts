import type { Reader } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import type { PayloadMaker } from '../../webhooks/webhook.courier.js'
import type { WebhookData } from '../../webhooks/webhook.data.js'
import { formatDocumentNumber } from '../profile.documents.js'
import type { DownloadLinks } from './download-link.js'
import { deliveredDocuments } from './profile-delivery.access.js'

/**
 * Makes what `profile.delivered` says just before it is sent: its link lies nowhere until then. Nothing is sent once the
 * link would open nothing.
 */
export function deliveryPayload(reader: Reader, clock: Clock, links: DownloadLinks): PayloadMaker {
  return async ({ organizationId, data }) => {
    const { deliveryId } = data
    if (organizationId === null || typeof deliveryId !== 'string') return null
    const documents = await deliveredDocuments(reader, deliveryId, organizationId)
    const [first] = documents
    if (first === undefined || first.expiresAt <= clock.now()) return null
    const { form, expiresAt } = first
    const payload: WebhookData['profile.delivered'] = {
      organizationId,
      deliveryId,
      form,
      url: await links.url({ subject: deliveryId, claims: { organization: organizationId } }, expiresAt),
      expiresAt: expiresAt.toISOString(),
      documents: documents.map(({ orderItemId, number }) => ({
        orderItemId,
        documentNumber: formatDocumentNumber(number),
      })),
    }
    return payload
  }
}
