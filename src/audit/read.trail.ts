import type { Database } from '../db/database.js'
import { Rounds } from '../kernel/rounds.js'
import { type AuditRecord, assertReasonGiven, recordAudits } from './audit.trail.js'

/** So many reads share one statement at most. */
const READS_OF_A_ROUND = 100

/**
 * Writes down who has read what, before it is answered. A read changes nothing that its record would have to be in one
 * transaction with, so reads of many requests that come at once are written together.
 */
export class ReadTrail {
  readonly #rounds: Rounds<readonly AuditRecord[], void>

  constructor(database: Database) {
    this.#rounds = new Rounds(async (reads) => {
      await recordAudits(database, reads.flat())
      return reads.map(() => undefined)
    }, READS_OF_A_ROUND)
  }

  /**
   * Resolves once they are written, all of them or none.
   * @throws RequestError BAD_USER_INPUT for what staff may not see without a reason, and have given none
   */
  async record(...records: readonly AuditRecord[]): Promise<void> {
    for (const record of records) assertReasonGiven(record)
    if (records.length > 0) await this.#rounds.run(records)
  }
}
