import type { ApolloServerPlugin } from '@apollo/server'
import type { GraphQLFormattedError } from 'graphql'
import type { ErrorLimits } from '../../limits/request-limits.js'
import type { Context } from '../context.js'

/** How much of a message stays that is too long for an answer, in characters. */
const SHORT_MESSAGE = 1_000

/** Lets the first errors into an answer only: names and paths in them are the caller's to choose, and can be long. */
export function errorLimitsPlugin(limits: ErrorLimits): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response: { body } }) {
          if (body.kind !== 'single' || body.singleResult.errors === undefined) return
          body.singleResult.errors = firstErrors(body.singleResult.errors, limits)
        },
      }
    },
  }
}

/** The first `count` errors that have no more than `bytes` together, in JSON; the very first in any case, shortened. */
export function firstErrors(
  errors: readonly GraphQLFormattedError[],
  { count, bytes }: ErrorLimits,
): GraphQLFormattedError[] {
  let size = 2
  const kept: GraphQLFormattedError[] = []
  for (const error of errors.slice(0, count)) {
    // Each with the comma or bracket before it.
    size += Buffer.byteLength(JSON.stringify(error)) + (kept.length === 0 ? 0 : 1)
    if (size > bytes) break
    kept.push(error)
  }
  return kept.length === 0 ? errors.slice(0, 1).map(shortened) : kept
}

function shortened({ message, extensions }: GraphQLFormattedError): GraphQLFormattedError {
  return { message: `${message.slice(0, SHORT_MESSAGE)}…`, ...(extensions !== undefined && { extensions }) }
}
