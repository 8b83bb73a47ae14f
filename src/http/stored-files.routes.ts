import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { RequestInfo } from '../auth/actor.js'
import type { CompleteFile } from '../files/stored-file.queries.js'
import { FILE_POLICY } from '../kernel/page.policy.js'
import { errorBody } from './error-body.js'
import { requestInfo } from './server.js'

/** What gives the file of a link's token. */
interface Opener {
  open(
    token: string,
    request: RequestInfo,
  ): Promise<
    | { outcome: 'FILE'; fileName: string; file: CompleteFile; chunks: AsyncIterable<Buffer> }
    | { outcome: 'EXPIRED' }
    | { outcome: 'INVALID' }
  >
}

/**
 * `GET /<path>/:token`: a stored file of a signed link, such as the result of a bulk operation or evidence. Needs no key:
 * the link is one, and it expires. The file is read as fast as the client takes it; if that fails midway, the connection
 * is cut short of the announced length. What others have uploaded is saved, never shown, and nothing in it runs.
 */
export function registerStoredFiles(app: FastifyInstance, path: string, downloads: Opener): void {
  app.get<{ Params: { token: string } }>(`/${path}/:token`, { exposeHeadRoute: false }, async (request, reply) => {
    reply.header('content-security-policy', FILE_POLICY)
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
