import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { RequestInfo } from '../auth/actor.js'
import type { MadeDocument } from '../files/made-document.js'
import { errorBody } from './error-body.js'
import { busyOrThrow, RETRY_AFTER_SECONDS } from './file-answer.js'
import { requestInfo } from './server.js'

/** What gives the document of a link's token. */
interface Opener {
  open(token: string, request: RequestInfo): Promise<MadeDocument>
}

/**
 * `GET /<path>/:token`: the document of a signed link, made now. Needs no key: the link is one,
 * and it expires. CSV is read as fast as the client takes it; if that fails midway, the connection is cut, so that a part
 * never looks like the whole.
 */
export function registerMadeDocuments(app: FastifyInstance, path: string, downloads: Opener): void {
  app.get<{ Params: { token: string } }>(`/${path}/:token`, { exposeHeadRoute: false }, async (request, reply) => {
    const document = await downloads.open(request.params.token, requestInfo(request)).catch(busyOrThrow)
    switch (document.outcome) {
      case 'BUSY':
        reply.header('retry-after', RETRY_AFTER_SECONDS)
        return reply.code(503).send(errorBody('RATE_LIMITED', document.message, request.id))
      case 'EXPIRED':
        return reply.code(410).send(errorBody('LINK_EXPIRED', 'this link has expired; ask for a new one', request.id))
      case 'INVALID':
        return reply.code(404).send(errorBody('NOT_FOUND', 'there is nothing at this address', request.id))
      case 'PDF':
        return reply.type('application/pdf').header('content-disposition', attachment(document)).send(document.bytes)
      case 'CSV':
        return reply
          .type('text/csv; charset=utf-8; header=present')
          .header('content-disposition', attachment(document))
          .send(Readable.from(document.pieces, { objectMode: false }))
    }
  })
}

function attachment({ fileName }: { fileName: string }): string {
  return `attachment; filename="${fileName}"`
}
