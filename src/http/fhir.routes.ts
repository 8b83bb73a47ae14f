import type { FastifyInstance } from 'fastify'
import type { OperationOutcome } from 'fhir/r4.js'
import type { FhirDownloadService } from '../fhir/fhir-download.service.js'
import { busyOrThrow, fileAnswer, RETRY_AFTER_SECONDS } from './file-answer.js'
import { requestInfo } from './server.js'

const FHIR_JSON = 'application/fhir+json; charset=utf-8; fhirVersion=4.0'

/**
 * `GET` and `HEAD /fhir/Bundle/:token`: the FHIR R4 bundle of a signed link, as canonical JSON. Needs no key: the link is
 * one, and it expires. Errors are an OperationOutcome, as FHIR has them, and tell nothing of what is behind the link.
 */
export function registerFhir(app: FastifyInstance, downloads: FhirDownloadService): void {
  app.route<{ Params: { token: string } }>({
    method: ['GET', 'HEAD'],
    url: '/fhir/Bundle/:token',
    exposeHeadRoute: false,
    async handler(request, reply) {
      const { method, headers } = request.raw
      // Whole or not at all: FHIR knows no ranges.
      const { range: _, ...conditions } = headers
      const download = await downloads
        .open(request.params.token, requestInfo(request), ({ bytes, sha256 }) =>
          fileAnswer(method ?? 'GET', conditions, { etag: `"${sha256}"`, bytes }),
        )
        .catch(busyOrThrow)
      reply.type(FHIR_JSON)
      if (download.outcome === 'BUSY') {
        reply.header('retry-after', RETRY_AFTER_SECONDS)
        return reply.code(503).send(outcomeOf('throttled', download.message))
      }
      if (download.outcome === 'EXPIRED') {
        return reply.code(410).send(outcomeOf('expired', 'this link has expired; ask for a new one'))
      }
      if (download.outcome === 'INVALID') {
        return reply.code(404).send(outcomeOf('not-found', 'there is nothing at this address'))
      }
      const { json, sha256, answer } = download
      reply.header('etag', `"${sha256}"`)
      if (answer.kind === 'CHECK' && answer.status === 304) return reply.code(304).send()
      if (answer.kind === 'CHECK' && answer.status === 412) {
        return reply.code(412).send(outcomeOf('conflict', 'the bundle is not the one you named'))
      }
      return reply.header('content-length', json.length).send(json)
    },
  })
}

function outcomeOf(code: OperationOutcome['issue'][number]['code'], diagnostics: string): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] }
}
