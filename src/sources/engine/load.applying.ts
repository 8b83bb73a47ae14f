import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database, Transaction } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { invariant } from '../../kernel/errors.js'
import { LoadError } from '../load.error.js'
import { addReason } from '../load.report.js'
import type { LoadJournal, LoadStanding } from './load.journal.js'
import { LoadStopped } from './load.reading.js'
import type { Staging } from './load.staging.js'
import type { LoadContext, LoadTarget, StagedRecord, TargetCounts } from './source.loader.js'

/** Records of one transaction: larger batches save little and keep more in memory. */
const BATCH_SIZE = 2000

/** So few that the database does not wait for them. */
const PREPARED_AT_ONCE = 50

/** Ends the transaction of a batch that was only tried. */
class OnlyChecked extends Error {}

/**
 * Applies what was staged, batch by batch: each is one transaction with how far the load has come, so that whatever
 * happens loses one batch at the most. Without a journal it is a check: each batch is rolled back.
 */
export class LoadApplying<Part> {
  constructor(
    readonly database: Database,
    readonly target: LoadTarget<Part>,
    readonly context: LoadContext,
    readonly staging: Staging,
    readonly journal: LoadJournal | null,
  ) {}

  /** Throws a `LoadError` if a FULL file lacks more than that share of what is known; a check only counts. */
  async refuseVanishing(standing: LoadStanding, share: number): Promise<void> {
    if (this.context.scope !== 'FULL' || this.target.countVanishing === undefined) return
    const count = this.target.countVanishing.bind(this.target)
    const { vanishing, known } = await this.database.transaction((tx) => count(tx, this.context))
    if (this.journal === null) standing.vanished = vanishing
    if (vanishing <= known * share) return
    const [percent, allowed] = [((100 * vanishing) / known).toFixed(1), (100 * share).toFixed(1)]
    throw new LoadError(
      `${vanishing} of ${known} known records of ${this.context.source} (${percent} %) are not in this file, more than ` +
        `the ${allowed} % that may vanish at once; nothing was changed${standing.checkpoint === null ? '' : ' this time'}. If the file is whole, allow more ` +
        '(--allow-vanishing <percent>); if it holds only what has changed, load it as that (--update).',
    )
  }

  /** Applies batch after batch, each read while the one before is applied; gives the number of records of each. */
  async *batches(standing: LoadStanding): AsyncGenerator<number> {
    let next = this.#read(standing.checkpoint)
    for (;;) {
      const records = await next
      const last = records.at(-1)
      if (last === undefined) return
      next = this.#read(last.key)
      // Whoever awaits it gets the error; without this, one that comes sooner would end the process.
      next.catch(() => undefined)
      try {
        Object.assign(standing, await this.#applyBatch(standing, records, last.key))
      } catch (error) {
        await next.catch(() => undefined)
        throw error
      }
      yield records.length
    }
  }

  /** FULL: marks what the file no longer has, in batches too. */
  async vanish(standing: LoadStanding, stopping: AbortSignal | undefined): Promise<void> {
    const { journal, context } = this
    if (journal === null || context.scope !== 'FULL' || this.target.vanish === undefined) return
    const vanish = this.target.vanish.bind(this.target)
    for (;;) {
      const marked = await this.database.transaction(async (tx) => {
        const count = await vanish(tx, context, BATCH_SIZE)
        await this.staging.assertAlive()
        await journal.save(tx, { ...standing, vanished: standing.vanished + count })
        return count
      })
      standing.vanished += marked
      if (marked === 0) return
      if (stopping?.aborted === true) throw new LoadStopped(standing)
    }
  }

  /** What follows from the whole, and the end of the load, in one transaction. */
  async finish(clock: Clock): Promise<void> {
    const { journal } = this
    if (journal === null) return
    await this.database.transaction(async (tx) => {
      await this.target.finish?.(tx, this.context)
      await this.staging.assertAlive()
      await journal.complete(tx, clock.now())
    })
  }

  async #read(after: string | null): Promise<StagedRecord<Part>[]> {
    const records = await this.staging.read<Part>(after, BATCH_SIZE)
    for (let i = 0; i < records.length; i += PREPARED_AT_ONCE) {
      this.target.prepare?.(records.slice(i, i + PREPARED_AT_ONCE), this.context)
      // The batch before may have something to send.
      await nextTurn()
    }
    return records
  }

  async #applyBatch(standing: LoadStanding, records: StagedRecord<Part>[], checkpoint: string): Promise<LoadStanding> {
    let after: LoadStanding | undefined
    const work = async (tx: Transaction): Promise<void> => {
      after = added(standing, records, await this.target.apply(tx, records, this.context), checkpoint)
      if (this.journal === null) throw new OnlyChecked()
      await this.journal.save(tx, after)
    }
    await this.database.transaction(work).catch((error: unknown) => {
      if (!(error instanceof OnlyChecked)) throw error
    })
    invariant(after !== undefined, 'a batch was applied')
    return after
  }
}

/** How far the load has come after a batch. */
function added<Part>(
  standing: LoadStanding,
  records: readonly StagedRecord<Part>[],
  counts: TargetCounts,
  checkpoint: string,
): LoadStanding {
  const rows = records.reduce((sum, { parts }) => sum + parts.length, 0)
  const skipped = Object.values(counts.skipped).reduce((sum, count) => sum + count, 0)
  const sum = counts.inserted + counts.updated + counts.unchanged + skipped
  invariant(sum === rows, `a target says what became of each of ${rows} rows of a batch, not of ${sum}`)
  const skippedByReason = { ...standing.skippedByReason }
  for (const [reason, count] of Object.entries(counts.skipped)) {
    if (count > 0) addReason(skippedByReason, reason, count)
  }
  return {
    ...standing,
    inserted: standing.inserted + counts.inserted,
    updated: standing.updated + counts.updated,
    unchanged: standing.unchanged + counts.unchanged,
    skipped: standing.skipped + skipped,
    pending: standing.pending - rows,
    skippedByReason,
    checkpoint,
  }
}
