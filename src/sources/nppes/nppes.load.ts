import path from 'node:path'
import type { UnattendedActor } from '../../audit/audit.trail.js'
import { analyzeDirectory, applyDirectoryEntries } from '../../clinicians/directory.apply.js'
import type { DirectoryEntry } from '../../clinicians/directory.record.js'
import type { Database } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import type { CsvRow } from '../csv.scanner.js'
import { LoadError } from '../load.error.js'
import { type LoadCounts, type LoadReport, LoadTally } from '../load.report.js'
import { RejectFile } from '../reject.file.js'
import { withSourceLock, writeSourceLoad } from '../source.loads.js'
import { findColumns, type NppesColumns } from './nppes.columns.js'
import { NppesFile, nppesScanner } from './nppes.file.js'
import { NPPES, toDirectoryEntry } from './nppes.record.js'
import { npiNumber, SeenNpis } from './nppes.values.js'

/** Entries of one transaction: larger ones save little and keep more in memory. */
const BATCH_SIZE = 2000

/** How far a load has come. */
export interface LoadProgress {
  bytesRead: number
  bytesTotal: number
  rowsRead: number
}

export interface NppesLoadOptions {
  file: string
  /** Where rejected rows go; the file appears only if there are any. */
  rejectsFile: string
  /** Who loads it, for the audit trail. */
  actor: UnattendedActor
  onProgress?: (progress: LoadProgress) => void
}

/**
 * Brings the directory to what an NPPES main file says. Batches commit one by one: after a crash, loading the file again
 * finds what is done already unchanged. Throws a `LoadError`, having changed nothing, if this is no such file.
 */
export async function loadNppes(database: Database, clock: Clock, options: NppesLoadOptions): Promise<LoadReport> {
  const file = await NppesFile.open(options.file)
  try {
    return await withSourceLock(database, NPPES, async () => {
      const startedAt = clock.now()
      const rejects = await RejectFile.at(options.rejectsFile)
      const load = new NppesLoad(database, clock, rejects)
      try {
        await load.run(file, options.onProgress)
      } finally {
        await rejects.close()
      }
      const counts = load.tally.counts
      if (counts.inserted + counts.updated > 0) await analyzeDirectory(database)
      const report: LoadReport = {
        source: NPPES,
        fileName: path.basename(options.file),
        fileBytes: file.bytesRead,
        fileSha256: file.sha256(),
        encoding: load.encoding,
        startedAt,
        finishedAt: clock.now(),
        ...counts,
        skippedByReason: load.tally.skippedByReason,
        rejectedByReason: load.tally.rejectedByReason,
        rejectsFile: rejects.written ? options.rejectsFile : null,
      }
      await writeSourceLoad(database, report, options.actor)
      return report
    })
  } finally {
    await file.close()
  }
}

/** One pass over one file. */
class NppesLoad {
  readonly tally = new LoadTally()
  readonly #encodings = new Set<CsvRow['encoding']>()
  readonly #seen = new SeenNpis()
  #columns: NppesColumns | undefined
  #batch: DirectoryEntry[] = []

  constructor(
    readonly database: Database,
    readonly clock: Clock,
    readonly rejects: RejectFile,
  ) {}

  /**
   * The next chunk is read and mapped while PostgreSQL works on the batch before, and waits if that takes longer: at most
   * two batches are in memory, however large the file.
   */
  async run(file: NppesFile, onProgress: NppesLoadOptions['onProgress']): Promise<void> {
    const scanner = nppesScanner()
    const onRow = (row: CsvRow): void => this.#take(row)
    let applying: Promise<void> = Promise.resolve()
    const applyBatch = async (): Promise<void> => {
      await applying
      const entries = this.#batch
      this.#batch = []
      applying = this.#apply(entries)
      // Whoever awaits it next gets the error; without this, one that comes sooner would end the process.
      applying.catch(() => undefined)
    }
    try {
      for await (const chunk of file.chunks()) {
        scanner.push(chunk, onRow)
        if (this.#batch.length >= BATCH_SIZE) await applyBatch()
        await this.rejects.flush()
        onProgress?.({ bytesRead: file.bytesRead, bytesTotal: file.bytesTotal, rowsRead: this.tally.counts.rowsRead })
      }
      scanner.end(onRow)
      await applyBatch()
    } finally {
      await applying
    }
    if (this.tally.counts.rowsRead === 0) {
      throw new LoadError(
        'The file has no rows, only a header at most; expected the NPPES main file (npidata_pfile_….csv).',
      )
    }
  }

  /** The encoding that the file was found to have. */
  get encoding(): string {
    this.#encodings.delete('ASCII')
    return this.#encodings.size === 0 ? 'ASCII' : [...this.#encodings].join(' and ')
  }

  #take(row: CsvRow): void {
    if (this.#columns === undefined) {
      this.#columns = findColumns(row)
      return
    }
    this.tally.counts.rowsRead++
    const text = row.text(this.#columns.npi)
    const fault = this.#faultOf(row, this.#columns, text)
    if (row.encoding !== 'ASCII') this.#encodings.add(row.encoding)
    const outcome = fault === null ? toDirectoryEntry(row, this.#columns, text) : { rejected: fault }
    if ('skipped' in outcome) this.tally.skip(outcome.skipped)
    else if ('rejected' in outcome) this.#reject(row, outcome.rejected, text)
    else this.#batch.push(outcome.entry)
  }

  #faultOf(row: CsvRow, columns: NppesColumns, text: string): string | null {
    if (row.problem !== null) return row.problem
    if (row.count !== columns.count) return 'WRONG_COLUMN_COUNT'
    const npi = npiNumber(text)
    if (npi === -1) return 'INVALID_NPI'
    return this.#seen.add(npi) ? null : 'REPEATED_NPI'
  }

  /** A broken row may hold anything where its NPI should be, so only what looks like one goes to the file. */
  #reject(row: CsvRow, reason: string, text: string): void {
    this.tally.reject(reason)
    this.rejects.add(row.line, reason, /^[12]\d{9}$/.test(text) ? text : '')
  }

  async #apply(entries: readonly DirectoryEntry[]): Promise<void> {
    const applied = await applyDirectoryEntries(this.database, entries, this.clock.now())
    const counts: LoadCounts = this.tally.counts
    counts.inserted += applied.inserted
    counts.updated += applied.updated
    counts.unchanged += applied.unchanged
    this.tally.skip('DEACTIVATED_NOT_IN_DIRECTORY', applied.unknown)
    this.tally.skip('OLDER_THAN_KNOWN', applied.older)
  }
}
