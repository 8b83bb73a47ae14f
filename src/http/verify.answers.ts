import type { FastifyReply, FastifyRequest } from 'fastify'
import { RequestError } from '../kernel/errors.js'
import type { SafeHtml } from '../kernel/html.js'
import type { DocumentFacts, DocumentVerification } from '../profiles/verification/document.verification.js'
import type { FileVerification } from '../profiles/verification/file.verification.js'
import { errorBody } from './error-body.js'
import { documentPage, filePage, problemPage, startPage, unknownPage } from './verify.pages.js'
import { UploadProblem } from './verify.upload.js'

/** Where to begin. */
export function sendStart(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!wantsJson(request)) return sendPage(reply, 200, startPage())
  return sendError(request, reply, 400, 'BAD_REQUEST', 'expected /verify/{documentNumber}, or a file by POST')
}

/** That no document has the number. */
export function sendUnknownNumber(request: FastifyRequest, reply: FastifyReply, documentNumber: string): FastifyReply {
  if (!wantsJson(request)) return sendPage(reply, 404, unknownPage(documentNumber))
  return sendError(request, reply, 404, 'NOT_FOUND', 'no document with this number was issued here')
}

/** What is known of a document; `malformed`: what was given for a SHA-256 is none. */
export function sendDocument(
  request: FastifyRequest,
  reply: FastifyReply,
  document: DocumentVerification,
  malformed: boolean,
): FastifyReply {
  if (!wantsJson(request)) return sendPage(reply, 200, documentPage(document, malformed))
  if (malformed) return sendError(request, reply, 400, 'BAD_REQUEST', 'sha256: expected 64 hexadecimal digits')
  return reply.send({ verification: { document: factsJson(document), matches: document.matches } })
}

/** What a file is found to be. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, found: FileVerification): FastifyReply {
  if (!wantsJson(request)) return sendPage(reply, 200, filePage(found))
  const { verdict, sha256, document, signature } = found
  const { state, certificateSha256 } = signature
  return reply.send({
    verification: {
      verdict,
      sha256,
      document: document === null ? null : factsJson(document),
      signature: { state, certificateSha256 },
    },
  })
}

/** What kept a question from being answered. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: Error & { statusCode?: number }) {
  const { status, code, message } = problemOf(error)
  if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'a verification failed')
  // What is left of a file is not waited for.
  if (!request.raw.complete) reply.header('connection', 'close')
  if (!wantsJson(request)) return sendPage(reply, status, problemPage(message))
  return sendError(request, reply, status, code, message)
}

function problemOf(error: Error & { statusCode?: number }): { status: number; code: string; message: string } {
  if (error instanceof RequestError) return { status: 429, code: error.code, message: error.message }
  if (error instanceof UploadProblem) return { status: error.statusCode, code: 'BAD_REQUEST', message: error.message }
  const { statusCode: status = 500 } = error
  if (status === 415) {
    return {
      status,
      code: 'BAD_REQUEST',
      message: 'expected a PDF: as application/pdf, or in a form (multipart/form-data)',
    }
  }
  if (status < 500) return { status, code: 'BAD_REQUEST', message: 'expected a question that this page can ask' }
  return { status: 500, code: 'INTERNAL', message: 'something went wrong on our side: try again in a minute' }
}

function factsJson({ documentNumber, mode, asOf, supersededBy }: DocumentFacts) {
  const standing = supersededBy === null ? 'CURRENT' : 'SUPERSEDED'
  return { documentNumber, mode, asOf: asOf.toISOString(), standing, supersededBy }
}

/** Whether a program asks: one that would rather have a page says so, as browsers do. */
function wantsJson({ headers: { accept = '' } }: FastifyRequest): boolean {
  return accept.includes('application/json') && !accept.includes('text/html')
}

function sendPage(reply: FastifyReply, status: number, page: SafeHtml): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(page.text)
}

function sendError(request: FastifyRequest, reply: FastifyReply, status: number, code: string, message: string) {
  return reply.code(status).send(errorBody(code, message, request.id))
}
