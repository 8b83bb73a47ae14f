import type { ApolloServerPlugin } from '@apollo/server'
import type { Logger } from 'pino'
import { Counter, Histogram, type Registry } from 'prom-client'
import type { Tracing } from '../telemetry/tracing.js'
import type { Context } from './context.js'
import { faultOf } from './errors.js'
import { OTHER_OPERATION } from './operation.names.js'

/** Who is told, and what operations may be called by their names. */
export interface ObservationSettings {
  logger: Logger
  metrics: Registry
  tracing: Tracing
  /** All others are `other`. */
  operationNames: ReadonlySet<string>
}

/** Logs what went wrong on our side, counts and traces operations, and puts the request id into every error. */
export function observationPlugin(settings: ObservationSettings): ApolloServerPlugin<Context> {
  const { logger, metrics, tracing, operationNames } = settings
  const operations = new Counter({
    name: 'gateway_graphql_operations_total',
    help: 'GraphQL operations by name (other: not one of schema/operations), type and outcome (ok, error, internal, unavailable).',
    labelNames: ['operation', 'type', 'outcome'],
    registers: [metrics],
  })
  const duration = new Histogram({
    name: 'gateway_graphql_operation_seconds',
    help: 'Time from the request to the answer, by name and type of operation.',
    labelNames: ['operation', 'type'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [metrics],
  })
  return {
    async requestDidStart({ contextValue: { request } }) {
      const startedAt = performance.now()
      let outcome = 'ok'
      const span = tracing.stage('graphql', {})
      return {
        async didEncounterErrors({ errors }) {
          outcome = 'error'
          for (const error of errors) {
            const fault = faultOf(error)
            if (fault === null) continue
            outcome = fault
            // Neither variables nor the document: they may carry personal data.
            logger.error(
              { err: error.originalError ?? error, requestId: request.requestId, path: error.path },
              'a resolver failed',
            )
          }
        },
        async willSendResponse({ operation, operationName, response }) {
          const type = operation?.operation ?? 'none'
          const name = operationNames.has(operationName ?? '') ? (operationName ?? '') : OTHER_OPERATION
          operations.inc({ operation: name, type, outcome })
          duration.observe({ operation: name, type }, (performance.now() - startedAt) / 1000)
          span.set({ 'graphql.operation.name': name, 'graphql.operation.type': type })
          span.end(outcome === 'internal' || outcome === 'unavailable' ? outcome : undefined)
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
