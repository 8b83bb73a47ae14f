import type { Database } from '../db/database.js'
import { insertChunk, insertFile } from '../files/stored-file.queries.js'
import type { Clock } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import { accessStands } from '../vendors/standing.access.js'
import type { BulkEnding } from './bulk.ending.js'
import { BulkFileError, type BulkHandler } from './bulk.handler.js'
import {
  advanceOperation,
  type BulkWork,
  beginOperation,
  countRunning,
  lockOperation,
  operationCounted,
  taskOf,
} from './bulk.progress.js'
import { type BulkEnd, hasEnded, lockBulkOf } from './bulk.queries.js'
import { measureResult, RESULT_FILES, resultPiece } from './bulk.result.js'
import { BULK_SCOPES } from './bulk.words.js'

/** Operations of one organization that are in the works at a time; the others wait their turn. */
export const MAX_RUNNING_PER_ORGANIZATION = 2

/** What became of a slice: OVER when the operation is to end, OVERTAKEN when another worker has done it. */
export type SliceOutcome =
  | { outcome: 'DONE'; counts: Readonly<Record<string, number>> }
  | { outcome: 'OVER' | 'OVERTAKEN' }

/**
 * The steps of an operation, each one transaction that locks it and looks at it first: killed anywhere, or taken by two
 * workers at once, each step is taken once.
 */
export class BulkSteps {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ending: BulkEnding,
  ) {}

  /** The operation if there is work on it, begun if it waited and may begin; null if not, or not yet. */
  async begin(id: string): Promise<BulkWork | null> {
    return await this.database.transaction(async (tx) => {
      const found = await lockOperation(tx, id)
      if (found === null || hasEnded(found.state)) return null
      if (found.state !== 'CREATED') return found
      await lockBulkOf(tx, found.organizationId)
      if ((await countRunning(tx, found.organizationId)) >= MAX_RUNNING_PER_ORGANIZATION) return null
      await beginOperation(tx, id, this.clock.now())
      return { ...found, state: 'RUNNING' }
    })
  }

  /** Writes down how many rows there are, and makes room for the result. */
  async counted(id: string, rowsTotal: number): Promise<BulkWork | null> {
    return await this.database.transaction(async (tx) => {
      const found = await lockOperation(tx, id)
      if (found === null || hasEnded(found.state) || found.rowsTotal !== null) return found
      const createdAt = this.clock.now()
      const resultFileId = newId('storedFile')
      const { contentType } = RESULT_FILES[found.resultFormat]
      await insertFile(tx, { id: resultFileId, contentType, createdAt, expiresAt: this.ending.expiry(createdAt) })
      await operationCounted(tx, id, rowsTotal, resultFileId, createdAt)
      return { ...found, rowsTotal, resultFileId }
    })
  }

  /** Processes the rows after the first `from`. @throws BulkFileError ACCESS_ENDED */
  async slice(id: string, from: number, rows: readonly unknown[], handler: BulkHandler): Promise<SliceOutcome> {
    return await this.database.transaction(async (tx) => {
      const found = await lockOperation(tx, id)
      if (found?.resultFileId == null || hasEnded(found.state) || found.rowsProcessed !== from) {
        return { outcome: 'OVERTAKEN' }
      }
      if (found.state === 'CANCELLING') return { outcome: 'OVER' }
      if (!(await accessStands(tx, found, ...BULK_SCOPES[found.kind]))) {
        throw new BulkFileError('ACCESS_ENDED', 'the key, the grant or the role of whoever started it has ended')
      }
      const results = await handler.process(tx, rows, taskOf(found))
      const { resultFormat, resultFileId, resultChunks } = found
      const piece = resultPiece(resultFormat, handler.columns, results, resultChunks === 0)
      await insertChunk(tx, resultFileId, resultChunks, piece)
      const counts: Record<string, number> = {}
      const rowCounts = { ...found.rowCounts }
      for (const { status } of results) {
        counts[status] = (counts[status] ?? 0) + 1
        rowCounts[status] = (rowCounts[status] ?? 0) + 1
      }
      await advanceOperation(tx, id, { rowsProcessed: from + rows.length, rowCounts }, this.clock.now())
      return { outcome: 'DONE', counts }
    })
  }

  /**
   * Ends the operation as `endOf` says, which may say that it is not over. The result is measured before, for that takes
   * a while, and counts only if nothing was added meanwhile. Null if it was not ended by this call.
   */
  async end(id: string, endOf: (operation: BulkWork) => BulkEnd | null): Promise<(BulkWork & BulkEnd) | null> {
    const before = await this.database.transaction((tx) => lockOperation(tx, id))
    if (before === null || hasEnded(before.state)) return null
    const written = before.resultFileId !== null && before.resultChunks > 0 ? before.resultFileId : null
    const result = written === null ? null : await measureResult(this.database, written)
    return await this.database.transaction(async (tx) => {
      const found = await lockOperation(tx, id)
      if (found === null || hasEnded(found.state) || found.resultChunks !== before.resultChunks) return null
      const end = endOf(found)
      if (end === null) return null
      await this.ending.end(tx, found, end, result)
      return { ...found, ...end }
    })
  }
}
