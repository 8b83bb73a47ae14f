import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** What is sent, and how. */
export interface Load {
  origin: string
  path: string
  headers: Readonly<Record<string, string>>
  bodies: readonly string[]
  connections: number
  seconds: number
  /** Requests of a second; null for as many as are answered, each connection asking again when it has its answer. */
  rate: number | null
}

/** What came of it; times in milliseconds. */
export interface Sample {
  requests: number
  seconds: number
  p50: number
  p99: number
}

/** The process that sends requests: another one than the servers', and than whoever counts. */
export class LoadGenerator {
  readonly #child: ChildProcess

  constructor() {
    this.#child = fork(path.join(import.meta.dirname, 'peers.generator.js'), { execArgv: [] })
  }

  /** @throws if a request was not answered as it should */
  async send(load: Load): Promise<Sample> {
    const ended = new AbortController()
    try {
      const answered = once(this.#child, 'message', { signal: ended.signal })
      const exited = once(this.#child, 'exit', { signal: ended.signal })
      this.#child.send(load)
      const first = await Promise.race([answered, exited.then(() => null)])
      for (const one of [answered, exited]) one.catch(() => undefined)
      if (first === null) throw new Error('the generator gave up')
      return (first as [Sample])[0]
    } finally {
      ended.abort()
    }
  }

  stop(): void {
    this.#child.kill()
  }
}
