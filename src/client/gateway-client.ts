import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'

/** What came back of an operation, errors included. */
export interface GatewayAnswer<Data> {
  status: number
  requestId: string | null
  data: Data | null
  errors: readonly { message: string; path?: readonly (string | number)[]; extensions: Record<string, unknown> }[]
}

/** The least that a vendor's client needs: an address, an API key and `fetch`. */
export class GatewayClient {
  constructor(
    private readonly endpoint: string,
    private readonly apiKey: string,
  ) {}

  /** Runs an operation and returns all that came back. */
  async send<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<GatewayAnswer<Data>> {
    const response = await fetch(this.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.apiKey}` },
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
