import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { Logger } from 'pino'
import { reasonOfHeader } from '../audit/reason.js'
import type { RequestInfo } from '../auth/actor.js'
import { isDatabaseUnavailable } from '../db/unavailable.js'
import { UNAVAILABLE } from '../graphql/errors.js'
import { newId } from '../kernel/ids.js'
import { clientAddress } from '../limits/client-network.js'
import type { RequestLimits } from '../limits/request-limits.js'
import { answerHeaders } from './answer-headers.js'
import { allowOrigins } from './cross-origin.js'
import { errorBody } from './error-body.js'
import { answerSlow, answerUnread } from './raw-answer.js'

/** Longer for files, which have limits of their own. */
const FILE_REQUEST_TIMEOUT_MS = 900_000
/** How often a stopping server looks for connections whose last answer has ended. */
const IDLE_CONNECTIONS_CHECK_MS = 50
/** A client may call itself anything, up to this length. */
const MAX_USER_AGENT = 300
/** A signed link is some 300 characters long. */
const MAX_PARAM_LENGTH = 1_000

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether requests bring files, for which the time and the size of other requests would not do. */
    takesFiles?: boolean
  }
}

export interface HttpSettings {
  logger: Logger
  /** How many proxies stand before us, or their addresses (CIDR); `false` for none. */
  trustProxy: false | number | string[]
  limits: RequestLimits
  /** Whether clients come by HTTPS: then browsers are told to keep to it. */
  https?: boolean
  /** Origins of pages that may ask from browsers. */
  corsOrigins?: readonly string[]
}

/** The bare HTTP server: limits, request ids, one log line a request. Routes come from the composition root. */
export function createHttpServer(settings: HttpSettings): FastifyInstance {
  const { logger, trustProxy, limits, https = false, corsOrigins = [] } = settings
  const { headersMs, requestMs, checkMs } = limits.times
  const headers = answerHeaders({ https })
  const app = fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: FILE_REQUEST_TIMEOUT_MS,
    trustProxy: typeof trustProxy === 'number' ? (_address: string, hop: number) => hop < trustProxy : trustProxy,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    logController: new LogController({ disableRequestLogging: true }),
    loggerInstance: logger,
    genReqId: () => newId('request'),
    // No hook runs for an address that cannot be read.
    frameworkErrors: (_error, request, reply) => {
      const { id } = request
      const answer = (reply as FastifyReply).code(400).headers(headers).header('x-request-id', id)
      return answer.send(errorBody('BAD_REQUEST', 'expected an address in percent-encoded UTF-8', id))
    },
    clientErrorHandler: (error, socket) => answerUnread(error, socket as Socket, headers),
    // A stop lets requests in flight end, and closes connections that only wait.
    forceCloseConnections: 'idle',
    http: { headersTimeout: headersMs, connectionsCheckingInterval: checkMs },
  }) as unknown as FastifyInstance
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers).header('x-request-id', request.id)
  })
  // Any page of the web can post it without asking first.
  app.removeContentTypeParser('text/plain')
  allowOrigins(app, corsOrigins)
  app.addHook('onRequest', async ({ id, raw, routeOptions }, reply) => {
    const hasBody = raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0
    if (!hasBody || routeOptions.config.takesFiles === true) return
    // One that was answered before its end needs no second answer.
    cutOffIfSlow(raw, requestMs, () =>
      reply.raw.headersSent ? raw.socket.destroySoon() : answerSlow(raw.socket, id, headers),
    )
  })
  app.addHook('onRequest', async (request, reply) => {
    const { 'content-encoding': coding = 'identity' } = request.headers
    if (coding === 'identity') return undefined
    // What little is sent could be much; RFC 9110, section 15.5.16 has the header.
    const message = `Content-Encoding: expected none, got ${JSON.stringify(coding.slice(0, 50))}`
    return reply
      .code(415)
      .header('accept-encoding', 'identity')
      .send(errorBody('BAD_REQUEST', message, request.id))
  })
  app.addHook('onResponse', async (request, reply) => {
    // The route, not the address: an address may be a signed link. No client address either: it is personal data.
    const route = request.routeOptions.url ?? 'none'
    const { statusCode } = reply
    const ms = Math.round(reply.elapsedTime)
    logger.info({ requestId: request.id, method: request.method, route, statusCode, ms }, 'request')
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (isDatabaseUnavailable(error)) {
      logger.error({ err: error, requestId: request.id }, 'the database does not serve')
      const { code, message, retryAfter } = UNAVAILABLE
      return reply
        .code(503)
        .header('retry-after', retryAfter)
        .send(errorBody(code, message, request.id))
    }
    const status = error.statusCode ?? 500
    if (status >= 500) logger.error({ err: error, requestId: request.id }, 'a request failed')
    const message = status >= 500 ? 'something went wrong on our side' : error.message
    return reply.code(status).send(errorBody(status >= 500 ? 'INTERNAL' : 'BAD_REQUEST', message, request.id))
  })
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(errorBody('NOT_FOUND', 'there is nothing at this address', request.id)),
  )
  return app
}

/** Node's own limit is one for all routes. `answer` ends the connection. */
function cutOffIfSlow(request: IncomingMessage, requestTimeoutMs: number, answer: () => void): void {
  const timer = setTimeout(() => {
    if (!request.complete) answer()
  }, requestTimeoutMs).unref()
  // It is closed when all of it was read, too.
  request.once('close', () => clearTimeout(timer))
}

/**
 * Takes no more requests, and waits for those in flight; what is not over after `timeoutMs` is cut off, for a client
 * that does not read its answer would keep the process.
 */
export async function closeHttpServer(app: FastifyInstance, timeoutMs: number): Promise<void> {
  // The server closes idle connections once: one whose answer ends after that would wait for its next request.
  const idle = setInterval(() => app.server.closeIdleConnections(), IDLE_CONNECTIONS_CHECK_MS)
  const late = setTimeout(() => app.server.closeAllConnections(), timeoutMs)
  try {
    await app.close()
  } finally {
    clearInterval(idle)
    clearTimeout(late)
  }
}

/** What use cases are told of a request. */
export function requestInfo(request: FastifyRequest): RequestInfo {
  // A proxy may hand on anything, an address with its port too; what is no address is none.
  const userAgent = request.headers['user-agent']?.slice(0, MAX_USER_AGENT) ?? null
  const { 'gateway-reason': said } = request.headers
  const reason = typeof said === 'string' ? reasonOfHeader(said) : null
  return { requestId: request.id, address: clientAddress(request.ip), userAgent, reason }
}
