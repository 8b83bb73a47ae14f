import { access, constants, type FileHandle, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { LoadError } from './load.error.js'

/** Lines that are kept before they are written. */
const BUFFERED_LINES = 1000

/**
 * The rows that a load refused: line, reason, the record's public number and the field at fault if one is known, never
 * anything else of the person. The file comes into being with the first of them.
 */
export class RejectFile {
  #file: FileHandle | undefined
  #lines: string[] = []
  /** Whether anything was rejected. */
  written = false

  private constructor(readonly path: string) {}

  /** Throws a `LoadError` if the file could not be written later, when the load has begun. */
  static async at(file: string): Promise<RejectFile> {
    const existing = await stat(file).catch(() => undefined)
    if (existing?.isDirectory()) throw new LoadError(`The file for rejected rows, ${file}, is a folder.`)
    await access(existing === undefined ? path.dirname(path.resolve(file)) : file, constants.W_OK).catch(() => {
      throw new LoadError(`The file for rejected rows, ${file}, cannot be written.`)
    })
    return new RejectFile(file)
  }

  add(line: number, reason: string, publicKey: string, field = ''): void {
    this.#lines.push(`${line},${reason},${publicKey},${field}\n`)
  }

  /** Writes what has come together; called now and then, so that a file full of errors does not fill the memory. */
  async flush(force = false): Promise<void> {
    if (this.#lines.length === 0 || (!force && this.#lines.length < BUFFERED_LINES)) return
    const lines = this.#lines.join('')
    this.#lines = []
    if (this.#file === undefined) {
      this.#file = await open(this.path, 'w', 0o600)
      await this.#file.write('line,reason,key,field\n')
      this.written = true
    }
    await this.#file.write(lines)
  }

  async close(): Promise<void> {
    try {
      await this.flush(true)
    } finally {
      await this.#file?.close()
      this.#file = undefined
    }
  }
}
