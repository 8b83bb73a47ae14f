import type { Fetcher } from '@graphiql/toolkit'
import { parse } from 'graphql'

/** Where the explorer stands with the gateway. `missing`: there is no key yet. */
export type ConnectionStatus = 'missing' | 'checking' | 'accepted' | 'rejected' | 'unreachable'

const ENDPOINT = '/graphql'

/**
 * A fetcher that sends the key as a bearer token and reports after every answer how the key fared.
 * Failures come back as a GraphQL `errors` list, so that the response pane shows a sentence and not a stack.
 */
export function createKeyFetcher(key: string, report: (status: ConnectionStatus) => void): Fetcher {
  return async ({ query, variables, operationName }, options) => {
    if (key === '') {
      report('missing')
      return problem('Enter your API key at the top of the page, then run the operation again.')
    }
    const headers = new Headers(options?.headers as Record<string, string> | undefined)
    headers.set('content-type', 'application/json')
    headers.set('accept', 'application/graphql-response+json, application/json')
    try {
      // Last, so that the key in the bar is the one in use; throws on characters that no header may carry.
      headers.set('authorization', `Bearer ${key}`)
    } catch {
      report('rejected')
      return problem('The API key contains characters that no key has. Copy it again.')
    }
    let response: Response
    try {
      response = await fetch(ENDPOINT, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables, operationName: nameWithin(query, operationName) }),
        // The key alone says who asks; a cookie of the same host must not.
        credentials: 'omit',
        cache: 'no-store',
      })
    } catch {
      report('unreachable')
      return problem('The gateway did not answer. Check the connection and try again.')
    }
    const body = await response.json().catch(() => undefined)
    if (response.status === 401 || isUnauthenticated(body)) {
      report('rejected')
      // Without `data` GraphiQL would ask for the schema a second time, and count a second failure against the key.
      const answer = body ?? problem('The gateway rejected the API key.')
      return operationName === 'IntrospectionQuery' ? { data: null, ...answer } : answer
    } else if (body === undefined) {
      report('unreachable')
    } else {
      report('accepted')
    }
    return body ?? problem(`The gateway answered ${response.status} without a GraphQL result.`)
  }
}

/**
 * The operation to run. Just after a change of tabs GraphiQL still names the operation of the tab before; a name that
 * the document does not have is left out, which is right for a document of one operation.
 */
function nameWithin(query: string, name: string | null | undefined): string | undefined {
  if (name === null || name === undefined) {
    return undefined
  }
  try {
    const { definitions } = parse(query, { noLocation: true })
    return definitions.some((node) => node.kind === 'OperationDefinition' && node.name?.value === name)
      ? name
      : undefined
  } catch {
    // The gateway explains a syntax error better than we could.
    return name
  }
}

function problem(message: string) {
  return { errors: [{ message }] } as unknown as Awaited<ReturnType<Fetcher>>
}

function isUnauthenticated(body: { errors?: { extensions?: { code?: string } }[] } | undefined): boolean {
  return body?.errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED') ?? false
}
