import type { GraphQLRequestContextWillSendResponse } from '@apollo/server'
import { type DocumentNode, Kind, visit } from 'graphql'
import type { Logger } from 'pino'
import { isDatabaseUnavailable } from '../db/unavailable.js'
import type { Context } from './context.js'
import { INTERNAL_MESSAGE, markUnavailable, UNAVAILABLE } from './errors.js'

/**
 * Writes what an answer tells into the audit trail. An answer for which that fails does not go out: who could stop the
 * trail would else look around unseen.
 */
export async function auditedOrWithheld(
  { contextValue, response }: GraphQLRequestContextWillSendResponse<Context>,
  logger: Logger,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write()
  } catch (error) {
    const { requestId } = contextValue.request
    logger.error({ err: error, requestId }, 'an answer could not be written into the audit trail')
    const isUnavailable = isDatabaseUnavailable(error)
    const { message, ...extensions } = isUnavailable ? UNAVAILABLE : { message: INTERNAL_MESSAGE, code: 'INTERNAL' }
    if (isUnavailable) markUnavailable(response.http)
    else response.http.status = 500
    response.body = {
      kind: 'single',
      singleResult: { errors: [{ message, extensions: { ...extensions, requestId } }] },
    }
  }
}

/** Texts that stand in the document itself. */
export function literalsOf(document: DocumentNode | undefined): string[] {
  const texts: string[] = []
  if (document !== undefined) visit(document, { [Kind.STRING]: (node) => void texts.push(node.value) })
  return texts
}
