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
import { renderTabularPdf } from '../profiles/pdf/render-tabular-pdf.js'
import { TabularPdfService } from '../profiles/rendering/tabular-pdf.service.js'
import { CertificateSigner } from '../profiles/signing/certificate.signer.js'
import { DataSigner } from '../profiles/signing/data.signer.js'
import { openSigningIdentity } from '../profiles/signing/signing.identity.js'
import { receiptContents } from '../receipts/daily-receipt.contents.js'
import { DailyReceiptFiles } from '../receipts/daily-receipt.files.js'
import { SendDailyReceipts } from '../receipts/daily-receipt.job.js'
import { DailyReceiptMaker } from '../receipts/daily-receipt.maker.js'
import { DailyReceiptService } from '../receipts/daily-receipt.service.js'
import { FICTIONAL_PUBLISHER } from './profile-fixtures.js'
import { signingMaterial } from './signing-identities.js'

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
    makers: { DAILY_RECEIPT: receiptContents(database, await receiptFilesOf(database, clock), FICTIONAL_PUBLISHER) },
    retryGap: () => 1,
    ...(leaseSeconds !== undefined && { leaseSeconds }),
  })
  const maker = new DailyReceiptMaker(clock, jobs)
  const receipts = new DailyReceiptService({ database, clock, logger, metrics, maker, graceMinutes: 5 })
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

/** Renders where it is asked, for a bench has no threads. */
async function receiptFilesOf(database: Database, clock: Clock): Promise<DailyReceiptFiles> {
  // Tests live in any year.
  const material = await signingMaterial({ from: new Date('2000-01-01T00:00:00Z') })
  const identity = openSigningIdentity(material, new Date())
  const signer = new CertificateSigner(identity, pino({ level: 'silent' }), clock, new Registry())
  const pdfs = new TabularPdfService(clock, { renderTabular: renderTabularPdf }, signer)
  return new DailyReceiptFiles(database, clock, FICTIONAL_PUBLISHER, pdfs, new DataSigner(identity, clock))
}
