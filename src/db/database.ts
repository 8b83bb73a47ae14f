import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import type { DataSource, EntityManager } from 'typeorm'
import { type StatementObserver, UNOBSERVED } from '../telemetry/statement.observer.js'
import type { Reader } from './reader.js'
import type { Replicas } from './replicas.js'
import { isGivenUp, sqlStateOf } from './sql-state.js'
import type { ReadStatement, WriteStatement } from './statement.js'
import { parsedTypes } from './types.js'
import { READ_ONLY } from './unavailable.js'

export type { Reader } from './reader.js'

/** Whatever can run a writing statement: a transaction, or the database itself for one that is a transaction by itself. */
export interface Writer {
  write<Row>(statement: WriteStatement<Row>, values: readonly unknown[]): Promise<Row[]>
}

/** One transaction: all of it commits or none of it. */
export interface Transaction extends Reader, Writer {
  /** For entities, where speed does not matter. */
  readonly manager: EntityManager
  /** For libraries that bring their own SQL, such as the job queue. */
  readonly client: PoolClient
}

const MAX_ATTEMPTS = 5

/** The database as the services see it. Reads go out as named prepared statements on TypeORM's own pool. */
export class Database implements Reader, Writer {
  constructor(
    readonly dataSource: DataSource,
    private readonly observe: StatementObserver = UNOBSERVED,
    private readonly replicas: Replicas | null = null,
  ) {}

  /** The pool is `pg`'s; TypeORM's driver keeps it under a name that its types do not tell. */
  get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master
  }

  async rows<Row>(statement: ReadStatement<Row>, values: readonly unknown[]): Promise<Row[]> {
    return await this.#run(this.pool, statement, values)
  }

  /** One statement that is a transaction by itself: where nothing else has to be there with what it writes. */
  async write<Row>(statement: WriteStatement<Row>, values: readonly unknown[]): Promise<Row[]> {
    return await again(() => this.#run(this.pool, statement, values))
  }

  /**
   * Reads the directory of clinicians for an answer, from a replica if one has every change of it; anything else, and
   * everything without replicas, is read by `reader`. This is the one place where it is decided. Not for a transaction
   * that itself changes the directory, nor for what money or permissions depend on: those read `reader`.
   */
  directory(reader: Reader = this): Reader {
    const { replicas } = this
    if (replicas === null) return reader
    return {
      rows: (statement, values) =>
        statement.ofDirectory ? replicas.rows(statement, values, reader) : reader.rows(statement, values),
    }
  }

  /** Runs `work` in one transaction; a serialization failure or a deadlock runs the whole of it again. */
  async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return await again(() => this.#once(work))
  }

  async #once<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner()
    let client: PoolClient | null = null
    try {
      client = (await runner.connect()) as PoolClient
      const own = client
      await runner.startTransaction()
      const result = await work({
        rows: (statement, values) => this.#run(own, statement, values),
        write: (statement, values) => this.#run(own, statement, values),
        manager: runner.manager,
        client: own,
      })
      await runner.commitTransaction()
      return result
    } catch (error) {
      // A connection that broke cannot roll back; the server already has.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined)
      // After a failover the address may lead to another server: the pool opens a new connection in its place.
      if (sqlStateOf(error) === READ_ONLY) await client?.end().catch(() => undefined)
      throw error
    } finally {
      await runner.release()
    }
  }

  async #run<Row>(
    client: Pool | PoolClient,
    statement: ReadStatement<Row> | WriteStatement<Row>,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const { name, text } = statement
    const ended = this.observe(statement)
    try {
      const { rows } = await client.query({ name, text, values: [...values], types: parsedTypes })
      ended()
      return rows as Row[]
    } catch (error) {
      ended(error)
      throw error
    }
  }
}

async function again<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let made = 1; ; made++) {
    try {
      return await attempt()
    } catch (error) {
      if (made === MAX_ATTEMPTS || !isGivenUp(error)) throw error
      await sleep(Math.random() * 20 * 2 ** made)
    }
  }
}
