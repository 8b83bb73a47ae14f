import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'

/** What came back of an operation, errors included. */
export interface GatewayAnswer<Data> {
  status: number
  requestId: string | null
  data: Data | null
  errors: readonly { message: string; path?: readonly (string | number)[]; extensions: Record<string, unknown> }[]
}

/** What a client can say of all its requests. */
export interface GatewayClientSettings {
  /** What a session wants to see, sent as `Gateway-Mode`; an API key has a mode of its own. */
  mode?: 'TEST' | 'LIVE'
  /** Why staff look, in any language, sent as `Gateway-Reason`; of nobody else it is asked. */
  reason?: string
}

/** The least that a client needs: an address, an API key or an access token, and `fetch`. */
export class GatewayClient {
  readonly #headers: Readonly<Record<string, string>>

  /** `token` is an API key or an access token; null for the operations that are open to everybody. */
  constructor(
    private readonly endpoint: string,
    token: string | null,
    { mode, reason }: GatewayClientSettings = {},
  ) {
    this.#headers = {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(mode !== undefined && { 'gateway-mode': mode }),
      ...(reason !== undefined && { 'gateway-reason': encodeURIComponent(reason) }),
    }
  }

  /** Runs an operation and returns all that came back. */
  async send<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<GatewayAnswer<Data>> {
    const response = await fetch(this.endpoint, {
      method: 'POST',
      headers: this.#headers,
      body: JSON.stringify({ query: print(document), variables }),
    })
    const { data = null, errors = [] } = (await response.json()) as Partial<GatewayAnswer<Data>>
    return { status: response.status, requestId: response.headers.get('x-request-id'), data, errors }
  }

  /** Runs an operation that is expected to work. @throws Error with what came back instead. */
  async run<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
    const { status, data, errors } = await this.send(document, variables)
    if (status !== 200 || data === null || errors.length > 0) {
      throw new Error(`HTTP ${status}: ${errors.map((error) => error.message).join('; ') || 'no data'}`)
    }
    return data
  }
}
