import type { Database } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { Memory } from '../kernel/memory.js'

/** What is kept for callers: documented in docs/graphql-over-http.md, "Persisted queries". */
export const PERSISTED_QUERIES = {
  /** Documents of one caller; one more makes the gateway forget the one that would expire first. */
  ofCaller: 500,
  /** Of one document; a longer one is answered and not kept. */
  bytes: 20_000,
  /** From when it was last sent in full. */
  days: 30,
} as const

/** What a process remembers of the table, in characters: some thousand documents. */
const REMEMBERED_CHARACTERS = 4_000_000
const DAY_MS = 86_400_000

interface Kept {
  document: string
  expiresAt: Date
}

const FIND = readStatement<Kept>(
  'persisted_queries_find',
  `select document, expires_at as "expiresAt" from persisted_queries
    where owner = $1 and sha256 = $2 and expires_at > $3`,
)

const KEEP = writeStatement(
  'persisted_queries_keep',
  `insert into persisted_queries (owner, sha256, document, expires_at) values ($1, $2, $3, $4)
       on conflict (owner, sha256) do update set expires_at = excluded.expires_at`,
)

const FORGET_OLDEST = writeStatement(
  'persisted_queries_forget_oldest',
  `delete from persisted_queries
    where owner = $1 and sha256 in (
      select sha256 from persisted_queries where owner = $1 order by expires_at desc, sha256 offset $2)`,
)

const FORGET_EXPIRED = writeStatement(
  'persisted_queries_forget_expired',
  'delete from persisted_queries where expires_at <= $1',
)

/**
 * Documents that callers have sent once and name by their SHA-256 from then on. Each caller has its own, in a table that
 * all processes share; what one process has seen it does not ask for again.
 */
export class PersistedQueries {
  readonly #seen = new Memory<Kept>(REMEMBERED_CHARACTERS)

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Undefined for a hash that the owner has not used lately; what others have sent is none of its business. */
  async find(owner: string, sha256: string): Promise<string | undefined> {
    const now = this.clock.now()
    const seen = this.#seen.get(keyOf(owner, sha256))
    if (seen !== undefined && seen.expiresAt > now) return seen.document
    const [found] = await this.database.rows(FIND, [owner, sha256, now])
    if (found !== undefined) this.#remember(owner, sha256, found)
    return found?.document
  }

  /** Keeps a document whose hash has been checked; the table checks it once more. */
  async keep(owner: string, sha256: string, document: string): Promise<void> {
    if (Buffer.byteLength(document) > PERSISTED_QUERIES.bytes) return
    const now = this.clock.now()
    const expiresAt = new Date(now.getTime() + PERSISTED_QUERIES.days * DAY_MS)
    await this.database.transaction(async (tx) => {
      await tx.write(KEEP, [owner, sha256, document, expiresAt])
      await tx.write(FORGET_OLDEST, [owner, PERSISTED_QUERIES.ofCaller])
      await tx.write(FORGET_EXPIRED, [now])
    })
    this.#remember(owner, sha256, { document, expiresAt })
  }

  #remember(owner: string, sha256: string, kept: Kept): void {
    this.#seen.set(keyOf(owner, sha256), kept, kept.document.length)
  }
}

function keyOf(owner: string, sha256: string): string {
  return `${owner} ${sha256}`
}
