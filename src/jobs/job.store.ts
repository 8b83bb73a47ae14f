import type pg from 'pg'
import type PgBoss from 'pg-boss'
import type { Logger } from 'pino'
import type { Transaction } from '../db/database.js'
import { type WriteStatement, writeStatement } from '../db/statement.js'

/**
 * The connections through which pg-boss works. Its own would leave a connection inside a failed transaction (it sends
 * `begin; …; commit` as one text) and would be closed before the last answers are written.
 */
export class JobStore implements PgBoss.Db {
  readonly #running = new Set<Promise<unknown>>()

  constructor(
    private readonly pool: pg.Pool,
    private readonly logger: Logger,
  ) {}

  async executeSql(text: string, values?: unknown[]): Promise<{ rows: never[] }> {
    const query = this.pool.query<never>(text, values)
    this.#running.add(query)
    try {
      return await query
    } catch (error) {
      // pg-boss keeps some errors to itself, so they are told here.
      this.logger.warn({ err: error }, 'a statement of the job queue failed')
      throw error
    } finally {
      this.#running.delete(query)
    }
  }

  /** Resolves when nothing is under way any more. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running)
  }
}

const STATEMENTS = new Map<string, WriteStatement<never>>()

/** Lets pg-boss write within the caller's transaction, by a statement that is prepared once per connection. */
export function within(tx: Transaction): PgBoss.Db {
  return {
    async executeSql(text: string, values: unknown[]) {
      const statement = STATEMENTS.get(text) ?? writeStatement('job_add', text)
      STATEMENTS.set(text, statement)
      return { rows: await tx.write(statement, values) }
    },
  }
}
