/** Everything that happens to one bucket at once: what is settled, and then the charge, if it fits as a whole. */
export interface Visit {
  /** SHA-256 of whose bucket it is. */
  key: string
  /** Points that are asked for; none for a visit that settles only. */
  cost: number
  /** Points that answers cost more than was charged, or less: then below zero. */
  settled: number
}

/** What a visit came to. */
export interface Visited {
  key: string
  /** All that was asked for, or nothing. */
  granted: number
  /** Points in the bucket after it. */
  level: number
}

/** Where the buckets of all processes are. */
export interface BucketStore {
  /** Visits each bucket, none of them named twice, by the clock of the store. In any order. */
  visit(visits: readonly Visit[]): Promise<Visited[]>
  stop(): Promise<void>
}
