import type { Fetcher } from '@graphiql/toolkit'
import { Kind, type OperationDefinitionNode, parse } from 'graphql'
import { type Cost, costOf } from './cost'
import { type Ask, filledIn, MissingValue, type Values } from './example-values'
import { freshSession, type Session } from './session'

/** Where the explorer stands with the gateway. `missing`: there is no key yet; `ended`: the session is over. */
export type ConnectionStatus = 'missing' | 'checking' | 'accepted' | 'rejected' | 'unreachable' | 'ended'

const ENDPOINT = '/graphql'

/** Who asks. */
export type Credentials = { key: string } | { session: Session }

/** What the page is told after every answer. */
export interface ConnectionReport {
  status(status: ConnectionStatus): void
  cost(cost: Cost | null): void
  /** What the placeholders of the operation that is about to run stand for. */
  values(values: Values): void
}

/**
 * A fetcher that sends the key, or the token of the session, and reports after every answer how that fared.
 * Failures come back as a GraphQL `errors` list, so that the response pane shows a sentence and not a stack.
 */
export function createFetcher(credentials: Credentials, report: ConnectionReport): Fetcher {
  return async ({ query, variables, operationName }, options) => {
    const headers = new Headers(options?.headers as Record<string, string> | undefined)
    headers.set('content-type', 'application/json')
    headers.set('accept', 'application/graphql-response+json, application/json')
    const missing = await addCredentials(headers, credentials)
    if (missing !== null) {
      report.status(missing.status)
      return problem(missing.message)
    }
    let response: Response
    try {
      const ask: Ask = async (query, variables) => await (await post(headers, { query, variables })).json()
      const filled = await filledIn(variables, isMutation(query, operationName), ask)
      report.values(filled.values)
      const operation = { query, variables: filled.variables, operationName: nameWithin(query, operationName) }
      response = await post(headers, operation)
    } catch (error) {
      if (error instanceof MissingValue) return problem(error.message)
      report.status('unreachable')
      return problem('The gateway did not answer. Check the connection and try again.')
    }
    const body = await response.json().catch(() => undefined)
    if (operationName !== 'IntrospectionQuery') report.cost(costOf(body))
    if (response.status === 401 || isUnauthenticated(body)) {
      report.status('rejected')
      // Without `data` GraphiQL would ask for the schema a second time, and count a second failure against the key.
      const answer = body ?? problem('The gateway rejected the API key.')
      return operationName === 'IntrospectionQuery' ? { data: null, ...answer } : answer
    } else if (body === undefined) {
      report.status('unreachable')
    } else {
      report.status('accepted')
    }
    return body ?? problem(`The gateway answered ${response.status} without a GraphQL result.`)
  }
}

async function post(headers: Headers, body: object): Promise<Response> {
  return await fetch(ENDPOINT, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    // The header alone says who asks; a cookie of the same host must not.
    credentials: 'omit',
    cache: 'no-store',
  })
}

/** Last, so that what the bar says is what counts. Resolves to what is missing, or null. */
async function addCredentials(
  headers: Headers,
  credentials: Credentials,
): Promise<{ status: ConnectionStatus; message: string } | null> {
  if ('session' in credentials) {
    const session = await freshSession()
    if (session === null) return { status: 'ended', message: 'Your session has ended: sign in again.' }
    headers.set('authorization', `Bearer ${session.accessToken}`)
    headers.set('gateway-mode', session.mode)
    if (session.reason !== '') headers.set('gateway-reason', encodeURIComponent(session.reason))
    return null
  }
  const { key } = credentials
  if (key === '') {
    return { status: 'missing', message: 'Enter your API key at the top of the page, then run the operation again.' }
  }
  try {
    // Throws on characters that no header may carry.
    headers.set('authorization', `Bearer ${key}`)
    return null
  } catch {
    return { status: 'rejected', message: 'The API key contains characters that no key has. Copy it again.' }
  }
}

/**
 * The operation to run. Just after a change of tabs GraphiQL still names the operation of the tab before; a name that
 * the document does not have is left out, which is right for a document of one operation.
 */
function nameWithin(query: string, name: string | null | undefined): string | undefined {
  const operations = operationsOf(query)
  // The gateway explains a syntax error better than we could.
  const known = operations === null || operations.some((operation) => operation.name?.value === name)
  return known ? (name ?? undefined) : undefined
}

function isMutation(query: string, name: string | null | undefined): boolean {
  const operations = operationsOf(query) ?? []
  const named = operations.find((operation) => operation.name?.value === name) ?? operations[0]
  return named?.operation === 'mutation'
}

/** Null for a document that is none. */
function operationsOf(query: string): OperationDefinitionNode[] | null {
  try {
    const { definitions } = parse(query, { noLocation: true })
    return definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION)
  } catch {
    return null
  }
}

function problem(message: string) {
  return { errors: [{ message }] } as unknown as Awaited<ReturnType<Fetcher>>
}

function isUnauthenticated(body: { errors?: { extensions?: { code?: string } }[] } | undefined): boolean {
  return body?.errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED') ?? false
}
