import type { Database } from '../../db/database.js'
import { sqlStateOf } from '../../db/sql-state.js'
import type { Clock } from '../../kernel/clock.js'
import { newId } from '../../kernel/ids.js'
import { LoadError } from '../load.error.js'
import type { LoadReport } from '../load.report.js'
import { RejectFile } from '../reject.file.js'
import { withSourceLock } from '../source.loads.js'
import { LoadApplying } from './load.applying.js'
import {
  abandonRunning,
  completedBefore,
  type EarlierLoad,
  type LoadIdentity,
  LoadJournal,
  type LoadStanding,
  lastFullDay,
  newestLoad,
  newStanding,
} from './load.journal.js'
import { type LoadOptions, type LoadProgress, MAX_VANISHING_SHARE } from './load.options.js'
import { LoadReading, LoadStopped } from './load.reading.js'
import { Staging } from './load.staging.js'
import { SourceFile } from './source.file.js'
import type { LoadContext, SourceLoader } from './source.loader.js'

/**
 * Loads a file: reads all of it into staging tables, compares it there with what is known, and applies what differs in
 * batches, each with how far the load has come in one transaction. A load that ended before its end, however it did, goes
 * on after its last batch when the same file is loaded again. Throws a `LoadError`, having changed nothing, for a file
 * that is none of its kind or was cut off.
 */
export async function runLoad(
  database: Database,
  clock: Clock,
  loader: SourceLoader,
  options: LoadOptions,
): Promise<LoadReport> {
  const file = await SourceFile.open(options.file, loader.description)
  try {
    return await withSourceLock(database, loader.source, () => new Load(database, clock, loader, options, file).run())
  } finally {
    await file.close()
  }
}

const DAY_MS = 86_400_000

class Load {
  readonly #identity: LoadIdentity
  #standing: LoadStanding = newStanding()
  #journal: LoadJournal | null = null
  #resumed = false
  #wasRead = false

