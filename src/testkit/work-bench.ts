import { pino } from 'pino'
import { Registry } from 'prom-client'
import type { DataSource } from 'typeorm'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'
import type { JobDefinition } from '../jobs/job.definition.js'
import { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { EmailSender } from '../mail/email.sender.js'
import type { MailTransport } from '../mail/mail.transport.js'
import { SendEmail, SweepEmails } from '../mail/send-email.job.js'
import { Organization } from '../organizations/organization.entity.js'
import { SendDailyReceipts } from '../receipts/daily-receipt.job.js'
import { DailyReceiptService } from '../receipts/daily-receipt.service.js'
import { FICTIONAL_PUBLISHER } from './profile-fixtures.js'

/** One process as the composition root would build it, with a data source and a job queue of its own. */
export interface WorkBench {
  dataSource: DataSource
  database: Database
  jobs: JobQueue
  sender: EmailSender
  receipts: DailyReceiptService
  metrics: Registry
  stop(): Promise<void>
}

/** What a test decides of such a process. */
export interface WorkBenchSettings {
  url: string
  clock: Clock
  transport: MailTransport
  mode?: 'sending' | 'working'
  leaseSeconds?: number
  moreJobs?: readonly JobDefinition<object>[]
}

/** Builds and starts one; a working one does the jobs of mail and receipts. */
export async function startWorkBench(settings: WorkBenchSettings): Promise<WorkBench> {
  const { url, clock, transport, mode = 'working', leaseSeconds, moreJobs = [] } = settings
  const logger = pino({ level: 'silent' })
  const metrics = new Registry()
  const dataSource = await createDataSource({ ...DATA_SOURCE_DEFAULTS, poolSize: 8, url }, [Organization]).initialize()
  const database = new Database(dataSource)
  const definitions = [SendEmail, SweepEmails, SendDailyReceipts, ...moreJobs]
  const jobs = new JobQueue({ url, jobs: definitions, logger, metrics, maintenanceIntervalSeconds: 1 })
  const sender = new EmailSender({
    database,
    jobs,
    clock,
    transport,
    logger,
    metrics,
    messageIdHost: 'gateway.example',
    retryGap: () => 1,
    ...(leaseSeconds !== undefined && { leaseSeconds }),
  })
  const receipts = new DailyReceiptService({
    database,
    jobs,
    clock,
    logger,
    metrics,
    publisher: FICTIONAL_PUBLISHER,
    graceMinutes: 5,
  })
  await jobs.start(mode)
  if (mode === 'working') {
    jobs.work(SendEmail, ({ emailId }) => sender.send(emailId), 4)
    jobs.work(SweepEmails, async () => void (await sender.sweep()))
    jobs.work(SendDailyReceipts, () => receipts.sendDue())
  }
  return {
    dataSource,
    database,
    jobs,
    sender,
    receipts,
    metrics,
    async stop() {
      await jobs.stop(2_000)
      if (dataSource.isInitialized) await dataSource.destroy()
    },
  }
}
