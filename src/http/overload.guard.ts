import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OverloadMonitor } from '../limits/overload.monitor.js'
import { errorBody } from './error-body.js'

/** What is answered in any case: a monitor that is sent away would think that the process is dead. */
const ALWAYS: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz', '/metrics'])
/** By then it is over, or another process is there. */
const RETRY_AFTER_SECONDS = 2
const MESSAGE = 'too much to do just now: the same request again, after the time that Retry-After says'

/**
 * Sends requests away with 503 while the process has too much to do: at once, without reading them. A request counts from when
 * its body is there, so that whoever sends one slowly keeps nobody else out.
 */
export function guardAgainstOverload(app: FastifyInstance, monitor: OverloadMonitor): void {
  const refuse = (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('retry-after', RETRY_AFTER_SECONDS)
    return reply.code(503).send(errorBody('OVERLOADED', MESSAGE, request.id))
  }
  const isAnswered = (request: FastifyRequest) => ALWAYS.has(request.routeOptions.url)
  app.addHook('onClose', async () => monitor.stop())
  app.addHook('onRequest', async (request, reply) => {
    return isAnswered(request) || monitor.refusal() === null ? undefined : refuse(request, reply)
  })
  app.addHook('preHandler', async (request, reply) => {
    // Nobody waits for the answer any more, and nothing would tell when it is over.
    if (isAnswered(request) || request.socket.destroyed) return undefined
    const entered = monitor.enter()
    if (typeof entered !== 'function') return refuse(request, reply)
    // Also when the client goes away before its answer.
    reply.raw.once('close', entered)
    return undefined
  })
}
