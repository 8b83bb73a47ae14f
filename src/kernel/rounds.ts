interface Waiting<Input, Output> {
  input: Input
  resolve(output: Output): void
  reject(error: unknown): void
}

/**
 * Does together what several callers want at once: whoever comes while a round is under way waits for the next one, which
 * takes all who wait. Each gets its own part of what comes of it. Where a round fails, each of it is tried by itself, so
 * that nobody fails for another's sake.
 */
export class Rounds<Input, Output> {
  readonly #waiting: Waiting<Input, Output>[] = []
  #isWorking = false

  /** `work` gives the outputs in the order of the inputs; at most `limit` of them at a time. */
  constructor(
    private readonly work: (inputs: readonly Input[]) => Promise<readonly Output[]>,
    private readonly limit: number,
  ) {}

  run(input: Input): Promise<Output> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject })
      if (!this.#isWorking) void this.#rounds()
    })
  }

  async #rounds(): Promise<void> {
    this.#isWorking = true
    // Whoever asks within the same turn goes along.
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#round(this.#waiting.splice(0, this.limit))
    this.#isWorking = false
  }

  async #round(waiting: readonly Waiting<Input, Output>[]): Promise<void> {
    try {
      const outputs = await this.work(waiting.map(({ input }) => input))
      waiting.forEach(({ resolve }, place) => {
        resolve(outputs[place] as Output)
      })
    } catch (error) {
      if (waiting.length === 1) waiting[0]?.reject(error)
      else await Promise.all(waiting.map((one) => this.#round([one])))
    }
  }
}
