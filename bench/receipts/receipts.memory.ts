const LOOK_EVERY_MS = 100
const MB = 1_048_576

/** Watches how much memory this process has, from now on. */
export class MemoryWatch {
  readonly #samples: number[] = []
  readonly #timer = setInterval(() => this.#samples.push(process.memoryUsage.rss()), LOOK_EVERY_MS)

  /** The highest of each half of the time, in MB. */
  stop(): { firstHalfMb: number; secondHalfMb: number } {
    clearInterval(this.#timer)
    const middle = Math.ceil(this.#samples.length / 2)
    return { firstHalfMb: highest(this.#samples.slice(0, middle)), secondHalfMb: highest(this.#samples.slice(middle)) }
  }
}

function highest(samples: readonly number[]): number {
  return Math.round(Math.max(0, ...samples) / MB)
}
