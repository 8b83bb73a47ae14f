import { hash } from 'node:crypto'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { type CopyStreamQuery, from } from 'pg-copy-streams'
import type { Database } from '../../db/database.js'
import { type Comparison, compareStaged, type KnownRecords, literal } from './load.comparison.js'
import type { LoadScope, StagedRecord } from './source.loader.js'

/** Schema of the tables of loads; nothing else is in it. */
const SCHEMA = 'staging'

/** PostgreSQL works on so many bytes while the next rows are read. */
const BUFFER = { highWaterMark: 4_194_304 }

/** Longer keys do not fit an index. */
const MAX_KEY_CHARACTERS = 500

/** What JSON can say and PostgreSQL cannot: NUL, and half of a surrogate pair. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/

/** A load's session may take as long as it wants, and sorts by the million. */
const BEGIN_SESSION = `set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set work_mem = '64MB';
  set maintenance_work_mem = '128MB'; set jit = off; set client_min_messages = warning`
const END_SESSION =
  'reset statement_timeout; reset idle_in_transaction_session_timeout; reset work_mem; reset maintenance_work_mem; ' +
  'reset jit; reset client_min_messages; reset enable_nestloop; reset enable_seqscan'

/**
 * What a load has read, in tables of its own that are not logged: the rows, and beside them the keys with the digest of
 * all rows of each. It has a connection for itself, so that the next batch can be read while one is applied.
 */
export class Staging {
  /** Table of the keys; see `LoadContext.stagedKeys`. */
  readonly keysTable: string
  readonly #rowsTable: string
  #copy: CopyStreamQuery | undefined
  #copyError: Error | undefined
  #lines = ''
  #rows = 0

  private constructor(
    readonly client: PoolClient,
    readonly loadId: string,
  ) {
    this.#rowsTable = `${SCHEMA}.${loadId}_rows`
    this.keysTable = `${SCHEMA}.${loadId}_keys`
  }

  /**
   * Takes a connection, and drops what earlier loads of the source have left behind, but for those of `loadId`; a check
   * leaves them to who goes on with them.
   */
  static async open(database: Database, source: string, loadId: string, isCheck: boolean): Promise<Staging> {
    const client = await database.pool.connect()
    const staging = new Staging(client, loadId)
    try {
      await client.query(BEGIN_SESSION)
      if (!isCheck) await staging.#dropLeftovers(source)
    } catch (error) {
      client.release(true)
      throw error
    }
    return staging
  }

  /**
   * Throws if the session that filled the tables has ended: a crash of the server ends it and empties them, and what is
   * in an empty table of keys would seem to have vanished, all of it.
   */
  async assertAlive(): Promise<void> {
    await this.client.query(`select from ${this.keysTable} limit 0`)
  }

  /** Whether the staging table of an earlier process is there, with all its rows: a crash of the server empties it. */
  async isWhole(rows: number | null): Promise<boolean> {
    if (rows === null) return false
    const { rows: tables } = await this.client.query('select to_regclass($1) as found', [this.#rowsTable])
    if (tables[0].found === null) return false
    const { rows: counts } = await this.client.query(`select count(*)::int as rows from ${this.#rowsTable}`)
    return counts[0].rows === rows
  }

  /** Begins an empty staging table. */
  async create(source: string): Promise<void> {
    await this.drop()
    // A part stays within its row as it is: compressing it, or moving it aside, costs more than all of the rest.
    await this.client.query(`
      begin;
      create unlogged table ${this.#rowsTable} (row_no integer not null, key text not null, digest text, part text)
        with (autovacuum_enabled = false, toast_tuple_target = 8160);
      alter table ${this.#rowsTable} alter column part set storage external;
      comment on table ${this.#rowsTable} is ${literal(source)};
      commit`)
    this.#copyError = undefined
    this.#copy = this.client.query(from(`copy ${this.#rowsTable} (row_no, key, digest, part) from stdin`, BUFFER))
    // It comes when it comes, maybe while nobody waits for the stream.
    this.#copy.on('error', (error) => {
      this.#copyError ??= error
    })
  }

