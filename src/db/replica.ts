import type pg from 'pg'
import { type DirectoryMarks, isNowhereBehind, MARKS, type MarkRow, marksOf } from './directory.marks.js'
import type { ReadStatement } from './statement.js'
import { openPool } from './steady-client.js'
import { parsedTypes } from './types.js'

/** How often a replica is asked how far it is. */
const LOOK_EVERY_MS = 500
/** A replica that takes longer to be reached, or to answer, counts as down: the primary answers instead. */
const CONNECT_TIMEOUT_MS = 1_000
const ANSWER_TIMEOUT_MS = 2_000

/**
 * Whether it has replayed all that it received, and still receives; and since when it has replayed no commit, which says
 * nothing where none came. A server that is no replica has everything.
 */
const PROGRESS = `select not pg_is_in_recovery() or (exists (select from pg_stat_wal_receiver)
      and pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()) as "hasAll",
    extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::float8 as "sinceCommit"`

/** What is known of a replica; null: it is down, or cannot answer. */
export interface ReplicaSight {
  marks: DirectoryMarks
  lagSeconds: number
}

interface Progress {
  hasAll: boolean
  sinceCommit: number | null
}

/** One server that follows the database. What it has shown to have it keeps, as long as it is up. */
export class Replica {
  readonly #pool: pg.Pool
  #sight: ReplicaSight | null = null
  /** What was found missing; it is not asked again until it has that. */
  #missed: DirectoryMarks | null = null
  /** When it last had all that it had received, by `performance.now()`. */
  #hadAllAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | null = null
  /** How often it was lost: what was seen before says nothing about what comes after. */
  #losses = 0

  constructor(
    /** Host and port: for logs and figures. */
    readonly name: string,
    url: string,
    poolSize: number,
    private readonly maxLagSeconds: number,
    private readonly tell: (replica: Replica, error: unknown) => void,
  ) {
    this.#pool = openPool({
      connectionString: url,
      application_name: 'profiles-gateway',
      max: poolSize,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      statement_timeout: ANSWER_TIMEOUT_MS,
    })
    // A server that begins again may have less for a moment than it had.
    this.#pool.on('error', (error) => this.#lose(error))
  }

  /** What it is known to have, if it can be asked now. */
  get sight(): ReplicaSight | null {
    const sight = this.#sight
    if (sight === null || sight.lagSeconds > this.maxLagSeconds) return null
    return this.#missed === null || isNowhereBehind(sight.marks, this.#missed) ? sight : null
  }

  get lagSeconds(): number | null {
    return this.#sight?.lagSeconds ?? null
  }

  /** Asks it now, and then again and again. */
  async start(): Promise<void> {
    await this.#lookOnce()
    this.#timer = setInterval(() => void this.#lookOnce(), LOOK_EVERY_MS).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
    await this.#pool.end()
  }

  /** Null when it does not answer as it should: then it is out until it was seen again. */
  async rows<Row>(statement: ReadStatement<Row>, values: readonly unknown[]): Promise<Row[] | null> {
    const { name, text } = statement
    try {
      const { rows } = await this.#pool.query({ name, text, values: [...values], types: parsedTypes })
      return rows as Row[]
    } catch (error) {
      this.#lose(error)
      return null
    }
  }

  /** It lacks some of that: it is left alone until it has it. */
  miss(needed: DirectoryMarks): void {
    this.#missed = needed
    void this.#lookOnce()
  }

  /** Looks how far it is; those who ask at once look once. */
  async #lookOnce(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null
    })
    await this.#looking
  }

  async #look(): Promise<void> {
    const losses = this.#losses
    try {
      const { rows: found } = await this.#pool.query<Progress>(PROGRESS)
      const { rows } = await this.#pool.query<MarkRow>({ text: MARKS.text, types: parsedTypes })
      if (losses !== this.#losses) return
      const wasDown = this.#sight === null
      this.#sight = { marks: marksOf(rows), lagSeconds: this.#lagOf(found[0]) }
      if (wasDown) this.tell(this, null)
    } catch (error) {
      this.#lose(error)
    }
  }

  /** The shorter of two times that both are no shorter than it is behind. */
  #lagOf({ hasAll, sinceCommit }: Progress = { hasAll: false, sinceCommit: null }): number {
    const now = performance.now()
    if (hasAll) this.#hadAllAt = now
    return Math.min((now - this.#hadAllAt) / 1_000, Math.max(0, sinceCommit ?? Number.POSITIVE_INFINITY))
  }

  #lose(error: unknown): void {
    if (this.#sight !== null) this.tell(this, error)
    this.#sight = null
    this.#losses++
  }
}
