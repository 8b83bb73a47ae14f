import { isUtf8 } from 'node:buffer'
import { LoadError } from '../load.error.js'
import type { SourceFile } from './source.file.js'
import type { ReadRow, RowOutcome } from './source.loader.js'

const LF = 0x0a

/** A longer line is rejected, so that no file can fill the memory. */
const MAX_LINE_BYTES = 1_048_576

const BYTE_ORDER_MARK = Buffer.from('\uFEFF')

/** An object as a line of JSON Lines says it. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * The objects of a JSON Lines file (UTF-8, one object a line), a group for each chunk of the file. `map` says what an
 * object is. A line that is no object is rejected; a file that ends within one was cut off: a `LoadError`.
 */
export async function* jsonLinesRows<Part>(
  file: SourceFile,
  map: (object: JsonObject, line: number) => RowOutcome<Part>,
): AsyncGenerator<ReadRow<Part>[]> {
  file.assertText()
  const reader = new LineReader(file, map)
  for await (const chunk of file.chunks()) {
    reader.push(chunk)
    const rows = reader.taken()
    if (rows.length > 0) yield rows
  }
  reader.end()
  const rows = reader.taken()
  if (rows.length > 0) yield rows
}

class LineReader<Part> {
  #rest: Buffer[] = []
  #restBytes = 0
  #line = 1
  #rows: ReadRow<Part>[] = []
  #seen = false

  constructor(
    readonly file: SourceFile,
    readonly map: (object: JsonObject, line: number) => RowOutcome<Part>,
  ) {}

  taken(): ReadRow<Part>[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  push(chunk: Buffer): void {
    let from = 0
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      this.#keep(chunk.subarray(from, end))
      this.#take(false)
      from = end + 1
    }
    this.#keep(chunk.subarray(from))
  }

  end(): void {
    if (this.#restBytes > 0) this.#take(true)
    if (!this.#seen) throw new LoadError(`The file ${this.file.path} has no lines; expected ${this.file.expected}.`)
  }

  /** Of a line that is too long, no more is kept than tells so. */
  #keep(bytes: Buffer): void {
    if (this.#restBytes <= MAX_LINE_BYTES) this.#rest.push(bytes)
    this.#restBytes += bytes.length
  }

  #take(isLast: boolean): void {
    const tooLong = this.#restBytes > MAX_LINE_BYTES
    const bytes = this.#rest.length === 1 ? (this.#rest[0] as Buffer) : Buffer.concat(this.#rest)
    this.#rest = []
    this.#restBytes = 0
    const line = this.#line++
    const outcome = tooLong ? rejected<Part>('LINE_TOO_LONG') : this.#outcomeOf(bytes, line, isLast)
    if (outcome === null) return
    this.#seen = true
    this.#rows.push({ line, outcome })
  }

  /** Null for a blank line. */
  #outcomeOf(bytes: Buffer, line: number, isLast: boolean): RowOutcome<Part> | null {
    if (!isUtf8(bytes)) return rejected('NOT_UTF_8')
    const hasMark = line === 1 && bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
    const text = bytes.toString('utf8', hasMark ? BYTE_ORDER_MARK.length : 0).trim()
    if (text === '') return null
    if (text.length !== bytes.length) this.file.noteEncoding('UTF-8')
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      if (!isLast) return rejected('INVALID_JSON')
      throw new LoadError(
        `The file ${this.file.path} ends in the middle of line ${line}: it was cut off; expected ${this.file.expected}.`,
      )
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return rejected('NOT_AN_OBJECT')
    return this.map(value as JsonObject, line)
  }
}

function rejected<Part>(reason: string): RowOutcome<Part> {
  return { rejected: reason, publicKey: '' }
}
