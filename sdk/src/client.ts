import {
  ConnectionError,
  errorFor,
  type GatewayError,
  TimeoutError,
  type UserError,
  UserErrorsError,
} from './errors.js'
import { type Download, downloadFrom, type FileBody, type SignedUpload, uploadTo } from './files.js'
import type { Operation, VariablesOf } from './operation.js'
import { type Connection, pagesOf } from './pages.js'
import { DEFAULT_RETRIES, delayBefore, pause, type RetryPolicy } from './retry.js'

/** How to reach the gateway, and as whom. */
export interface ClientOptions {
  /** For example `https://gateway.example/graphql`. */
  endpoint: string
  /** An API key, an access token, or what gives the token that is good now. */
  token: string | (() => string | Promise<string>)
  /** What a session looks at; a key has a mode of its own. */
  mode?: 'TEST' | 'LIVE'
  /** Why staff look. */
  reason?: string
  /** How long one try may take; 30 seconds unless told. */
  timeoutMs?: number
  /** When failures are tried again; see {@link DEFAULT_RETRIES}. */
  retries?: Partial<RetryPolicy>
  /** Called before each wait, for logs. */
  onRetry?: (error: GatewayError, retry: number, delayMs: number) => void
  /** In the place of the global `fetch`. */
  fetch?: typeof fetch
}

/** What can be said of one call. */
export interface CallOptions {
  signal?: AbortSignal
  /** `return` leaves `userErrors` in the data; they are thrown as a {@link UserErrorsError} unless told. */
  userErrors?: 'throw' | 'return'
}

interface Answer<Data> {
  data?: Data | null
  errors?: { message: string; extensions?: { code?: string; requestId?: string; retryAfter?: number } }[]
}

/** A client of the gateway. It keeps no state but its options: one is enough for a process. */
export class GatewayClient {
  readonly #options: ClientOptions
  readonly #fetch: typeof fetch
  readonly #retries: RetryPolicy

  constructor(options: ClientOptions) {
    this.#options = options
    this.#fetch = options.fetch ?? ((...request) => fetch(...request))
    this.#retries = { ...DEFAULT_RETRIES, ...options.retries }
  }

  /**
   * Runs an operation, again if it failed in a way that passes and may be repeated. An idempotency key that is not given is
   * made for the call and kept over its retries. @throws GatewayError of the class that fits
   */
  async run<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: VariablesOf<Variables>,
    options: CallOptions = {},
  ): Promise<Data> {
    const { name, document, kind, idempotent } = operation
    const body = JSON.stringify({
      query: document,
      variables: idempotent ? withKey(variables) : variables,
      operationName: name,
    })
    const isSafe = kind === 'query' || idempotent
    for (let retry = 1; ; retry++) {
      try {
        return await this.#send<Data>(body, options)
      } catch (error) {
        const failure = error as GatewayError
        const delayMs = delayBefore(retry, failure, isSafe, this.#retries)
        if (delayMs === null || options.signal?.aborted === true) throw failure
        this.#options.onRetry?.(failure, retry, delayMs)
        await pause(delayMs, options.signal)
      }
    }
  }

  /** Every node of a connection, page by page as they are consumed: `select` finds the connection in an answer. */
  paginate<Data, Variables extends { after?: unknown }, Node>(
    operation: Operation<Data, Variables>,
    variables: VariablesOf<Variables>,
    select: (data: Data) => Connection<Node> | null | undefined,
    options: CallOptions = {},
  ): AsyncGenerator<Node, void, undefined> {
    return pagesOf(
      (after) =>
        this.run(operation, (after === null ? variables : { ...variables, after }) as VariablesOf<Variables>, options),
      select,
    )
  }

  /** What a link of the gateway leads to, as a stream; needs no credentials. @throws GatewayError */
  async download(url: string, options: Pick<CallOptions, 'signal'> = {}): Promise<Download> {
    return await downloadFrom(this.#fetch, url, options.signal)
  }

  /** Sends a file to where `createUpload` says. @throws GatewayError */
  async upload(upload: SignedUpload, file: FileBody, options: Pick<CallOptions, 'signal'> = {}): Promise<void> {
    await uploadTo(this.#fetch, upload, file, options.signal)
  }

  async #send<Data>(body: string, { signal, userErrors = 'throw' }: CallOptions): Promise<Data> {
    const { endpoint, timeoutMs = 30_000 } = this.#options
    const timeout = AbortSignal.timeout(timeoutMs)
    let response: Response
    let text: string
    try {
      response = await this.#fetch(endpoint, {
        method: 'POST',
        headers: await this.#headers(),
        body,
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      })
      text = await response.text()
    } catch (cause) {
      if (signal?.aborted === true) throw signal.reason
      if (timeout.aborted) throw new TimeoutError(`no answer within ${timeoutMs} ms`, { code: 'TIMEOUT', cause })
      throw new ConnectionError('no answer came from the gateway', { code: 'CONNECTION', cause })
    }
    return dataOf<Data>(response, text, userErrors)
  }

  async #headers(): Promise<Record<string, string>> {
    const { token, mode, reason } = this.#options
    return {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      authorization: `Bearer ${typeof token === 'string' ? token : await token()}`,
      ...(mode !== undefined && { 'gateway-mode': mode }),
      ...(reason !== undefined && { 'gateway-reason': encodeURIComponent(reason) }),
    }
  }
}

function withKey(variables: unknown): unknown {
  const { input, ...others } = variables as { input: Record<string, unknown> }
  return { ...others, input: { idempotencyKey: crypto.randomUUID(), ...input } }
}

function dataOf<Data>(response: Response, text: string, userErrors: 'throw' | 'return'): Data {
  const { status, headers } = response
  const answer = parsed<Data>(text)
  const [error] = answer?.errors ?? []
  const requestId = headers.get('x-request-id') ?? error?.extensions?.requestId ?? null
  const data = answer?.data ?? null
  const facts = { status, requestId, data }
  if (error !== undefined || data === null) {
    const code =
      error?.extensions?.code ?? (status >= 500 ? 'INTERNAL' : status === 429 ? 'RATE_LIMITED' : 'BAD_REQUEST')
    const waits = [error?.extensions?.retryAfter, Number(headers.get('retry-after') ?? Number.NaN)]
    const retryAfter = waits.find((seconds) => seconds !== undefined && Number.isFinite(seconds)) ?? null
    throw errorFor(error?.message ?? `HTTP ${status} without a GraphQL answer`, { ...facts, code }, retryAfter)
  }
  const wrong = userErrors === 'throw' ? userErrorsOf(data) : []
  if (wrong.length > 0) throw new UserErrorsError(wrong, facts)
  return data
}

function parsed<Data>(text: string): Answer<Data> | null {
  try {
    return JSON.parse(text) as Answer<Data>
  } catch {
    return null
  }
}

/** What is wrong, of all fields at the root. */
function userErrorsOf(data: object): UserError[] {
  return Object.values(data).flatMap((payload: { userErrors?: UserError[] } | null) => payload?.userErrors ?? [])
}