  constructor(
    readonly database: Database,
    readonly clock: Clock,
    readonly loader: SourceLoader,
    readonly options: LoadOptions,
    readonly file: SourceFile,
  ) {
    const told = loader.nameTells?.(file.name)
    this.#identity = {
      source: loader.source,
      loader: loader.name,
      scope: options.scope ?? told?.scope ?? 'UPDATE',
      asOf: options.asOf ?? told?.asOf ?? null,
      actor: options.actor,
      fileName: file.name,
      fileBytes: file.bytesTotal,
    }
  }

  async run(): Promise<LoadReport> {
    const startedAt = this.clock.now()
    this.#refuseFuture(startedAt)
    await this.#refuseOlder()
    const rejects = await RejectFile.at(this.options.rejectsFile)
    const isCheck = this.options.check === true
    if (!isCheck) await abandonRunning(this.database, this.loader.source, startedAt)
    const earlier = isCheck ? undefined : await this.#earlierLoad()
    const loadId = earlier?.id ?? newId('sourceLoad')
    const staging = await Staging.open(this.database, this.loader.source, loadId, isCheck)
    try {
      await this.#stage(staging, rejects, earlier, startedAt)
      await this.#apply(staging)
      await staging.drop()
    } catch (error) {
      await this.#giveUp(staging, error)
      throw error
    } finally {
      await rejects.close()
      await staging.close()
    }
    return await this.#report(startedAt, rejects)
  }

  /** A slip in the year would make every later file an older one. The day may have begun elsewhere. */
  #refuseFuture(now: Date): void {
    const tomorrow = new Date(now.getTime() + DAY_MS).toISOString().slice(0, 10)
    const { asOf } = this.options
    if (asOf === undefined || asOf <= tomorrow) return
    throw new LoadError(`The file cannot be as of ${asOf}, a day to come; expected the day that it tells of.`)
  }

  async #refuseOlder(): Promise<void> {
    const { source, loader, asOf } = this.#identity
    if (this.options.older === true || asOf === null) return
    const last = await lastFullDay(this.database, source, loader)
    if (last !== null && asOf < last) {
      throw new LoadError(
        `The file is of ${asOf}, older than the last whole file that was loaded, of ${last}. ` +
          'To load it all the same, ask for an older file (--older).',
      )
    }
  }

  /** The load of this very file to go on with; its file has the same size and the same content. */
  async #earlierLoad(): Promise<EarlierLoad | undefined> {
    const earlier = await newestLoad(this.database, this.loader.source)
    const { loader, scope, fileBytes } = this.#identity
    if (earlier === undefined || (earlier.state !== 'INTERRUPTED' && earlier.state !== 'FAILED')) return
    if (earlier.loader !== loader || earlier.scope !== scope || earlier.fileBytes !== fileBytes) return
    for await (const _ of this.file.chunks()) this.#progress('READING', this.file.bytesRead, fileBytes)
    return this.file.sha256() === earlier.standing.fileSha256 ? earlier : undefined
  }

  async #stage(staging: Staging, rejects: RejectFile, earlier: EarlierLoad | undefined, now: Date): Promise<void> {
    if (earlier !== undefined) {
      this.#journal = await LoadJournal.resume(this.database, earlier.id, this.#identity)
      this.#resumed = true
      this.#standing = earlier.standing
      if (await staging.isWhole(earlier.standing.rowsStaged)) return
    }
    const standing = newStanding()
    const rows = this.loader.rows(this.file, { scope: this.#identity.scope })[Symbol.asyncIterator]()
    // Before the first rows have come, it may be none of its kind, and nothing of it should be on record.
    let group = await rows.next()
    if (earlier === undefined && this.options.check !== true) {
      this.#journal = await LoadJournal.begin(this.database, staging.loadId, this.#identity, now)
    }
    await staging.create(this.loader.source)
    const mentions = this.#identity.scope === 'FULL' && this.loader.target.vanish !== undefined
    const reading = new LoadReading(standing, staging, rejects, mentions)
    try {
      for (; group.done !== true; group = await rows.next()) {
        await reading.take(group.value)
        this.#progress('READING', this.file.bytesRead, this.file.bytesTotal, standing.rowsRead)
        this.#stopIfAsked(standing)
      }
    } finally {
      await rows.return?.()
    }
    this.#wasRead = true
    // Whoever goes on with the load need not read the file again, and could not list them.
    await rejects.flush(true)
    reading.assertReadable(this.loader.description)
    standing.rowsStaged = await staging.seal()
    standing.fileSha256 = this.file.sha256()
    // Another release may read the file otherwise; then what an earlier process counted means nothing any more.
    if (earlier?.standing.rowsStaged !== standing.rowsStaged) this.#standing = standing
    await this.#save()
  }

  async #apply(staging: Staging): Promise<void> {
    const { loader, options } = this
    const { source, scope, asOf, actor } = this.#identity
    const context: LoadContext = {
      ...{ loadId: staging.loadId, source, mode: loader.mode, scope, asOf, actor },
      now: this.clock.now(),
      stagedKeys: staging.keysTable,
    }
    const known = { knownDigests: loader.target.knownDigests, source, mode: loader.mode }
    this.#progress('COMPARING', 0, 1)
    const standing = this.#standing
    const { rows, records } = await staging.compare(known, scope, standing.checkpoint)
    standing.pending = rows
    standing.unchanged =
      standing.rowsRead - standing.inserted - standing.updated - standing.skipped - standing.rejected - rows
    await this.#save()
    const applying = new LoadApplying(this.database, loader.target, context, staging, this.#journal)
    const mayVanish = options.allowVanishing ?? MAX_VANISHING_SHARE
    if (scope === 'FULL') refuseShort(loader, standing.rowsStaged ?? 0, mayVanish)
    await applying.refuseVanishing(standing, mayVanish)
    this.#stopIfAsked(standing)
    let done = 0
    this.#progress('APPLYING', done, records)
    for await (const applied of applying.batches(standing)) {
      done += applied
      this.#progress('APPLYING', done, records)
      this.#stopIfAsked(standing)
    }
    await applying.vanish(standing, options.stopping)
    await applying.finish(this.clock)
  }

  #stopIfAsked(standing: LoadStanding): void {
    if (this.options.stopping?.aborted === true) throw new LoadStopped(standing)
  }

  async #save(): Promise<void> {
    const journal = this.#journal
    if (journal !== null) await this.database.transaction((tx) => journal.save(tx, this.#standing))
  }

  /** Keeps what another process needs to go on, and says on record what has happened; the first error is what counts. */
  async #giveUp(staging: Staging, error: unknown): Promise<void> {
    const journal = this.#journal
    try {
      if (journal === null || this.#standing.rowsStaged === null) await staging.drop()
      if (journal === null) return
      const state = error instanceof LoadStopped ? 'INTERRUPTED' : 'FAILED'
      await this.database.transaction((tx) => journal.giveUp(tx, state, sayError(error), this.clock.now()))
    } catch {
      // The next load of the source finds it running without a process, and what it has staged.
    }
  }

  #progress(phase: LoadProgress['phase'], done: number, total: number, rowsRead = this.#standing.rowsRead): void {
    this.options.onProgress?.({ phase, done, total, rowsRead })
  }

  async #report(startedAt: Date, rejects: RejectFile): Promise<LoadReport> {
    const { source, scope, asOf } = this.#identity
    const { pending: _, rowsStaged: __, checkpoint: ___, ...counts } = this.#standing
    const fileSha256 = counts.fileSha256 ?? ''
    const loadId = this.#journal?.id ?? null
    return {
      ...{ ...counts, fileSha256, loadId, source, scope, asOf },
      check: this.options.check === true,
      resumed: this.#resumed,
      sameAs: await completedBefore(this.database, this.#identity, fileSha256, loadId),
      fileName: this.file.name,
      fileBytes: this.file.bytesTotal,
      encoding: this.#wasRead ? this.file.encoding : null,
      startedAt,
      finishedAt: this.clock.now(),
      rejectsFile: rejects.written ? this.options.rejectsFile : null,
    }
  }
}

/** PostgreSQL's own message may quote a value of a person. */
function sayError(error: unknown): string {
  if (error instanceof LoadError) return error.message
  const state = sqlStateOf(error)
  return state === undefined ? 'Unexpected error.' : `PostgreSQL refused a statement (SQLSTATE ${state}).`
}

/** The first whole file has nothing that could vanish; one that is too short to be whole would make silence of what it lacks. */
function refuseShort({ leastWhole = 0, source }: SourceLoader, rows: number, mayVanish: number): void {
  if (rows >= leastWhole || mayVanish === 1) return
  throw new LoadError(
    `expected a whole file of ${source}, of ${leastWhole.toLocaleString('en-US')} rows at least, got ${rows.toLocaleString('en-US')}; ` +
      'nothing was changed. If it is whole, say so (--allow-vanishing 100); if it holds only what has changed, load it as that (--update).',
  )
}