  /**
   * Adds a row. Null if it can be staged, else why not. `part` undefined stands for a row that says nothing but that its
   * record is in the file.
   */
  add(rowNumber: number, key: string, part: unknown): 'KEY_TOO_LONG' | 'UNSTORABLE_TEXT' | null {
    if (key.length > MAX_KEY_CHARACTERS) return 'KEY_TOO_LONG'
    if (key.includes('\0')) return 'UNSTORABLE_TEXT'
    if (part === undefined) {
      this.#lines += `${rowNumber}\t${escaped(key)}\t\\N\t\\N\n`
    } else {
      const json = JSON.stringify(part)
      const hasEscapes = json.includes('\\')
      if (hasEscapes && UNSTORABLE.test(json)) return 'UNSTORABLE_TEXT'
      const line = hasEscapes ? json.replaceAll('\\', '\\\\') : json
      this.#lines += `${rowNumber}\t${escaped(key)}\t${hash('sha256', json)}\t${line}\n`
    }
    this.#rows++
    return null
  }

  /** Sends what was added, and waits while PostgreSQL is behind. */
  async flush(): Promise<void> {
    const copy = this.#copy
    if (copy === undefined || this.#lines === '') return
    const lines = this.#lines
    this.#lines = ''
    if (this.#copyError !== undefined) throw this.#copyError
    if (!copy.write(lines)) await once(copy, 'drain')
  }

  /** Ends the staging; gives the number of rows in the table. */
  async seal(): Promise<number> {
    await this.flush()
    if (this.#copyError !== undefined) throw this.#copyError
    this.#copy?.end()
    if (this.#copy !== undefined) await finished(this.#copy)
    this.#copy = undefined
    return this.#rows
  }

  /** Compares what was staged with what is known; see `compareStaged`. */
  async compare(known: KnownRecords, scope: LoadScope, checkpoint: string | null): Promise<Comparison> {
    const tables = { rows: this.#rowsTable, keys: this.keysTable }
    return await compareStaged(this.client, tables, known, scope, checkpoint)
  }

  /** Up to `limit` records that differ, with keys beyond `after`, in the order of the bytes of their keys. */
  async read<Part>(after: string | null, limit: number): Promise<StagedRecord<Part>[]> {
    const { rows } = await this.client.query<{ key: string; digest: string; parts: string }>(
      `select key, digest,
              (select '[' || string_agg(r.part, ',' order by r.row_no) || ']' from ${this.#rowsTable} r
                where r.key collate "C" = k.key collate "C" and r.part is not null) as parts
         from ${this.keysTable} k where differs and key collate "C" > $1 order by key collate "C" limit $2`,
      [after ?? '', limit],
    )
    return rows.map(({ key, digest, parts }) => ({ key, digest, parts: JSON.parse(parts) as Part[] }))
  }

  /** Drops the tables, which may not be there, in the middle of being filled too. */
  async drop(): Promise<void> {
    if (this.#copy !== undefined) {
      const given = finished(this.#copy).catch(() => undefined)
      this.#copy.destroy(new Error('the load was given up'))
      await given
      this.#copy = undefined
    }
    await this.client.query(`drop table if exists ${this.#rowsTable}, ${this.keysTable}`)
  }

  /** Gives the connection back; one that is in the middle of something, or broken, is closed. */
  async close(): Promise<void> {
    const isReset = this.#copy === undefined && (await this.client.query(END_SESSION).then(...SUCCESS))
    this.client.release(!isReset)
  }

  async #dropLeftovers(source: string): Promise<void> {
    const { rows } = await this.client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relkind = 'r' and obj_description(c.oid, 'pg_class') = $2
          and not starts_with(c.relname, $3)`,
      [SCHEMA, source, this.loadId],
    )
    if (rows.length > 0) await this.client.query(`drop table ${rows.map(({ name }) => name).join(', ')}`)
  }
}

const SUCCESS = [() => true, () => false] as const

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A value in COPY's text format. */
function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : text
}
