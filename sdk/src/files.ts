import { ConnectionError, errorFor } from './errors.js'

/** A file that comes in. */
export interface Download {
  /** Its bytes, as they come. */
  stream: ReadableStream<Uint8Array>
  contentType: string
  /** Null if the gateway did not say. */
  bytes: number | null
  /** As the gateway calls it; null if it does not. */
  fileName: string | null
}

/** What can be sent as a file: bytes, a `Blob`, a stream … */
export type FileBody = NonNullable<RequestInit['body']>

/** Where a file goes: `createUpload` says. */
export interface SignedUpload {
  url: string
  method: string
  headers: readonly { name: string; value: string }[]
}

/** @throws GatewayError if the link has ended, or no file comes */
export async function downloadFrom(send: typeof fetch, url: string, signal?: AbortSignal): Promise<Download> {
  const response = await answered(send, url, signal === undefined ? {} : { signal })
  if (response.body === null) throw new ConnectionError('an answer without a body', { code: 'CONNECTION' })
  const { headers, body } = response
  const bytes = headers.get('content-length')
  const [, fileName = null] = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '') ?? []
  return {
    stream: body,
    contentType: headers.get('content-type') ?? 'application/octet-stream',
    bytes: bytes === null ? null : Number(bytes),
    fileName,
  }
}

/** @throws GatewayError if the file is not taken */
export async function uploadTo(
  send: typeof fetch,
  upload: SignedUpload,
  body: FileBody,
  signal?: AbortSignal,
): Promise<void> {
  const { url, method } = upload
  const headers = upload.headers.map(({ name, value }): [string, string] => [name, value])
  await answered(send, url, { method, headers, body, ...(signal !== undefined && { signal }) })
}

async function answered(send: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  const response = await send(url, init).catch((cause: unknown) => {
    if (init.signal?.aborted === true) throw init.signal.reason
    throw new ConnectionError('no answer came from the gateway', { code: 'CONNECTION', cause })
  })
  if (response.ok) return response
  const { status, headers } = response
  const answer = (await response.json().catch(() => null)) as {
    errors?: { message: string; extensions?: { code?: string } }[]
  } | null
  const [error] = answer?.errors ?? []
  const code = error?.extensions?.code ?? (status >= 500 ? 'INTERNAL' : 'BAD_REQUEST')
  const retryAfter = headers.get('retry-after')
  const facts = { code, status, requestId: headers.get('x-request-id') }
  throw errorFor(error?.message ?? `HTTP ${status}`, facts, retryAfter === null ? null : Number(retryAfter))
}
