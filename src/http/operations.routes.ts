import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'

/** Whether a dependency answers; throws when it does not. */
export type ReadinessCheck = () => Promise<unknown>

/**
 * `/healthz`: the process lives. `/readyz`: it can serve, 503 otherwise and while it stops. `/metrics`: Prometheus.
 * None of them tells more than a monitor needs.
 */
export function registerOperations(
  app: FastifyInstance,
  metrics: Registry,
  checks: Readonly<Record<string, ReadinessCheck>>,
): { setStopping(): void } {
  let stopping = false
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const ready = await check().then(
          () => true,
          () => false,
        )
        return [name, ready ? 'ok' : 'unavailable'] as const
      }),
    )
    const ready = !stopping && results.every(([, state]) => state === 'ok')
    reply.code(ready ? 200 : 503)
    return { status: stopping ? 'stopping' : ready ? 'ready' : 'unavailable', checks: Object.fromEntries(results) }
  })
  app.get('/metrics', async (_request, reply) => {
    reply.type(metrics.contentType)
    return await metrics.metrics()
  })
  return {
    setStopping() {
      stopping = true
    },
  }
}
