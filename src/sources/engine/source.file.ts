import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import path from 'node:path'
import { notTextOf } from '../../kernel/text-kind.js'
import { LoadError } from '../load.error.js'

/** Large enough that reading costs nothing, small enough that some of them do. */
const CHUNK_BYTES = 1_048_576

/** Of its first bytes we tell what a file is. */
const HEAD_BYTES = 4096

/** How the text of a row was encoded. */
export type TextEncoding = 'ASCII' | 'UTF-8' | 'ISO-8859-1'

/** A file to load: its bytes, the SHA-256 of what was read of it, and how its text was found to be encoded. */
export class SourceFile {
  bytesRead = 0
  #hash = createHash('sha256')
  #digest: string | undefined
  readonly #encodings = new Set<TextEncoding>()

  private constructor(
    readonly path: string,
    /** What it should be, as error messages say it. */
    readonly expected: string,
    readonly handle: FileHandle,
    readonly bytesTotal: number,
    /** Its first bytes. */
    readonly head: Buffer,
    readonly chunkBytes: number,
  ) {}

  /** The file's own name, without its folder. */
  get name(): string {
    return path.basename(this.path)
  }

  /**
   * `expected` says what the file should be; it is read in chunks of `chunkBytes`. Throws a `LoadError` for anything but a
   * file with content.
   */
  static async open(file: string, expected: string, chunkBytes = CHUNK_BYTES): Promise<SourceFile> {
    const handle = await open(file).catch((error: unknown) => {
      const code = (error as NodeJS.ErrnoException).code
      throw new LoadError(
        code === 'ENOENT' ? `There is no file ${file}.` : `The file ${file} cannot be read (${code}).`,
      )
    })
    try {
      const stat = await handle.stat()
      if (stat.isDirectory()) throw new LoadError(`${file} is a folder; expected ${expected}.`)
      if (!stat.isFile()) throw new LoadError(`${file} is a pipe or device; expected ${expected}, as a file on a disk.`)
      if (stat.size === 0) throw new LoadError(`The file ${file} is empty; expected ${expected}.`)
      const head = Buffer.alloc(Math.min(HEAD_BYTES, stat.size))
      await handle.read(head, 0, head.length, 0)
      return new SourceFile(file, expected, handle, stat.size, head, chunkBytes)
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /** The file's bytes from the first on; each is read while the one before is used. Can be asked for again. */
  async *chunks(): AsyncGenerator<Buffer> {
    this.bytesRead = 0
    this.#hash = createHash('sha256')
    this.#digest = undefined
    let next = this.#read(0)
    for (;;) {
      const chunk = await next
      if (chunk.length === 0) {
        this.#assertUnchanged()
        return
      }
      this.bytesRead += chunk.length
      next = this.#read(this.bytesRead)
      // Whoever comes back for it gets the error; nobody may.
      next.catch(() => undefined)
      this.#hash.update(chunk)
      yield chunk
    }
  }

  /** A file that is still written, or cut off meanwhile, may end anywhere, and be another one when it is read again. */
  #assertUnchanged(): void {
    if (this.bytesRead === this.bytesTotal) return
    throw new LoadError(
      `The file ${this.path} has changed while it was read: it had ${this.bytesTotal} bytes, now ${this.bytesRead}.`,
    )
  }

  /** A buffer of its own for each chunk: a scanner may still hold the end of the one before. */
  async #read(position: number): Promise<Buffer> {
    const target = Buffer.allocUnsafeSlow(this.chunkBytes)
    const { bytesRead } = await this.handle.read(target, 0, this.chunkBytes, position)
    return target.subarray(0, bytesRead)
  }

  /** The whole file, for formats that cannot be read in pieces; throws a `LoadError` if it is larger than `limit` bytes. */
  async bytes(limit: number): Promise<Buffer> {
    if (this.bytesTotal > limit) {
      throw new LoadError(`${this.path} has ${this.bytesTotal} bytes, more than ${limit}; expected ${this.expected}.`)
    }
    const chunks: Buffer[] = []
    for await (const chunk of this.chunks()) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  /** SHA-256 of what was read, hex. */
  sha256(): string {
    this.#digest ??= this.#hash.digest('hex')
    return this.#digest
  }

  /** A reader notes here in which encoding it took a row. */
  noteEncoding(encoding: TextEncoding): void {
    this.#encodings.add(encoding)
  }

  /** The encodings that were met, for the report. */
  get encoding(): string {
    const beyondAscii = [...this.#encodings].filter((encoding) => encoding !== 'ASCII')
    return beyondAscii.length === 0 ? 'ASCII' : beyondAscii.sort().reverse().join(' and ')
  }

  /** Throws a `LoadError` for what is no text in ASCII, UTF-8 or ISO-8859-1; every loader of text begins with it. */
  assertText(): void {
    const kind = notTextOf(this.head)
    if (kind !== null) throw new LoadError(`${this.path} is ${kind}; expected ${this.expected}.`)
  }

  async close(): Promise<void> {
    await this.handle.close()
  }
}
