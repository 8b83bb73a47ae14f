import type { Transaction } from '../db/database.js'
import { completeFile, deleteFile } from '../files/stored-file.queries.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { ProcessBulkOperation } from './bulk.jobs.js'
import { type BulkWork, markEnded, nextWaiting } from './bulk.progress.js'
import { type BulkEnd, lockBulkOf } from './bulk.queries.js'

const DAY_MS = 86_400_000

/** Size and SHA-256 of what an operation has written. */
export interface BulkResultFile {
  bytes: number
  sha256: string
}

/** What happens at the end of an operation, whichever it is. */
export class BulkEnding {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    /** How long its result is kept. */
    private readonly retentionDays: number,
  ) {}

  /** When a result that is complete now expires. */
  expiry(now: Date): Date {
    return new Date(now.getTime() + this.retentionDays * DAY_MS)
  }

  /**
   * Ends a locked operation: what was processed can be had, the uploaded file is deleted (it holds dates of birth), and
   * the next one of the organization begins.
   */
  async end(tx: Transaction, operation: BulkWork, end: BulkEnd, result: BulkResultFile | null): Promise<void> {
    const completedAt = this.clock.now()
    const expiresAt = this.expiry(completedAt)
    const { resultFileId, sourceFileId, organizationId } = operation
    // After what is just being started for the organization: one that finds no room now must be found as the next one.
    await lockBulkOf(tx, organizationId)
    if (resultFileId !== null) {
      if (result === null) await deleteFile(tx, resultFileId)
      else await completeFile(tx, { id: resultFileId, ...result, completedAt, expiresAt })
    }
    if (sourceFileId !== null) await deleteFile(tx, sourceFileId)
    await markEnded(tx, operation.id, end, completedAt, expiresAt)
    const next = await nextWaiting(tx, organizationId)
    if (next !== null) await this.jobs.add(tx, ProcessBulkOperation, { operationId: next }, { key: next })
  }
}
