import { failureOf } from './answer.js'
import { ConnectionError, type GatewayError, InvalidRequestError, ServerError, TimeoutError } from './errors.js'

/** A file that comes in. */
export interface Download {
  /** Its bytes, as they come. It fails at its end if they are not as many, or not the ones, that were announced. */
  stream: ReadableStream<Uint8Array>
  contentType: string
  /** Null if the gateway did not say. */
  bytes: number | null
  /** Lower-case hexadecimal, as `verifyDocument` takes it; null for what is no official document. */
  sha256: string | null
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

/** What is asked for, and how long it may take. */
export interface WantedFile {
  /** Null for any. */
  mediaType: string | null
  /** How long it may pause. */
  silenceMs: number
  signal: AbortSignal | undefined
}

/** What an answer brings. @throws GatewayError if it is an error, or not of the media type */
export async function downloadOf(response: Response, wanted: WantedFile): Promise<Download> {
  const { mediaType } = wanted
  if (!response.ok) throw failureOf(response, await response.text())
  const { headers, body, status } = response
  const contentType = headers.get('content-type') ?? 'application/octet-stream'
  if (body === null || (mediaType !== null && contentType.split(';')[0] !== mediaType)) {
    await body?.cancel()
    const message = `expected a file of the type ${mediaType ?? 'any'}, got ${contentType}`
    throw new ServerError(message, { code: 'MALFORMED_ANSWER', status, requestId: headers.get('x-request-id') })
  }
  const length = headers.get('content-length')
  // What was compressed on its way has another length than what comes out.
  const bytes = length === null || headers.has('content-encoding') ? null : Number(length)
  // The tag of an official document is its fingerprint.
  const [, sha256 = null] = /^"([0-9a-f]{64})"$/.exec(headers.get('etag') ?? '') ?? []
  const [, fileName = null] = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '') ?? []
  return { stream: wholeOf(body, { bytes, sha256 }, wanted), contentType, bytes, sha256, fileName }
}

/** @throws GatewayError if the file is not taken */
export async function uploadTo(
  send: typeof fetch,
  { url, method, headers }: SignedUpload,
  body: FileBody,
  signal: AbortSignal,
): Promise<void> {
  const init = {
    method,
    headers: headers.map(({ name, value }): [string, string] => [name, value]),
    body,
    signal,
    // Streams go out this way only; types of browsers do not know it.
    duplex: 'half' as const,
  }
  const response = await send(url, init)
  const text = await response.text()
  if (!response.ok) throw failureOf(response, text)
}

/**
 * The bytes of a body; an error at the end if they are not what was announced. The platform has no SHA-256 for bytes as they
 * come: where there is one to compare with, they are kept until the end, which are some hundred kilobytes.
 */
function wholeOf(
  body: ReadableStream<Uint8Array>,
  { bytes, sha256 }: Pick<Download, 'bytes' | 'sha256'>,
  wanted: WantedFile,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const kept: Uint8Array<ArrayBuffer>[] = []
  let count = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await nextOf(reader, wanted)
        if (!done) {
          count += value.byteLength
          if (sha256 !== null) kept.push(value.slice())
          controller.enqueue(value)
          return
        }
        const isWhole = (bytes === null || count === bytes) && (sha256 === null || (await sha256Of(kept)) === sha256)
        if (!isWhole) throw broken(`expected ${bytes ?? 'the'} bytes that were announced, got ${count}, or others`)
        controller.close()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

/** The next bytes. @throws GatewayError if none come for `silenceMs`, or the connection is cut */
async function nextOf(reader: ReadableStreamDefaultReader<Uint8Array>, { silenceMs, signal }: WantedFile) {
  let silence: GatewayError | null = null
  const timer = setTimeout(() => {
    silence = new TimeoutError(`nothing of the file came for ${silenceMs} ms`, { code: 'TIMEOUT' })
    reader.cancel(silence).catch(() => undefined)
  }, silenceMs)
  try {
    const next = await reader.read()
    if (silence !== null) throw silence
    return next
  } catch (cause) {
    if (signal?.aborted === true) throw signal.reason
    throw silence ?? broken('the file broke off', cause)
  } finally {
    clearTimeout(timer)
  }
}

function broken(message: string, cause?: unknown): ConnectionError {
  return new ConnectionError(message, { code: 'FILE_NOT_WHOLE', cause })
}

async function sha256Of(parts: readonly Uint8Array<ArrayBuffer>[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await new Blob([...parts]).arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The link of what was delivered. @throws GatewayError if it was sent in another way */
export function linkOf({ url }: { url?: string | null }): string {
  if (url !== null && url !== undefined) return url
  throw new InvalidRequestError('expected a delivery with a link: ask for the method LINK', { code: 'NO_LINK' })
}
