import { sha256Hex } from '../kernel/digest.js'
import type { BucketStore, Visited } from './bucket.store.js'
import type { CostSettings } from './request-limits.js'

/** What became of a charge. */
export interface Charge {
  granted: boolean
  /** Points in the bucket after it; more than the maximum when answers were larger than was foreseen. */
  level: number
}

/** How long what is settled may wait for a charge that takes it along. */
const SETTLE_WITHIN_MS = 100

interface Waiting {
  key: string
  cost: number
  resolve(charge: Charge): void
  reject(error: unknown): void
}

/**
 * A leaky bucket for each caller, one for all processes: requests put in what they cost, which runs out at a steady rate.
 * One visit at a time takes along all that waits in this process, whosever it is. Time is the store's alone.
 */
export class CostBuckets {
  readonly #waiting: Waiting[] = []
  /** What answers cost more (or less) than was charged, by key. */
  readonly #settled = new Map<string, number>()
  #settleTimer: NodeJS.Timeout | null = null
  #working: Promise<void> | null = null

  constructor(
    private readonly store: BucketStore,
    readonly settings: CostSettings,
  ) {}

  /**
   * Puts `cost` into the bucket of `owner` if it has room for all of it. What is charged stays charged should the process
   * be killed: it runs out by itself.
   */
  charge(owner: string, cost: number): Promise<Charge> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key: sha256Hex(owner), cost, resolve, reject })
      this.#work()
    })
  }

  /** Adds points to what `owner` was charged, or gives points back: with the next charge, or a moment later. */
  settle(owner: string, points: number): void {
    if (points !== 0) this.#add(sha256Hex(owner), points)
  }

  /** Settles what is left and closes the store. */
  async stop(): Promise<void> {
    await this.#working
    this.#work()
    await this.#working
    await this.store.stop()
  }

  #work(): void {
    this.#working ??= this.#visits()
  }

  async #visits(): Promise<void> {
    // Whoever asks within the same turn goes along.
    await Promise.resolve()
    do await this.#visit()
    while (this.#waiting.length > 0)
    // In the same turn as the last look: nobody can come in between.
    this.#working = null
  }

  async #visit(): Promise<void> {
    const charges = byKey(this.#waiting.splice(0))
    const settled = this.#takeSettled()
    const keys = [...new Set([...charges.keys(), ...settled.keys()])]
    if (keys.length === 0) return
    const visits = keys.map((key) => ({
      key,
      cost: sumOf(charges.get(key) ?? []),
      settled: settled.get(key) ?? 0,
    }))
    try {
      for (const visited of await this.store.visit(visits)) this.#tell(charges.get(visited.key) ?? [], visited)
    } catch (error) {
      for (const one of [...charges.values()].flat()) one.reject(error)
      // Whether it was done nobody knows: what is owed is asked for again, what was to be given back runs out by itself.
      for (const [key, owed] of settled) if (owed > 0) this.#add(key, owed)
    }
  }

  /** Together too much: those that fit, in their order, try again, and the others are told. */
  #tell(charges: readonly Waiting[], { granted, level }: Visited): void {
    if (granted === sumOf(charges)) {
      for (const { resolve } of charges) resolve({ granted: true, level })
      return
    }
    let room = this.settings.maximum - level
    for (const charge of charges) {
      const fits = charges.length > 1 && charge.cost <= room
      if (fits) {
        room -= charge.cost
        this.#waiting.push(charge)
      } else charge.resolve({ granted: false, level })
    }
  }

  #add(key: string, points: number): void {
    this.#settled.set(key, (this.#settled.get(key) ?? 0) + points)
    this.#settleTimer ??= setTimeout(() => this.#work(), SETTLE_WITHIN_MS)
  }

  #takeSettled(): ReadonlyMap<string, number> {
    if (this.#settleTimer !== null) clearTimeout(this.#settleTimer)
    this.#settleTimer = null
    const settled = new Map(this.#settled)
    this.#settled.clear()
    return settled
  }
}

function byKey(charges: readonly Waiting[]): Map<string, Waiting[]> {
  const groups = new Map<string, Waiting[]>()
  for (const charge of charges) {
    const group = groups.get(charge.key)
    if (group === undefined) groups.set(charge.key, [charge])
    else group.push(charge)
  }
  return groups
}

function sumOf(charges: readonly Waiting[]): number {
  return charges.reduce((sum, { cost }) => sum + cost, 0)
}
