import { isUtf8 } from 'node:buffer'

/** Why a row could not be read as CSV. */
export type CsvProblem = 'UNBALANCED_QUOTE' | 'STRAY_QUOTE' | 'NUL_BYTE' | 'ROW_TOO_LONG'

/** The row that the scanner stands on; it is gone with the next one, so take what you need of it. */
export interface CsvRow {
  /** Number of the line on which the row begins, from 1. */
  readonly line: number
  /** Number of values. */
  readonly count: number
  readonly problem: CsvProblem | null
  /** Whether the row has bytes beyond ASCII, and in which encoding they were read. */
  readonly encoding: 'ASCII' | 'UTF-8' | 'ISO-8859-1'
  isEmpty(index: number): boolean
  /** The value at `index`; empty beyond the last one. */
  text(index: number): string
}

export interface CsvScannerOptions {
  /**
   * Whether a row begins at `offset`. Where one does, right after the end of a line, an open quote was never closed:
   * only its own row is lost. Everywhere else a line end within quotes is part of the value.
   */
  beginsRow(bytes: Buffer, offset: number): boolean
  /** How many bytes `beginsRow` must have in view. */
  beginsRowBytes: number
  /** A row that goes on for longer is given up, so that no file can fill the memory. */
  maxRowBytes?: number
}

const QUOTE = 0x22
const COMMA = 0x2c
const CR = 0x0d
const LF = 0x0a

/** Above this, a byte is not ASCII. */
const ASCII_MAX = 0x7f

/**
 * Reads CSV (RFC 4180; LF or CRLF) from chunks that may end anywhere, byte by byte and without a copy of any value that
 * nobody asks for: of NPPES's 330 columns a handful are needed, and of most rows only two. Several times as fast as the
 * parsers that build every value. A row in bytes beyond ASCII is UTF-8 if it is valid UTF-8, else ISO-8859-1: in real
 * text the second is never the first by chance, and a decision by row needs no look at the whole file.
 */
export class CsvScanner implements CsvRow {
  line = 1
  count = 0
  problem: CsvProblem | null = null

  #bytes: Buffer = Buffer.alloc(0)
  #rowStart = 0
  #rowEnd = 0
  /** Lines that the present row has taken. */
  #rowLines = 0
  #starts = new Int32Array(512)
  #ends = new Int32Array(512)
  #seenBits = 0
  #doubledQuotes = false
  #rowText: string | undefined
  #rowEncoding: 'ASCII' | 'UTF-8' | 'ISO-8859-1' | undefined
  #atFileStart = true
  /** Within a row that was given up, up to the end of its line. */
  #skipping = false
  readonly #maxRowBytes: number

  constructor(readonly options: CsvScannerOptions) {
    this.#maxRowBytes = options.maxRowBytes ?? 1_048_576
  }

  /** Takes the next chunk and calls `onRow` for every row that it completes. */
  push(chunk: Buffer, onRow: (row: CsvRow) => void): void {
    const rest = this.#bytes.subarray(this.#rowStart)
    this.#bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    this.#rowStart = 0
    this.#scanAll(false, onRow)
  }

  /** Ends the file: its last line may lack its line end. */
  end(onRow: (row: CsvRow) => void): void {
    this.#scanAll(true, onRow)
  }

