import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { UploadReceiver } from '../uploads/upload.receiver.js'
import { UploadRefusal } from '../uploads/upload.refusal.js'
import { errorBody } from './error-body.js'
import { requestInfo } from './server.js'

/** A client that sends nothing for so long is cut off. */
const SILENCE_MS = 20_000

/** `PUT /uploads/:token`: brings the file of an upload. Needs no key: the address is one, and it expires. */
export async function registerUploads(app: FastifyInstance, uploads: UploadReceiver): Promise<void> {
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    // The body as it comes: its size is limited by what was announced.
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    const config = { takesFiles: true }
    scope.put<{ Params: { token: string } }>('/uploads/:token', { config }, async (request, reply) => {
      const { 'content-type': contentType = null, 'content-length': length } = request.headers
      const contentLength = length === undefined ? null : Number(length)
      const body = heard(request.raw, SILENCE_MS)
      try {
        const { id, bytes, sha256 } = await uploads.receive(request.params.token, requestInfo(request), {
          contentType,
          contentLength,
          body,
        })
        return await reply.send({ upload: { id, state: 'COMPLETED', bytes, sha256 } })
      } catch (error) {
        if (!(error instanceof UploadRefusal)) throw error
        // What is left of the body is not waited for.
        if (!request.raw.complete) reply.header('connection', 'close')
        return await reply.code(error.status).send(errorBody(error.code, error.message, request.id))
      }
    })
    done()
  })
}

/** The chunks of a body. @throws UploadRefusal when none comes for `silenceMs`, or the sender goes away */
async function* heard(body: Readable, silenceMs: number): AsyncGenerator<Buffer, void, void> {
  // Whoever stops reading still has to answer over the same socket.
  const chunks: AsyncIterator<Buffer> = body.iterator({ destroyOnReturn: false })
  for (;;) {
    const next = await within(chunks.next(), silenceMs)
    if (next.done) return
    yield next.value
  }
}

async function within(next: Promise<IteratorResult<Buffer>>, ms: number): Promise<IteratorResult<Buffer>> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new UploadRefusal(408, 'TOO_SLOW', `nothing came for ${ms / 1000} seconds`)), ms)
  })
  try {
    return await Promise.race([next, silence])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
    throw new UploadRefusal(400, 'LENGTH_MISMATCH', 'the sender went away')
  } finally {
    clearTimeout(timer)
  }
}
