import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { RequestError } from '../kernel/errors.js'
import { clientNetwork } from '../limits/client-network.js'
import { requestInfo } from './server.js'

const MEGABYTE = 1024 * 1024

/** The largest file that is checked, in bytes; an official one of thirty pages has less than a twentieth of it. */
export const MAX_VERIFIED_BYTES = 20 * MEGABYTE

/** Of all files together that a process receives and checks at once, in bytes; checking takes as much again. */
const MAX_BYTES_AT_ONCE = 120 * MEGABYTE
/** Of those from one network: two of the largest, which may come as slowly as they like, keep nobody else out. */
const MAX_BYTES_OF_NETWORK = 2 * MAX_VERIFIED_BYTES
/** When whoever comes beyond that may come again, in seconds. */
const COME_AGAIN_SECONDS = 20

/** Of the form: one file, and nothing else to speak of. */
export const UPLOAD_LIMITS = {
  // The file itself is counted as it comes.
  fileSize: Number.POSITIVE_INFINITY,
  files: 1,
  fields: 4,
  fieldSize: 1_000,
  parts: 5,
  headerPairs: 20,
}

/** A file that cannot be checked, with a message for whoever sent it. */
export class UploadProblem extends Error {
  override readonly name = 'UploadProblem'

  constructor(
    readonly statusCode: 400 | 413,
    message: string,
  ) {
    super(message)
  }
}

/**
 * Files in memory, and nowhere else: they are counted together by the bytes that came, so that many large ones cannot fill
 * the process, and many slow ones keep nobody out.
 */
export class UploadedFiles {
  #bytes = 0
  /** Of the networks from which some are here. */
  readonly #bytesOf = new Map<string, number>()

  /** Does the work with the file of the form or, as `application/pdf`, of the body. @throws UploadProblem, RequestError */
  async with<Result>(request: FastifyRequest, work: (file: Buffer) => Promise<Result>): Promise<Result> {
    const held = { bytes: 0, network: clientNetwork(requestInfo(request).address) }
    try {
      return await work(await this.#receive(request, held))
    } finally {
      this.#count(held.network, -held.bytes)
    }
  }

  async #receive(request: FastifyRequest, held: { bytes: number; network: string }): Promise<Buffer> {
    const chunks: Buffer[] = []
    try {
      const stream = request.isMultipart() ? await fileOfForm(request) : (request.body as Readable | null | undefined)
      for await (const chunk of stream?.iterator({ destroyOnReturn: false }) ?? []) {
        const { length } = chunk as Buffer
        held.bytes += length
        this.#count(held.network, length)
        this.#assertRoom(held)
        chunks.push(chunk as Buffer)
      }
    } catch (error) {
      throw problemOfSender(error) ?? error
    }
    if (held.bytes === 0) throw new UploadProblem(400, 'expected a file: choose the PDF, then send the form')
    return Buffer.concat(chunks)
  }

  #count(network: string, bytes: number): void {
    this.#bytes += bytes
    const ofNetwork = this.#ofNetwork(network) + bytes
    if (ofNetwork === 0) this.#bytesOf.delete(network)
    else this.#bytesOf.set(network, ofNetwork)
  }

  #ofNetwork(network: string): number {
    return this.#bytesOf.get(network) ?? 0
  }

  #assertRoom({ bytes, network }: { bytes: number; network: string }): void {
    if (bytes > MAX_VERIFIED_BYTES) {
      throw new UploadProblem(413, `expected a file of at most ${MAX_VERIFIED_BYTES / MEGABYTE} MB`)
    }
    if (this.#bytes > MAX_BYTES_AT_ONCE || this.#ofNetwork(network) > MAX_BYTES_OF_NETWORK) {
      throw new RequestError('RATE_LIMITED', `too many files at once: come again after ${COME_AGAIN_SECONDS} seconds`)
    }
  }
}

async function fileOfForm(request: FastifyRequest): Promise<Readable | undefined> {
  return (await request.file())?.file
}

/**
 * What is wrong with a form (its boundary is the parser's needle), and a sender who goes away, is the sender's doing; null
 * for anything else.
 */
function problemOfSender(error: unknown): UploadProblem | null {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const isSenders = /^FST_|^ECONNRESET$|PREMATURE_CLOSE$/.test(code) || /multipart|boundary|needle/i.test(message)
  return isSenders ? new UploadProblem(400, 'expected a whole form (multipart/form-data) with one file') : null
}
