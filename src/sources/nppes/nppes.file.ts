import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { CsvScanner } from '../csv.scanner.js'
import { LoadError } from '../load.error.js'

const CHUNK_BYTES = 1_048_576
const EXPECTED = 'expected the NPPES main file (npidata_pfile_….csv)'

/** The file to load, with its size and the SHA-256 of what was read of it. */
export class NppesFile {
  bytesRead = 0
  readonly #hash = createHash('sha256')

  private constructor(
    readonly handle: FileHandle,
    readonly bytesTotal: number,
  ) {}

  /** Throws a `LoadError` for anything but a file with content. */
  static async open(path: string): Promise<NppesFile> {
    const handle = await open(path).catch((error: unknown) => {
      const code = (error as NodeJS.ErrnoException).code
      throw new LoadError(
        code === 'ENOENT' ? `There is no file ${path}.` : `The file ${path} cannot be read (${code}).`,
      )
    })
    try {
      const stat = await handle.stat()
      if (stat.isDirectory()) throw new LoadError(`${path} is a folder; ${EXPECTED}.`)
      if (stat.size === 0 && stat.isFile()) throw new LoadError(`The file ${path} is empty; ${EXPECTED}.`)
      const start = Buffer.alloc(4)
      await handle.read(start, 0, 4, 0)
      if (start.toString('latin1') === 'PK\x03\x04') throw new LoadError(`${path} is a ZIP archive: unpack it first.`)
      return new NppesFile(handle, stat.size)
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /** The file's bytes from the first on; each chunk is read when it is asked for. */
  async *chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      // A buffer of its own for each chunk: the scanner may still hold the end of the one before.
      const target = Buffer.allocUnsafeSlow(CHUNK_BYTES)
      const { bytesRead, buffer } = await this.handle.read(target, 0, CHUNK_BYTES, this.bytesRead)
      if (bytesRead === 0) return
      const chunk = buffer.subarray(0, bytesRead)
      this.bytesRead += bytesRead
      this.#hash.update(chunk)
      yield chunk
    }
  }

  /** Hex; ends the computation. */
  sha256(): string {
    return this.#hash.digest('hex')
  }

  async close(): Promise<void> {
    await this.handle.close()
  }
}

/** Reads the main file: a row of it begins with an NPI, which no value has after a line end. */
export function nppesScanner(): CsvScanner {
  return new CsvScanner({ beginsRow: beginsWithNpi, beginsRowBytes: 13 })
}

function beginsWithNpi(bytes: Buffer, offset: number): boolean {
  return /^(?:"\d{10}",|\d{10},)/.test(bytes.toString('latin1', offset, offset + 13))
}
