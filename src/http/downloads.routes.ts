import type { FastifyInstance } from 'fastify'
import type { ProfileDeliveryService } from '../profiles/profile-delivery.service.js'
import { errorBody, requestInfo } from './server.js'

/** `GET /downloads/:token`: the PDF of a signed link. Needs no key: the link is one, and it expires. */
export function registerDownloads(app: FastifyInstance, deliveries: ProfileDeliveryService): void {
  app.get<{ Params: { token: string } }>('/downloads/:token', { exposeHeadRoute: false }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    const download = await deliveries.download(request.params.token, requestInfo(request))
    if (download.outcome === 'EXPIRED') {
      return reply.code(410).send(errorBody('LINK_EXPIRED', 'this link has expired; ask for a new one', request.id))
    }
    if (download.outcome === 'INVALID') {
      return reply.code(404).send(errorBody('NOT_FOUND', 'there is nothing at this address', request.id))
    }
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${download.fileName}"`)
      .header('etag', `"${download.pdf.sha256}"`)
      .send(download.pdf.bytes)
  })
}
