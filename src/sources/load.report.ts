/** What became of the rows of a file: `rowsRead` is the sum of the others. */
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
  source: string
  fileName: string
  fileBytes: number
  /** Hex. */
  fileSha256: string
  encoding: string
  startedAt: Date
  finishedAt: Date
  skippedByReason: Readonly<Record<string, number>>
  rejectedByReason: Readonly<Record<string, number>>
  /** Where the rejected rows are listed; null if there are none. */
  rejectsFile: string | null
}

/** Counts rows while they are read. */
export class LoadTally {
  readonly counts: LoadCounts = { rowsRead: 0, inserted: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0 }
  readonly skippedByReason: Record<string, number> = {}
  readonly rejectedByReason: Record<string, number> = {}

  skip(reason: string, rows = 1): void {
    if (rows === 0) return
    this.counts.skipped += rows
    this.skippedByReason[reason] = (this.skippedByReason[reason] ?? 0) + rows
  }

  reject(reason: string): void {
    this.counts.rejected++
    this.rejectedByReason[reason] = (this.rejectedByReason[reason] ?? 0) + 1
  }
}

/** The outcome in words, line by line, for a terminal. */
export function describeLoad(report: LoadReport): string[] {
  const seconds = (report.finishedAt.getTime() - report.startedAt.getTime()) / 1000
  const rate = seconds > 0 ? ` (${Math.round(report.rowsRead / seconds).toLocaleString('en-US')} rows/s)` : ''
  const lines = [
    `${report.source}: ${report.fileName}, ${report.fileBytes.toLocaleString('en-US')} bytes, ${report.encoding}`,
    `SHA-256 ${report.fileSha256}`,
    `Time ${seconds.toFixed(1)} s${rate}`,
    row('Rows read', report.rowsRead),
    row('  inserted', report.inserted),
    row('  updated', report.updated),
    row('  unchanged', report.unchanged),
    row('  skipped', report.skipped),
    ...reasons(report.skippedByReason),
    row('  rejected', report.rejected),
    ...reasons(report.rejectedByReason),
  ]
  if (report.rejectsFile !== null) lines.push(`Rejected rows are listed in ${report.rejectsFile}`)
  if (report.inserted + report.updated === 0) lines.push(`Nothing changed: ${whyNothing(report)}.`)
  return lines
}

function whyNothing(report: LoadReport): string {
  const older = report.skippedByReason['OLDER_THAN_KNOWN'] ?? 0
  const causes: string[] = []
  if (report.unchanged > 0) {
    const all = older === 0 ? 'all ' : ''
    causes.push(`${all}${count(report.unchanged)} clinicians of the file were in the directory as it says`)
  }
  if (older > 0) causes.push(`of ${count(older)} clinicians of the file the directory knows something newer`)
  return causes.length > 0 ? causes.join(', ') : 'the file has no clinicians for the directory'
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}

function reasons(byReason: Readonly<Record<string, number>>): string[] {
  return Object.entries(byReason)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => row(`    ${reason.toLowerCase().replaceAll('_', ' ')}`, count))
}

function row(label: string, count: number): string {
  return `${label.padEnd(36)}${count.toLocaleString('en-US').padStart(12)}`
}
