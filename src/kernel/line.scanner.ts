const LF = 0x0a

/** Cuts chunks that may end anywhere into lines, without their line ends. Of a line that is too long nothing is kept. */
export class LineScanner {
  #rest: Buffer[] = []
  #restBytes = 0
  #line = 1

  constructor(private readonly maxLineBytes: number) {}

  /** Takes the next chunk and calls `onLine` for every line that it completes; with null for one that is too long. */
  push(chunk: Buffer, onLine: (bytes: Buffer | null, line: number) => void): void {
    let from = 0
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      this.#keep(chunk.subarray(from, end))
      onLine(this.#taken(), this.#line++)
      from = end + 1
    }
    this.#keep(chunk.subarray(from))
  }

  /** Ends the file: its last line may lack its line end. */
  end(onLine: (bytes: Buffer | null, line: number) => void): void {
    if (this.#restBytes > 0) onLine(this.#taken(), this.#line++)
  }

  #keep(bytes: Buffer): void {
    this.#restBytes += bytes.length
    if (this.#restBytes <= this.maxLineBytes) this.#rest.push(bytes)
    else this.#rest = []
  }

  #taken(): Buffer | null {
    const bytes = this.#restBytes > this.maxLineBytes ? null : Buffer.concat(this.#rest)
    this.#rest = []
    this.#restBytes = 0
    return bytes
  }
}
