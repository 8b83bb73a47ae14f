import path from 'node:path'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../src/db/data-source.js'
import { Database } from '../../src/db/database.js'
import { systemClock } from '../../src/kernel/clock.js'
import { runLoad } from '../../src/sources/engine/load.run.js'
import type { LoadScope } from '../../src/sources/engine/source.loader.js'
import { nppesMainFile } from '../../src/sources/nppes/nppes.loader.js'

/** What one load, in a process of its own, has measured. */
export interface LoadMeasurement {
  rows: number
  inserted: number
  updated: number
  unchanged: number
  /** Until all of the file was in the staging table. */
  stagingSeconds: number
  comparingSeconds: number
  seconds: number
  /** The process's own, not PostgreSQL's. */
  peakMemoryMb: number
}

const [url = '', file = '', scope = 'UPDATE'] = process.argv.slice(2)
const settings = { ...DATA_SOURCE_DEFAULTS, poolSize: 4, statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 }
const dataSource = await createDataSource({ ...settings, url }).initialize()
const began: Partial<Record<string, number>> = {}
const start = performance.now()
const report = await runLoad(new Database(dataSource), systemClock, nppesMainFile, {
  file,
  rejectsFile: path.join(path.dirname(file), 'rejects.csv'),
  actor: 'OPERATOR',
  scope: scope as LoadScope,
  onProgress: ({ phase }) => {
    began[phase] ??= performance.now()
  },
})
const end = performance.now()
const secondsTo = (phase: string): number => ((began[phase] ?? end) - start) / 1000
const measurement: LoadMeasurement = {
  rows: report.rowsRead,
  inserted: report.inserted,
  updated: report.updated,
  unchanged: report.unchanged,
  stagingSeconds: secondsTo('COMPARING'),
  comparingSeconds: secondsTo('APPLYING') - secondsTo('COMPARING'),
  seconds: (end - start) / 1000,
  peakMemoryMb: process.resourceUsage().maxRSS / 1024,
}
process.stdout.write(`${JSON.stringify(measurement)}\n`)
await dataSource.destroy()
