import type { IncomingMessage } from 'node:http'
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import type { Logger } from 'pino'
import { reasonOfHeader } from '../audit/reason.js'
import type { RequestInfo } from '../auth/actor.js'
import { newId } from '../kernel/ids.js'
import { clientAddress } from '../limits/client-network.js'

/** Larger bodies are refused with 413: an order of 250 lines has some 40 KB. */
export const MAX_BODY_BYTES = 100_000
const REQUEST_TIMEOUT_MS = 20_000
/** Longer for files, which have limits of their own. */
const FILE_REQUEST_TIMEOUT_MS = 900_000
const HEADERS_TIMEOUT_MS = 10_000
const CONNECTIONS_CHECK_MS = 2_000
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
  /** A client that has not sent its request by then is cut off, unless it brings a file; 20 seconds unless told. */
  requestTimeoutMs?: number
}

/** The bare HTTP server: limits, request ids, one log line a request. Routes come from the composition root. */
export function createHttpServer({ logger, trustProxy, ...settings }: HttpSettings): FastifyInstance {
  const { requestTimeoutMs = REQUEST_TIMEOUT_MS } = settings
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: FILE_REQUEST_TIMEOUT_MS,
    trustProxy: typeof trustProxy === 'number' ? (_address: string, hop: number) => hop < trustProxy : trustProxy,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    logController: new LogController({ disableRequestLogging: true }),
    loggerInstance: logger,
    genReqId: () => newId('request'),
    // A stop lets requests in flight end, and closes connections that only wait.
    forceCloseConnections: 'idle',
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: CONNECTIONS_CHECK_MS },
  }) as unknown as FastifyInstance
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff')
  })
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    const hasBody = raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0
    if (hasBody && routeOptions.config.takesFiles !== true) cutOffIfSlow(raw, requestTimeoutMs)
  })
  app.addHook('onResponse', async (request, reply) => {
    // The route, not the address: an address may be a signed link. No client address either: it is personal data.
    const route = request.routeOptions.url ?? 'none'
    const { statusCode } = reply
    const ms = Math.round(reply.elapsedTime)
    logger.info({ requestId: request.id, method: request.method, route, statusCode, ms }, 'request')
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
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

/** Node's own limit is one for all routes. */
function cutOffIfSlow(request: IncomingMessage, requestTimeoutMs: number): void {
  const timer = setTimeout(() => {
    const { complete, socket } = request
    if (complete) return
    socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
    // Else somebody who does not hear it goes on sending.
    socket.destroySoon()
  }, requestTimeoutMs)
  // It is closed when all of it was read, too.
  request.once('close', () => clearTimeout(timer))
}

/** The form of every error outside GraphQL: the same as inside. */
export function errorBody(code: string, message: string, requestId: string) {
  return { errors: [{ message, extensions: { code, requestId } }] }
}

/** What use cases are told of a request. */
export function requestInfo(request: FastifyRequest): RequestInfo {
  // A proxy may hand on anything, an address with its port too; what is no address is none.
  const userAgent = request.headers['user-agent']?.slice(0, MAX_USER_AGENT) ?? null
  const { 'gateway-reason': said } = request.headers
  const reason = typeof said === 'string' ? reasonOfHeader(said) : null
  return { requestId: request.id, address: clientAddress(request.ip), userAgent, reason }
}
