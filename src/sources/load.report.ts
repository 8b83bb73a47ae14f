import type { LocalDay } from '../kernel/local-day.js'
import type { LoadScope } from './engine/source.loader.js'

/**
 * What became of the rows of a file: `rowsRead` is the sum of the others. Where several rows form one record, all of them
 * count for what became of it.
 */
export interface LoadCounts {
  rowsRead: number
  inserted: number
  updated: number
  unchanged: number
  skipped: number
  rejected: number
}

/** The outcome of one load. */
export interface LoadReport extends LoadCounts {
  /** `load_…`; null for a check, of which nothing is on record. */
  loadId: string | null
  source: string
  scope: LoadScope
  asOf: LocalDay | null
  /** True if nothing was written: the counts say what a load would do. */
  check: boolean
  /** Whether it went on where an earlier load of the file had ended. */
  resumed: boolean
  /** The last load that had brought the same file to its end before; null for a new file. */
  sameAs: { loadId: string; finishedAt: Date } | null
  fileName: string
  fileBytes: number
  /** Hex. */
  fileSha256: string
  /** Null if a load that was resumed did not have to read the file again. */
  encoding: string | null
  startedAt: Date
  finishedAt: Date
  skippedByReason: Readonly<Record<string, number>>
  rejectedByReason: Readonly<Record<string, number>>
  /** Records that the source no longer has. */
  vanished: number
  /** Where the rejected rows are listed; null if there are none. */
  rejectsFile: string | null
}

/** Adds rows to the count of their reason. */
export function addReason(byReason: Record<string, number>, reason: string, rows: number): void {
  byReason[reason] = (byReason[reason] ?? 0) + rows
}

/** The outcome in words, line by line, for a terminal. */
export function describeLoad(report: LoadReport): string[] {
  const seconds = (report.finishedAt.getTime() - report.startedAt.getTime()) / 1000
  const rate = seconds > 0 && !report.resumed ? ` (${count(Math.round(report.rowsRead / seconds))} rows/s)` : ''
  const encoding = report.encoding === null ? '' : `, ${report.encoding}`
  const what = report.scope === 'FULL' ? 'all that the source knows' : 'what has changed'
  const asOf = report.asOf === null ? '' : `, as of ${report.asOf}`
  const lines = [
    `${report.source}: ${report.fileName}, ${count(report.fileBytes)} bytes${encoding}`,
    `The file is ${what} (${report.scope})${asOf}`,
    `SHA-256 ${report.fileSha256}`,
    ...(report.sameAs === null
      ? []
      : [`The same file as ${report.sameAs.loadId} of ${report.sameAs.finishedAt.toISOString()}`]),
    ...(report.resumed ? ['Went on where an earlier load of the file had ended; the counts are of both'] : []),
    `Time ${seconds.toFixed(1)} s${rate}`,
    row('Rows read', report.rowsRead),
    row('  inserted', report.inserted),
    row('  updated', report.updated),
    row('  unchanged', report.unchanged),
    row('  skipped', report.skipped),
    ...reasons(report.skippedByReason),
    row('  rejected', report.rejected),
    ...reasons(report.rejectedByReason),
    ...(report.scope === 'FULL' ? [row('Records no longer reported', report.vanished)] : []),
  ]
  if (report.rejectsFile !== null) lines.push(`Rows with faults are listed in ${report.rejectsFile}`)
  if (report.check) lines.push('Only checked: nothing was changed, the counts say what a load would do.')
  else if (report.inserted + report.updated + report.vanished === 0)
    lines.push(`Nothing changed: ${whyNothing(report)}.`)
  return lines
}

function whyNothing(report: LoadReport): string {
  const older = report.skippedByReason['OLDER_THAN_KNOWN'] ?? 0
  const causes: string[] = []
  if (report.unchanged > 0) {
    const all = older === 0 ? 'all ' : ''
    causes.push(`${all}${count(report.unchanged)} rows for the directory were known as the file has them`)
  }
  if (older > 0) causes.push(`of ${count(older)} rows of the file something newer is known`)
  return causes.length > 0 ? causes.join(', ') : 'the file has nothing for the directory'
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}

function reasons(byReason: Readonly<Record<string, number>>): string[] {
  return Object.entries(byReason)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, rows]) => row(`    ${inWords(reason)}`, rows))
}

/** `IMPOSSIBLE_DATE expiresOn` as `impossible date: expiresOn`. */
function inWords(reason: string): string {
  const [name = '', field] = reason.split(' ')
  const words = name.toLowerCase().replaceAll('_', ' ')
  return field === undefined ? words : `${words}: ${field}`
}

function row(label: string, rows: number): string {
  return `${label.padEnd(40)}${count(rows).padStart(12)}`
}
