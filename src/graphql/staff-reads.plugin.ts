import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server'
import type { Logger } from 'pino'
import type { StaffReadRecorder } from '../audit/staff-read.recorder.js'
import { auditedOrWithheld, literalsOf } from './audited-answer.js'
import type { Context } from './context.js'
import { requestedFields } from './requested-fields.js'

/** Writes into the audit trail what staff were shown, and why they looked, before the answer goes out. */
export function staffReadsPlugin(reads: StaffReadRecorder, logger: Logger): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue: { caller } }) {
      if (caller?.kind !== 'STAFF') return
      return {
        async willSendResponse(answered) {
          const { contextValue, request, document } = answered
          if (contextValue.looks.size === 0) return
          const values = [literalsOf(document), request.variables, [...contextValue.looks]]
          await auditedOrWithheld(answered, logger, () =>
            reads.record(caller, contextValue.request, fieldsOf(answered), values),
          )
        },
      }
    },
  }
}

function fieldsOf(answered: GraphQLRequestContextWillSendResponse<Context>): string[] {
  const { schema, operation, document, request } = answered
  if (operation === undefined || document === undefined) return []
  return requestedFields({ schema, operation, document, variables: request.variables ?? {} })
}
