import { dataOf } from './answer.js'
import { type Download, downloadOf, type FileBody, linkOf, type SignedUpload, uploadTo } from './files.js'
import type { Operation, VariablesOf } from './operation.js'
import { type Connection, pagesOf } from './pages.js'
import { LONGEST_TIMER_MS, type OnRetry, policyOf, type RetryPolicy, retrying, withinTime } from './retry.js'

/** How to reach the gateway, and as whom. */
export interface ClientOptions {
  /** For example `https://gateway.example/graphql`. */
  endpoint: string
  /** An API key, an access token, or what gives the token that is good now; nothing for what is open to everybody. */
  token?: string | (() => string | Promise<string>)
  /** What a session looks at; a key has a mode of its own. */
  mode?: 'TEST' | 'LIVE'
  /** Why staff look. */
  reason?: string
  /** How long one try may take, and how long a file may pause; 30 seconds unless told, `Infinity` for almost for ever. */
  timeoutMs?: number
  /** When failures are tried again; see `DEFAULT_RETRIES`. */
  retries?: Partial<RetryPolicy>
  /** Called before each wait, for logs. */
  onRetry?: OnRetry
  /** In the place of the global `fetch`. */
  fetch?: typeof fetch
}

/** What can be said of one call. */
export interface CallOptions {
  signal?: AbortSignal
  /** `return` leaves `userErrors` in the data; they are thrown as a `UserErrorsError` unless told. */
  userErrors?: 'throw' | 'return'
}

/** A large roster over a slow line; the gateway ends the silence of a line that is dead. */
const UPLOAD_MS = 600_000

/** A client of the gateway. It keeps no state but its options: one is enough for a process. */
export class GatewayClient {
  readonly #options: ClientOptions
  readonly #timeoutMs: number
  readonly #fetch: typeof fetch

  constructor(options: ClientOptions) {
    this.#options = options
    this.#timeoutMs = Math.min(options.timeoutMs ?? 30_000, LONGEST_TIMER_MS)
    this.#fetch = options.fetch ?? ((...request) => fetch(...request))
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
    // The type of the data is what the operation's document asks for.
    return (await this.#retrying(isSafe, options.signal, () => this.#send(body, options))) as Data
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
  async download(url: string, { signal }: Pick<CallOptions, 'signal'> = {}): Promise<Download> {
    return await this.#download(url, null, signal)
  }

  /** The official PDF of what `deliverProfilePdf` and its like answer. @throws GatewayError, also for what is no PDF */
  async downloadPdf(
    delivered: { url?: string | null },
    { signal }: Pick<CallOptions, 'signal'> = {},
  ): Promise<Download> {
    return await this.#download(linkOf(delivered), 'application/pdf', signal)
  }

  /** Sends a file to where `createUpload` says: once, within ten minutes. @throws GatewayError */
  async upload(upload: SignedUpload, file: FileBody, { signal }: Pick<CallOptions, 'signal'> = {}): Promise<void> {
    await withinTime(UPLOAD_MS, signal, (either) => uploadTo(this.#fetch, upload, file, either))
  }

  async #download(url: string, mediaType: string | null, signal: AbortSignal | undefined): Promise<Download> {
    // The time is for the head of the answer; the body has a time of its own.
    const attempt = () =>
      withinTime(this.#timeoutMs, signal, async (either) =>
        downloadOf(await this.#fetch(url, { signal: either }), { mediaType, silenceMs: this.#timeoutMs, signal }),
      )
    return await this.#retrying(true, signal, attempt)
  }

  async #send(body: string, { signal, userErrors = 'throw' }: CallOptions): Promise<object> {
    const headers = await this.#headers()
    return await withinTime(this.#timeoutMs, signal, async (either) => {
      // A redirect would send the order, or the key, to somebody else: it is an error that says so.
      const init = { method: 'POST', headers, body, signal: either, redirect: 'manual' } as const
      const response = await this.#fetch(this.#options.endpoint, init)
      return dataOf(response, await response.text(), userErrors)
    })
  }

  #retrying<T>(isSafe: boolean, signal: AbortSignal | undefined, attempt: () => Promise<T>): Promise<T> {
    const { retries, onRetry } = this.#options
    return retrying(attempt, { isSafe, policy: policyOf(retries), onRetry, signal })
  }

  async #headers(): Promise<Record<string, string>> {
    const { token, mode, reason } = this.#options
    return {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(token !== undefined && { authorization: `Bearer ${typeof token === 'string' ? token : await token()}` }),
      ...(mode !== undefined && { 'gateway-mode': mode }),
      ...(reason !== undefined && { 'gateway-reason': encodeURIComponent(reason) }),
    }
  }
}

function withKey(variables: unknown): unknown {
  const { input, ...others } = variables as { input: { idempotencyKey?: string } }
  return { ...others, input: { ...input, idempotencyKey: input.idempotencyKey ?? crypto.randomUUID() } }
}
