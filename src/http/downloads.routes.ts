import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Download, ProfileDownloadService } from '../profiles/delivery/profile-download.service.js'
import { errorBody } from './error-body.js'
import { busyOrThrow, fileAnswer, RETRY_AFTER_SECONDS } from './file-answer.js'
import { requestInfo } from './server.js'

/**
 * `GET` and `HEAD /downloads/:token`: the PDF or the archive of a signed link. Needs no key: the link is one, and it
 * expires. An archive is made as fast as the client takes it; if that fails midway, or the client goes away, it is over:
 * the connection is cut, so that a part never looks like the whole.
 */
export function registerDownloads(app: FastifyInstance, downloads: ProfileDownloadService): void {
  app.route<{ Params: { token: string } }>({
    method: ['GET', 'HEAD'],
    url: '/downloads/:token',
    exposeHeadRoute: false,
    async handler(request, reply) {
      const { method, headers } = request.raw
      const download = await downloads
        .open(request.params.token, requestInfo(request), {
          headOnly: method === 'HEAD',
          answer: ({ bytes, sha256 }) => fileAnswer(method ?? 'GET', headers, { etag: tagOf(sha256), bytes }),
        })
        .catch(busyOrThrow)
      switch (download.outcome) {
        case 'BUSY':
          reply.header('retry-after', RETRY_AFTER_SECONDS)
          return reply.code(503).send(errorBody('RATE_LIMITED', download.message, request.id))
        case 'EXPIRED':
          return reply.code(410).send(errorBody('LINK_EXPIRED', 'this link has expired; ask for a new one', request.id))
        case 'INVALID':
          return reply.code(404).send(errorBody('NOT_FOUND', 'there is nothing at this address', request.id))
        case 'ARCHIVE':
          return sendArchive(reply, download)
        case 'PDF':
          return sendPdf(request, reply, download)
      }
    },
  })
}

function sendArchive(
  reply: FastifyReply,
  { fileName, pieces }: Extract<Download, { outcome: 'ARCHIVE' }>,
): FastifyReply {
  reply.type('application/zip').header('accept-ranges', 'none').header('content-disposition', attachment(fileName))
  return pieces === null ? reply.send() : reply.send(Readable.from(pieces, { objectMode: false }))
}

function sendPdf(
  request: FastifyRequest,
  reply: FastifyReply,
  { fileName, pdf, answer }: Extract<Download, { outcome: 'PDF' }>,
): FastifyReply {
  const { bytes, sha256 } = pdf
  reply.header('etag', tagOf(sha256)).header('accept-ranges', 'bytes')
  if (answer.kind === 'CHECK' && answer.status !== 200) {
    if (answer.status === 304) return reply.code(304).send()
    if (answer.status === 412) {
      return reply.code(412).send(errorBody('PRECONDITION_FAILED', 'the file is not the one you named', request.id))
    }
    const message = `expected a range within ${bytes.length} bytes`
    reply.header('content-range', `bytes */${bytes.length}`)
    return reply.code(416).send(errorBody('RANGE_NOT_SATISFIABLE', message, request.id))
  }
  reply.type('application/pdf').header('content-disposition', attachment(fileName))
  if (answer.kind !== 'PART') return reply.header('content-length', bytes.length).send(bytes)
  const { firstByte, lastByte } = answer
  return reply
    .code(206)
    .header('content-range', `bytes ${firstByte}-${lastByte}/${bytes.length}`)
    .send(bytes.subarray(firstByte, lastByte + 1))
}

/** Strong: the same tag means the same bytes (RFC 9110, section 8.8.3). */
function tagOf(sha256: string): string {
  return `"${sha256}"`
}

function attachment(fileName: string): string {
  return `attachment; filename="${fileName}"`
}
