import type { FastifyInstance } from 'fastify'
import { Histogram, type Registry } from 'prom-client'
import type { RootSpan, Tracing } from '../telemetry/tracing.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The trace that the request is told in; null while nobody is told. */
    span: RootSpan | null
  }
}

/**
 * Figures of requests by route, and their traces. The route, not the address: an address may be a signed link. To be
 * registered before every route.
 */
export function observeRequests(app: FastifyInstance, metrics: Registry, tracing: Tracing): void {
  const duration = new Histogram({
    name: 'gateway_http_request_seconds',
    help: 'Time from a request to the end of its answer, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.25, 1, 5, 20],
    registers: [metrics],
  })
  app.addHook('onResponse', async ({ method, routeOptions }, { elapsedTime, statusCode }) => {
    duration.observe({ method, route: routeOptions.url ?? 'none', status: statusCode }, elapsedTime / 1000)
  })
  if (tracing.isOn) traceRequests(app, tracing)
}

function traceRequests(app: FastifyInstance, tracing: Tracing): void {
  app.decorateRequest('span', null)
  app.addHook('onRequest', (request, _reply, done) => {
    const { method, headers, routeOptions, id } = request
    const route = routeOptions.url ?? 'none'
    const attributes = { 'http.request.method': method, 'http.route': route, 'gateway.request_id': id }
    const { traceparent } = headers
    const options = { kind: 'request', traceparent: typeof traceparent === 'string' ? traceparent : undefined } as const
    request.span = tracing.root(`${method} ${route}`, attributes, options)
    request.span.run(done)
  })
  // Once more: the body comes by events of the connection, which know nothing of the request.
  app.addHook('preValidation', ({ span }, _reply, done) => {
    if (span === null) done()
    else span.run(done)
  })
  app.addHook('onResponse', async ({ span }, { statusCode }) => {
    span?.set({ 'http.response.status_code': statusCode })
    span?.end(statusCode >= 500 ? String(statusCode) : undefined)
  })
  app.addHook('onRequestAbort', async ({ span }) => span?.end('aborted'))
}
