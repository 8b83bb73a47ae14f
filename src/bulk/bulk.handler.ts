import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import type { BulkErrorCode, BulkKind } from './bulk.words.js'

/** For whom the rows of an operation are processed: whoever started it, in the request that did. */
export interface BulkTask {
  operationId: string
  organizationId: string
  /** Number of the first of the rows, counted from 1. */
  firstRow: number
  actor: Actor
  request: RequestInfo
}

/** What an operation works on. */
export interface BulkSource {
  operationId: string
  contentType: string
  /** The uploaded file. @throws BulkFileError FILE_MISSING */
  file(): AsyncIterable<Buffer>
}

/** A value of a result. */
export type BulkCell = string | number | boolean | null

/** What became of a row. */
export interface BulkRowResult {
  /** `UPPER_CASE`; the operation counts rows by it. */
  status: string
  /** By the handler's columns, of which `status` is one. */
  cells: Readonly<Record<string, BulkCell>>
}

/** What is done with the rows of one kind of file; a feature brings it, the core does the rest. */
export interface BulkHandler<Row = unknown> {
  readonly kind: BulkKind
  /** What the result says of a row, in the order of its columns. */
  readonly columns: readonly string[]
  /** More rows are refused before the first one is processed. */
  readonly maxRows: number
  /** Rows that `process` gets at once, but for the last: of what a kill can undo, and of what a cancel waits for. */
  readonly sliceRows: number
  /**
   * The rows of the source, in groups of any size, and the same each time: an operation that was interrupted reads
   * them again and skips what it has done. A row that is wrong is a row, for `process` to say so.
   * @throws BulkFileError for a file that is none of this kind
   */
  rows(source: BulkSource): AsyncIterable<readonly Row[]>
  /**
   * Does what is to be done with these rows, and says so in their order. In the transaction that writes the
   * result and the progress: all of it is done once, or none.
   */
  process(tx: Transaction, rows: readonly Row[], task: BulkTask): Promise<readonly BulkRowResult[]>
}

/** A file that cannot be processed at all, with a message for whoever sent it. */
export class BulkFileError extends Error {
  override readonly name = 'BulkFileError'

  constructor(
    readonly code: BulkErrorCode,
    /** What was expected and what came; nothing of the file's content but its header. */
    message: string,
  ) {
    super(message)
  }
}
