import type { FastifyReply, FastifyRequest } from 'fastify'
import { HTTP_TOO_MANY_REQUESTS } from '../graphql/errors.js'
import { RequestError } from '../kernel/errors.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { errorBody } from './error-body.js'
import { requestInfo } from './server.js'

/** Requests from one network; a hospital behind one address has many people, who refresh their sessions. */
const ANONYMOUS_REQUESTS = defineRateLimit({ name: 'anonymous-requests', points: 600, seconds: 60 })

/** Counts a request without credentials, whatever it asks for. Past the limit it is refused, before it is read. */
export async function limitAnonymous(
  request: FastifyRequest,
  reply: FastifyReply,
  limits: RateLimits,
): Promise<FastifyReply | undefined> {
  try {
    await limits.takeFrom(ANONYMOUS_REQUESTS, requestInfo(request).address)
    return undefined
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    const { code, message, retryAfterSeconds } = error
    const retryAfter = retryAfterSeconds ?? 1
    reply.code(HTTP_TOO_MANY_REQUESTS).header('retry-after', retryAfter)
    return reply.send(errorBody(code, message, request.id, { retryAfter }))
  }
}
