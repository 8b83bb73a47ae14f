import type { ApolloServerPlugin } from '@apollo/server'
import type { Logger } from 'pino'
import { Counter, Histogram, type Registry } from 'prom-client'
import type { Context } from './context.js'
import { isInternal } from './errors.js'

/** Logs what went wrong on our side, counts operations, and puts the request id into every error. */
export function observationPlugin(logger: Logger, metrics: Registry): ApolloServerPlugin<Context> {
  const operations = new Counter({
    name: 'gateway_graphql_operations_total',
    help: 'GraphQL operations by type and outcome (ok, error, internal).',
    labelNames: ['type', 'outcome'],
    registers: [metrics],
  })
  const duration = new Histogram({
    name: 'gateway_graphql_operation_seconds',
    help: 'Time from the parsed request to the answer, by type of operation.',
    labelNames: ['type'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [metrics],
  })
  return {
    async requestDidStart({ contextValue: { request } }) {
      const startedAt = performance.now()
      let outcome = 'ok'
      return {
        async didEncounterErrors({ errors }) {
          outcome = 'error'
          for (const error of errors.filter(isInternal)) {
            outcome = 'internal'
            // Neither variables nor the document: they may carry personal data.
            logger.error(
              { err: error.originalError ?? error, requestId: request.requestId, path: error.path },
              'a resolver failed',
            )
          }
        },
        async willSendResponse({ operation, response }) {
          const type = operation?.operation ?? 'none'
          operations.inc({ type, outcome })
          duration.observe({ type }, (performance.now() - startedAt) / 1000)
          if (response.body.kind !== 'single') return
          const { errors } = response.body.singleResult
          if (errors === undefined) return
          response.body.singleResult.errors = errors.map((error) => ({
            ...error,
            extensions: { ...error.extensions, requestId: request.requestId },
          }))
        },
      }
    },
  }
}