  get encoding(): 'ASCII' | 'UTF-8' | 'ISO-8859-1' {
    if (this.#seenBits <= ASCII_MAX) return 'ASCII'
    this.#rowEncoding ??= isUtf8(this.#bytes.subarray(this.#rowStart, this.#rowEnd)) ? 'UTF-8' : 'ISO-8859-1'
    return this.#rowEncoding
  }

  isEmpty(index: number): boolean {
    return index >= this.count || this.#starts[index] === this.#ends[index]
  }

  text(index: number): string {
    if (this.isEmpty(index)) return ''
    const [start, end] = [this.#starts[index] as number, this.#ends[index] as number]
    let text: string
    if (this.encoding === 'UTF-8') text = this.#bytes.toString('utf8', start, end)
    else {
      this.#rowText ??= this.#bytes.toString('latin1', this.#rowStart, this.#rowEnd)
      text = this.#rowText.slice(start - this.#rowStart, end - this.#rowStart)
    }
    return this.#doubledQuotes ? text.replaceAll('""', '"') : text
  }

  #scanAll(final: boolean, onRow: (row: CsvRow) => void): void {
    if (this.#atFileStart && !this.#skipByteOrderMark(final)) return
    while (this.#rowStart < this.#bytes.length) {
      if (this.#skipping && !this.#skipLine()) return
      if (this.#rowStart === this.#bytes.length) return
      this.#resetRow()
      if (!this.#scanRow(final)) {
        if (this.#bytes.length - this.#rowStart <= this.#maxRowBytes) return
        this.problem = 'ROW_TOO_LONG'
        this.#rowEnd = this.#bytes.length
        this.#skipping = true
      }
      const isBlank = this.count === 1 && this.#bytes[this.#rowStart] !== QUOTE && this.isEmpty(0)
      if (!isBlank || this.problem !== null) onRow(this)
      this.line += this.#rowLines
      this.#rowStart = this.#rowEnd
    }
  }

  #skipByteOrderMark(final: boolean): boolean {
    if (this.#bytes.length < 3 && !final) return false
    this.#atFileStart = false
    if (this.#bytes[0] === 0xef && this.#bytes[1] === 0xbb && this.#bytes[2] === 0xbf) this.#rowStart = 3
    return true
  }

  #skipLine(): boolean {
    const lineEnd = this.#bytes.indexOf(LF, this.#rowStart)
    this.#rowStart = lineEnd === -1 ? this.#bytes.length : lineEnd + 1
    if (lineEnd === -1) return false
    this.line++
    this.#skipping = false
    return true
  }

  #resetRow(): void {
    this.count = 0
    this.problem = null
    this.#rowLines = 0
    this.#seenBits = 0
    this.#doubledQuotes = false
    this.#rowText = undefined
    this.#rowEncoding = undefined
  }

  /** Finds the values of the row at `#rowStart`; false if its end is not in view, and nothing is lost by asking again. */
  #scanRow(final: boolean): boolean {
    const bytes = this.#bytes
    const end = bytes.length
    let at = this.#rowStart
    let seenBits = 0
    for (;;) {
      let start = at
      let valueEnd: number
      if (bytes[at] === QUOTE) {
        start = ++at
        for (;;) {
          let byte = QUOTE
          // The loop that takes most of the time of a load.
          while (at < end) {
            byte = bytes[at] as number
            if (byte === QUOTE || byte <= CR) break
            seenBits |= byte
            at++
          }
          if (at >= end) {
            if (!final) return false
            return this.#finishRow(start, at, at, 'UNBALANCED_QUOTE', seenBits)
          }
          if (byte === QUOTE) {
            if (at + 1 >= end && !final) return false
            if (bytes[at + 1] !== QUOTE) break
            this.#doubledQuotes = true
            at += 2
            continue
          }
          at++
          if (byte === 0) this.problem ??= 'NUL_BYTE'
          if (byte !== LF) continue
          this.#rowLines++
          if (at + this.options.beginsRowBytes > end && !final) return false
          if (at < end && this.options.beginsRow(bytes, at)) {
            this.#rowLines--
            return this.#finishRow(start, at - 1, at, 'UNBALANCED_QUOTE', seenBits)
          }
        }
        valueEnd = at++
      } else {
        let byte = COMMA
        while (at < end) {
          byte = bytes[at] as number
          if (byte === COMMA || byte === LF) break
          if (byte === QUOTE) this.problem ??= 'STRAY_QUOTE'
          if (byte === 0) this.problem ??= 'NUL_BYTE'
          seenBits |= byte
          at++
        }
        if (at >= end && !final) return false
        valueEnd = at
        if (byte !== COMMA && valueEnd > start && bytes[valueEnd - 1] === CR) valueEnd--
      }
      if (at >= end) return final && this.#finishRow(start, valueEnd, end, null, seenBits)
      if (bytes[at] === COMMA) {
        this.#addValue(start, valueEnd)
        at++
        continue
      }
      if (bytes[at] === CR && at + 1 >= end) return final && this.#finishRow(start, valueEnd, end, null, seenBits)
      const lineEnd = bytes[at] === CR ? at + 1 : at
      if (bytes[lineEnd] === LF) return this.#finishRow(start, valueEnd, lineEnd + 1, null, seenBits)
      const next = bytes.indexOf(LF, at)
      if (next === -1 && !final) return false
      return this.#finishRow(start, valueEnd, next === -1 ? end : next + 1, 'STRAY_QUOTE', seenBits)
    }
  }

  #finishRow(start: number, valueEnd: number, rowEnd: number, problem: CsvProblem | null, seenBits: number): true {
    this.#addValue(start, valueEnd)
    this.problem ??= problem
    this.#rowEnd = rowEnd
    this.#rowLines++
    this.#seenBits = seenBits
    return true
  }

  #addValue(start: number, end: number): void {
    if (this.count === this.#starts.length) {
      this.#starts = grown(this.#starts)
      this.#ends = grown(this.#ends)
    }
    this.#starts[this.count] = start
    this.#ends[this.count] = end
    this.count++
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
