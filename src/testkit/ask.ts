import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { parse } from 'graphql'
import type { GatewayAnswer, GatewayClient } from '../client/gateway-client.js'

/** Asks what no operation of schema/operations does; the caller says of what form the answer is. */
export async function ask<Data>(
  client: GatewayClient,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<GatewayAnswer<Data>> {
  return await client.send(parse(query) as TypedDocumentNode<Data, Record<string, unknown>>, variables)
}

/** The codes of the errors of an answer as a whole, not of its user errors. */
export function codesOf(answer: GatewayAnswer<unknown>): unknown[] {
  return answer.errors.map((error) => error.extensions['code'])
}

/** A request without any client: what came back, as it is. */
export async function rawRequest(
  url: string,
  { apiKey, ...init }: RequestInit & { apiKey?: string } = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  const headers = new Headers(init.headers)
  if (apiKey !== undefined) headers.set('authorization', `Bearer ${apiKey}`)
  const response = await fetch(url, { ...init, headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
