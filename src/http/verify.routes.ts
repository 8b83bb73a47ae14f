import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { Counter, type Registry } from 'prom-client'
import type { Reader } from '../db/database.js'
import { pagePolicy } from '../kernel/page.policy.js'
import { defineRateLimit, type RateLimit, type RateLimits } from '../limits/rate-limits.js'
import { signingCertificatesPem } from '../profiles/signing/signing-certificates.js'
import { isSha256, verifyDocument } from '../profiles/verification/document.verification.js'
import { verifyFile } from '../profiles/verification/file.verification.js'
import { requestInfo } from './server.js'
import { sendDocument, sendFile, sendProblem, sendStart, sendUnknownNumber } from './verify.answers.js'
import { UPLOAD_LIMITS, UploadedFiles } from './verify.upload.js'

const PAGE_POLICY = pagePolicy({ 'form-action': "'self'" })

/** Questions by number, from one network; as many as any other that needs no credentials. */
const VERIFY_BY_NUMBER = defineRateLimit({ name: 'verify-number', points: 600, seconds: 60 })
/** Files, from one network. */
const VERIFY_FILES = defineRateLimit({ name: 'verify-file', points: 60, seconds: 60 })

/** What the routes of verification stand on. */
export interface VerificationParts {
  database: Reader
  limits: RateLimits
  metrics: Registry
}

interface VerifyRoute {
  Params: { documentNumber?: string }
  Querystring: Record<string, unknown>
}

/**
 * Where the link and the QR code of every PDF lead. For everybody: no sign-in, no script, nothing about a person.
 *
 * - `GET /verify`: where to begin with a number or a file
 * - `GET /verify/:documentNumber?sha256=`: whether it was issued, and what the SHA-256 is of
 * - `POST /verify`, `POST /verify/:documentNumber`: what a file is, sent by the form or as `application/pdf`
 * - `GET /verify/certificates.pem`: the certificates by which documents are or were signed
 *
 * Pages for people, the same as JSON for `Accept: application/json`. Files are kept nowhere.
 */
export async function registerVerification(app: FastifyInstance, parts: VerificationParts): Promise<void> {
  // In a context of its own: no other route reads forms with files.
  await app.register(verificationPlugin(parts))
}

function verificationPlugin({ database, limits, metrics }: VerificationParts): FastifyPluginAsync {
  const files = new UploadedFiles()
  const verdicts = new Counter({
    name: 'gateway_file_verifications_total',
    help: 'Files that were sent to be verified, by what they were found to be.',
    labelNames: ['verdict'],
    registers: [metrics],
  })
  return async (scope) => {
    scope.removeAllContentTypeParsers()
    await scope.register(multipart, { limits: UPLOAD_LIMITS })
    scope.addContentTypeParser('application/pdf', (_request, payload, done) => done(null, payload))
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', PAGE_POLICY).header('vary', 'accept')
    })
    const limited = (limit: RateLimit) => ({
      onRequest: async (request: FastifyRequest) => {
        await limits.takeFrom(limit, requestInfo(request).address)
      },
    })
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) =>
      sendProblem(request, reply, error),
    )

    scope.get('/verify/certificates.pem', limited(VERIFY_BY_NUMBER), async (_request, reply) =>
      reply.type('application/x-pem-file').send(await signingCertificatesPem(database)),
    )
    scope.get<VerifyRoute>('/verify', limited(VERIFY_BY_NUMBER), async (request, reply) => {
      const number = wordOf(request.query['documentNumber'])
      return number === null ? sendStart(request, reply) : reply.redirect(`/verify/${encodeURIComponent(number)}`, 303)
    })
    scope.get<VerifyRoute>('/verify/:documentNumber', limited(VERIFY_BY_NUMBER), async (request, reply) => {
      const sha256 = wordOf(request.query['sha256'])
      const malformed = sha256 !== null && !isSha256(sha256)
      const { documentNumber = '' } = request.params
      const document = await verifyDocument(database, documentNumber, malformed ? null : sha256)
      return document === null
        ? sendUnknownNumber(request, reply, documentNumber)
        : sendDocument(request, reply, document, malformed)
    })
    const post = async (request: FastifyRequest<VerifyRoute>, reply: FastifyReply) =>
      await files.with(request, async (file) => {
        const { documentNumber = null } = request.params
        const expected = documentNumber === null ? null : await verifyDocument(database, documentNumber, null)
        if (documentNumber !== null && expected === null) return sendUnknownNumber(request, reply, documentNumber)
        const found = await verifyFile(database, file, expected)
        verdicts.inc({ verdict: found.verdict.toLowerCase() })
        return sendFile(request, reply, found)
      })
    scope.post<VerifyRoute>('/verify', limited(VERIFY_FILES), post)
    scope.post<VerifyRoute>('/verify/:documentNumber', limited(VERIFY_FILES), post)
  }
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}
