import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { BulkDownloads } from '../bulk/bulk.download.js'
import { errorBody, requestInfo } from './server.js'

/**
 * `GET /bulk-results/:token`: the result of a bulk operation. Needs no key: the link is one, and it expires. The file is
 * read as fast as the client takes it; if that fails midway, the connection is cut short of the announced length.
 */
export function registerBulkResults(app: FastifyInstance, downloads: BulkDownloads): void {
  app.get<{ Params: { token: string } }>('/bulk-results/:token', { exposeHeadRoute: false }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    const download = await downloads.open(request.params.token, requestInfo(request))
    if (download.outcome === 'EXPIRED') {
      return reply.code(410).send(errorBody('LINK_EXPIRED', 'this link has expired; ask for a new one', request.id))
    }
    if (download.outcome === 'INVALID') {
      return reply.code(404).send(errorBody('NOT_FOUND', 'there is nothing at this address', request.id))
    }
    const { file, fileName, chunks } = download
    const etag = `"${file.sha256}"`
    reply.header('etag', etag).header('content-disposition', `attachment; filename="${fileName}"`)
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply
      .type(file.contentType)
      .header('content-length', file.bytes)
      .send(Readable.from(chunks, { objectMode: false }))
  })
}
