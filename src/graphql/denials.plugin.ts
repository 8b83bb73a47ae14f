import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server'
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Logger } from 'pino'
import type { DenialRecorder } from '../audit/denial.recorder.js'
import { auditedOrWithheld, literalsOf } from './audited-answer.js'
import type { Context } from './context.js'
import { formatError } from './errors.js'

/** Codes of answers that refuse somebody something. */
const DENIALS: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'NOT_FOUND', 'UNAUTHENTICATED'])

/** Writes every denial of a request into the audit trail, as one event, before the answer goes out. */
export function denialsPlugin(denials: DenialRecorder, logger: Logger): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue: { caller } }) {
      return {
        async willSendResponse(answered) {
          const fields = deniedFields(answered)
          if (fields.length === 0) return
          if (caller === null) return denials.anonymous()
          const { contextValue, request, document } = answered
          const reachedFor = [literalsOf(document), request.variables]
          await auditedOrWithheld(answered, logger, () =>
            denials.fields(caller, contextValue.request, fields, reachedFor),
          )
        },
      }
    },
  }
}

/** As `Query.order` or `Organization.account`, in an order that does not tell which resolver was the quickest. */
function deniedFields(answered: GraphQLRequestContextWillSendResponse<Context>): string[] {
  const { contextValue, errors = [], schema, document } = answered
  const denied = new Set(contextValue.denials)
  for (const error of errors.filter(isDenial)) {
    denied.add((document === undefined ? null : fieldOf(error, schema, document)) ?? 'request')
  }
  return [...denied].sort()
}

function isDenial(error: GraphQLError): boolean {
  const { extensions }: GraphQLFormattedError = formatError({ message: '' }, error)
  return DENIALS.has(extensions?.['code'])
}

/** Type and name of the field that an error is of. */
function fieldOf(error: GraphQLError, schema: GraphQLSchema, document: DocumentNode): string | null {
  const [node] = error.nodes ?? []
  if (node === undefined) return null
  let field: string | null = null
  const typeInfo = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(visited) {
        if (visited === node) field = `${typeInfo.getParentType()?.name}.${visited.name.value}`
      },
    }),
  )
  return field
}
