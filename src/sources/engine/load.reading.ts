import { LoadError } from '../load.error.js'
import { addReason } from '../load.report.js'
import type { RejectFile } from '../reject.file.js'
import type { LoadStanding } from './load.journal.js'
import type { Staging } from './load.staging.js'
import type { FieldFault, ReadRow } from './source.loader.js'

/** Reasons that an error names. */
const NAMED_REASONS = 3

/** Counts the rows of a file, stages those that say something and lists the rejected ones. */
export class LoadReading {
  constructor(
    readonly standing: LoadStanding,
    readonly staging: Staging,
    readonly rejects: RejectFile,
    /** Whether rows that say nothing are staged too, if they tell that their record is in the file. */
    readonly withMentions: boolean,
  ) {}

  /** Takes a group of rows; waits while PostgreSQL or the reject file is behind. */
  async take(rows: readonly ReadRow<unknown>[]): Promise<void> {
    for (const { line, outcome } of rows) {
      const number = ++this.standing.rowsRead
      if ('part' in outcome) {
        const fault = this.staging.add(number, outcome.key, outcome.part)
        if (fault === null) this.standing.pending++
        else this.#reject(line, [{ reason: fault, field: '' }], '')
        if (outcome.doubt !== undefined) this.rejects.add(line, outcome.doubt.reason, outcome.doubt.publicKey, '')
      } else {
        if ('skipped' in outcome) {
          this.standing.skipped++
          addReason(this.standing.skippedByReason, outcome.skipped, 1)
        } else this.#reject(line, outcome.faults ?? [{ reason: outcome.rejected, field: '' }], outcome.publicKey)
        if (this.withMentions && outcome.key !== undefined) this.staging.add(number, outcome.key, undefined)
      }
    }
    await Promise.all([this.staging.flush(), this.rejects.flush()])
  }

  /**
   * After the last row: throws a `LoadError` if there was none, or none that could be read. Then the header is right and
   * what is below it of another kind, encoding or separator.
   */
  assertReadable(expected: string): void {
    const { rowsRead, rejected, rejectedByReason } = this.standing
    if (rowsRead === 0) throw new LoadError(`The file has no rows; expected ${expected}.`)
    if (rejected < rowsRead) return
    const reasons = Object.keys(rejectedByReason).slice(0, NAMED_REASONS).join(', ')
    throw new LoadError(`None of the ${rowsRead} rows of the file can be read (${reasons}); expected ${expected}.`)
  }

  #reject(line: number, faults: readonly FieldFault[], publicKey: string): void {
    this.standing.rejected++
    for (const { reason, field } of faults) {
      addReason(this.standing.rejectedByReason, field === '' ? reason : `${reason} ${field}`, 1)
      this.rejects.add(line, reason, publicKey, field)
    }
  }
}

/** A load that was stopped on request; the same file loaded again goes on with it. */
export class LoadStopped extends LoadError {
  constructor(readonly standing: LoadStanding) {
    const { rowsRead, pending, rowsStaged } = standing
    super(
      rowsStaged === null
        ? 'Stopped before all of the file was read; nothing was changed.'
        : `Stopped with ${rowsRead - pending} of ${rowsRead} rows done; loading the same file again goes on from there.`,
    )
  }
}
