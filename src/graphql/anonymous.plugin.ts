import type { ApolloServerPlugin } from '@apollo/server'
import {
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { UNAUTHENTICATED_MESSAGE } from '../auth/caller.js'
import { accessOf } from './access.guard.js'
import type { Context } from './context.js'

/** The most root fields of one request: whoever signs in or follows a mailed link needs one or two. */
export const MAX_ANONYMOUS_FIELDS = 5

/**
 * Whoever shows no credentials gets an answer to a valid document of root fields that are open to everybody, and to
 * everything else one and the same refusal: what the schema knows, typing errors included, is nobody's business. A
 * request of too many root fields is refused like that as well: one caller whom nobody knows must not cost what a
 * hundred do.
 */
export const anonymousPlugin: ApolloServerPlugin<Context> = {
  async requestDidStart({ contextValue: { caller } }) {
    if (caller !== null) return
    let admitted = false
    return {
      async didResolveOperation({ operation, schema }) {
        admitted = isOpenToAnybody(schema, operation)
        if (!admitted) throw new GraphQLError(UNAUTHENTICATED_MESSAGE, { extensions: { code: 'UNAUTHENTICATED' } })
      },
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return
        if (admitted) {
          const { singleResult } = response.body
          if (singleResult.errors !== undefined) singleResult.errors = singleResult.errors.map(withoutSuggestion)
          return
        }
        response.http.status = 401
        response.http.headers.set('www-authenticate', 'Bearer realm="profiles gateway"')
        const { errors = [] } = response.body.singleResult
        response.body.singleResult = { errors: errors.slice(0, 1).map(withheld) }
      },
    }
  },
}

/** Whether somebody without credentials may run the operation. */
export function isOpenToAnybody(schema: GraphQLSchema, operation: OperationDefinitionNode | undefined): boolean {
  const fields = { ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() }
  const names = rootFieldNames(operation)
  const areOpen = names.every((name) => {
    const field = fields[name]
    return field !== undefined && accessOf(field)?.includes('ANONYMOUS') === true
  })
  return areOpen && names.length <= MAX_ANONYMOUS_FIELDS
}

/** Names of the root fields; one that is hidden in a fragment counts as none that is open. */
function rootFieldNames(operation: OperationDefinitionNode | undefined): string[] {
  return (operation?.selectionSet.selections ?? []).map((one) => (one.kind === Kind.FIELD ? one.name.value : ''))
}

function withheld({ extensions }: GraphQLFormattedError): GraphQLFormattedError {
  return { message: UNAUTHENTICATED_MESSAGE, extensions: { ...extensions, code: 'UNAUTHENTICATED' } }
}

/** What the schema has beside what was asked, as graphql-js proposes it for a misspelled variable. */
function withoutSuggestion(error: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, message: error.message.replace(/ Did you mean .*$/s, '') }
}
