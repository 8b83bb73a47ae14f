import type { ApolloServerPlugin } from '@apollo/server'
import { GraphQLError, type GraphQLFormattedError, Kind, type OperationDefinitionNode } from 'graphql'
import { UNAUTHENTICATED_MESSAGE } from '../auth/caller.js'
import { accessOf } from './access.guard.js'
import type { Context } from './context.js'

/**
 * Whoever shows no credentials gets an answer to a valid document of root fields that are open to everybody, and to
 * everything else one and the same refusal: what the schema knows, typing errors included, is nobody's business.
 */
export function anonymousPlugin(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue: { caller } }) {
      if (caller !== null) return
      let admitted = false
      return {
        async didResolveOperation({ operation, schema }) {
          const fields = { ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() }
          admitted = rootFieldNames(operation).every((name) => {
            const field = fields[name]
            return field !== undefined && accessOf(field)?.includes('ANONYMOUS') === true
          })
          if (!admitted) throw new GraphQLError(UNAUTHENTICATED_MESSAGE, { extensions: { code: 'UNAUTHENTICATED' } })
        },
        async willSendResponse({ response }) {
          if (admitted || response.body.kind !== 'single') return
          response.http.status = 401
          response.http.headers.set('www-authenticate', 'Bearer realm="profiles gateway"')
          const { errors = [] } = response.body.singleResult
          response.body.singleResult = { errors: errors.slice(0, 1).map(withheld) }
        },
      }
    },
  }
}

/** Names of the root fields; one that is hidden in a fragment counts as none that is open. */
function rootFieldNames(operation: OperationDefinitionNode | undefined): string[] {
  return (operation?.selectionSet.selections ?? []).map((one) => (one.kind === Kind.FIELD ? one.name.value : ''))
}

function withheld({ extensions }: GraphQLFormattedError): GraphQLFormattedError {
  return { message: UNAUTHENTICATED_MESSAGE, extensions: { ...extensions, code: 'UNAUTHENTICATED' } }
}
