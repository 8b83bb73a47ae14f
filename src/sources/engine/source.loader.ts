import type { UnattendedActor } from '../../audit/audit.trail.js'
import type { Mode } from '../../auth/actor.js'
import type { Transaction } from '../../db/database.js'
import type { LocalDay } from '../../kernel/local-day.js'
import type { SourceFile } from './source.file.js'

/** What a row of a file is: something to stage, or a row that is right but not for us, or one that is wrong. */
export type RowOutcome<Part> =
  | {
      /** The source's own key of the record that the row is part of; rows of one key come together, in the file's order. */
      key: string
      /** What JSON can say of the row; the same for the same row, whenever it is loaded. */
      part: Part
      /** Why the reject file lists the row all the same, with a public number of the record: not all of it is right. */
      doubt?: { reason: string; publicKey: string }
    }
  /** Why it is not for the directory: `UPPER_CASE`. With its key, the record is known to be in the file still. */
  | { skipped: string; key?: string }
  /**
   * Why it cannot be understood: `UPPER_CASE`; `publicKey` is a public number of the record for the reject file, or ''.
   * With its key, the record is known to be in the file still: it has not vanished and stays as it was last reported.
   */
  | { rejected: string; publicKey: string; key?: string; faults?: readonly FieldFault[] }

/** What is wrong with a field of a rejected row; a row of which they are known is listed and counted once for each. */
export interface FieldFault {
  /** `UPPER_CASE` */
  reason: string
  /** The field's name, never its value; empty if it is none that the loader knows. */
  field: string
}

/** A row as a loader hands it to the engine. */
export interface ReadRow<Part> {
  /** Number of the line on which it begins, from 1. */
  line: number
  outcome: RowOutcome<Part>
}

/** FULL: the file is all that the source knows, what is not in it is no longer reported. UPDATE: what changed. */
export type LoadScope = 'FULL' | 'UPDATE'

/** One kind of file of a source: all that the engine needs to load it. */
export interface SourceLoader<Part = unknown> {
  /** On the command line: `npm run load -- <name> <file>`. */
  readonly name: string
  /** What the file is, where it is published, and how it is called there; for the help. */
  readonly description: string
  /** Name of the source as printed beside each element. */
  readonly source: string
  readonly mode: Mode
  /** What the publisher's name of the file says of it; null where it says nothing. UPDATE is the default. */
  readonly nameTells?: (fileName: string) => { scope: LoadScope | null; asOf: LocalDay | null }
  /** A FULL file with fewer rows is taken for a mistake, where its silence would say something of people; none unless told. */
  readonly leastWhole?: number
  /**
   * The rows of the file in groups of some hundreds or thousands, so that neither the file nor the database waits and
   * memory stays flat. Throws a `LoadError` that says what was expected and what came for a file that is none of this
   * kind; nothing has been changed then.
   */
  rows(file: SourceFile, options: { scope: LoadScope }): AsyncIterable<readonly ReadRow<Part>[]>
  readonly target: LoadTarget<Part>
}

/** All rows of one key. */
export interface StagedRecord<Part> {
  key: string
  /** In the file's order. */
  parts: readonly Part[]
  /** SHA-256 of all that was staged of the record, hex. */
  digest: string
}

/** The load that a target works for. */
export interface LoadContext {
  /** `load_…`, for change records. */
  loadId: string
  source: string
  mode: Mode
  scope: LoadScope
  /** Of which day the file is; null if nobody said. */
  asOf: LocalDay | null
  now: Date
  actor: UnattendedActor
  /**
   * Name of the table that holds the keys of the file, for what has vanished: columns `key text` (unique) and
   * `digest text`, null for a record of which the file has a row that was skipped or rejected.
   */
  stagedKeys: string
}

/**
 * What became of the rows of a batch: a record counts as often as it has parts, for all its rows take its outcome. They
 * add up to the number of all parts of the batch.
 */
export interface TargetCounts {
  inserted: number
  updated: number
  unchanged: number
  /** By reason, `UPPER_CASE`: for example `NOT_IN_DIRECTORY`, `OLDER_THAN_KNOWN`. */
  skipped: Readonly<Record<string, number>>
}

/** Where records go: the directory, or tables of a source's own. */
export interface LoadTarget<Part> {
  /**
   * A query of what the target knows of the source `$1` in the mode `$2`: columns `key text` and `digest text` (hex), no
   * key twice. A record whose digest is the same is unchanged: it never leaves the database and `apply` does not see it.
   * Without the query, `apply` sees every record.
   */
  readonly knownDigests?: string
  /**
   * Makes of records what can be made of them without the database, while that works on the batch before; `apply` gets
   * the same objects later. It may never be called.
   */
  prepare?(records: readonly StagedRecord<Part>[], load: LoadContext): void
  /** Brings what is known to what the records say, in the transaction of the batch. Safe to do twice. No two have one key. */
  apply(tx: Transaction, records: readonly StagedRecord<Part>[], load: LoadContext): Promise<TargetCounts>
  /**
   * FULL only, after the last batch: marks up to `limit` records of the source that are not in the file as no longer
   * reported; gives how many it marked, and is called again until that is 0. A record that its source reported on a day
   * after `asOf` is newer than the file and has not vanished.
   */
  vanish?(tx: Transaction, load: LoadContext, limit: number): Promise<number>
  /** FULL only, before anything is applied: how many records of the source `vanish` would mark, and how many there are. */
  countVanishing?(tx: Transaction, load: LoadContext): Promise<{ vanishing: number; known: number }>
  /** After everything else, in a transaction of its own: what follows from the whole (coverage, matching). */
  finish?(tx: Transaction, load: LoadContext): Promise<void>
}
