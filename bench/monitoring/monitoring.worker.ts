/** One process that tells of changes until nothing is left: `node monitoring.worker.js <database URL>`. */
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { readConfig } from '../../src/config.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../src/db/data-source.js'
import { Database } from '../../src/db/database.js'
import { ENTITIES } from '../../src/entities.js'
import { JobQueue } from '../../src/jobs/job.queue.js'
import { systemClock } from '../../src/kernel/clock.js'
import { SendEmail } from '../../src/mail/send-email.job.js'
import { NoticeMail } from '../../src/monitoring/notices/notice.mail.js'
import { NoticeTeller } from '../../src/monitoring/notices/notice.teller.js'
import { noticeChanges } from '../../src/monitoring/notices/notice-changes.job.js'
import { RenderProfilePdfs } from '../../src/profiles/rendering/render-profile-pdfs.job.js'
import { MemoryWatch } from '../receipts/receipts.memory.js'

/** What a worker says when it is done. */
export interface WorkerReport {
  seconds: number
  cpuSeconds: number
  told: number
  firstHalfMb: number
  secondHalfMb: number
}

const databaseUrl = process.argv[2] ?? ''
const logger = pino({ level: 'error' })
const database = new Database(
  await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: databaseUrl }, ENTITIES).initialize(),
)
const jobs = new JobQueue({ url: databaseUrl, jobs: [SendEmail, RenderProfilePdfs], logger, metrics: new Registry() })
await jobs.start('sending')
let told = 0
const mail = new NoticeMail(jobs, systemClock, readConfig({}).publisher)
const teller = new NoticeTeller(database, systemClock, jobs, mail, (count) => (told += count), logger)
const memory = new MemoryWatch()
const startedAt = performance.now()
const before = process.cpuUsage()
await noticeChanges(database, systemClock, teller)({}, new AbortController().signal)
const seconds = (performance.now() - startedAt) / 1000
const { user, system } = process.cpuUsage(before)
const report: WorkerReport = { seconds, cpuSeconds: (user + system) / 1_000_000, told, ...memory.stop() }
await jobs.stop()
await database.dataSource.destroy()
process.stdout.write(`${JSON.stringify(report)}\n`)
