interface Remembered<Value> {
  value: Value
  size: number
}

/** Remembers values by keys, up to a size of all together: beyond it, those are forgotten that were used longest ago. */
export class Memory<Value> {
  /** In the order of their last use. */
  readonly #values = new Map<string, Remembered<Value>>()
  #size = 0

  constructor(private readonly maxSize: number) {}

  get(key: string): Value | undefined {
    const found = this.#values.get(key)
    if (found === undefined) return undefined
    this.#values.delete(key)
    this.#values.set(key, found)
    return found.value
  }

  set(key: string, value: Value, size: number): void {
    this.#forget(key)
    this.#values.set(key, { value, size })
    this.#size += size
    for (const oldest of this.#values.keys()) {
      if (this.#size <= this.maxSize) return
      this.#forget(oldest)
    }
  }

  #forget(key: string): void {
    this.#size -= this.#values.get(key)?.size ?? 0
    this.#values.delete(key)
  }
}
