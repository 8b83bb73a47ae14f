import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Documents } from './app.documents.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import type { JobDefinition } from './jobs/job.definition.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { RateLimits } from './limits/rate-limits.js'
import type { EmailContentsMakers } from './mail/email.contents.js'
import { DataSigner } from './profiles/signing/data.signer.js'
import type { SigningIdentity } from './profiles/signing/signing.identity.js'
import { receiptContents } from './receipts/daily-receipt.contents.js'
import { DailyReceiptFiles } from './receipts/daily-receipt.files.js'
import { SEND_DAILY_RECEIPTS_EVERY_SECONDS, SendDailyReceipts } from './receipts/daily-receipt.job.js'
import { DailyReceiptMaker } from './receipts/daily-receipt.maker.js'
import { DailyReceiptResolver, OrganizationDailyReceiptResolver } from './receipts/daily-receipt.resolver.js'
import { DailyReceiptService } from './receipts/daily-receipt.service.js'
import { DailyReceiptCopyResolver } from './receipts/daily-receipt-copy.resolver.js'
import { DailyReceiptCopyService } from './receipts/daily-receipt-copy.service.js'
import { ReceiptRecipientResolver } from './receipts/receipt-recipient.resolver.js'
import { ReceiptRecipientService } from './receipts/receipt-recipient.service.js'

/** Kinds of jobs of the daily receipts. */
export const RECEIPT_JOBS: readonly JobDefinition<object>[] = [SendDailyReceipts]

/** The daily summaries of orders that came through an integration. */
export interface Receipts {
  resolvers: object[]
  /** Makes what their e-mails say. */
  contents: EmailContentsMakers
  /** Lets this process do the work. */
  startWork(): void
}

/** What they are made from. */
export interface ReceiptsParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  metrics: Registry
  limits: RateLimits
  documents: Pick<Documents, 'tabularPdfs'>
  /** Who signs their data. */
  signing: SigningIdentity
}

/** Builds them for one process. */
export function createReceipts(parts: ReceiptsParts): Receipts {
  const { config, database, clock, jobs, logger, metrics, limits, documents, signing } = parts
  const { publisher, receiptGraceMinutes: graceMinutes } = config
  const maker = new DailyReceiptMaker(clock, jobs)
  const receipts = new DailyReceiptService({ database, clock, logger, metrics, maker, graceMinutes })
  const signer = new DataSigner(signing, clock)
  const files = new DailyReceiptFiles(database, clock, publisher, documents.tabularPdfs, signer)
  return {
    resolvers: [
      new OrganizationDailyReceiptResolver(database, clock),
      new DailyReceiptResolver(database),
      new DailyReceiptCopyResolver(database, new DailyReceiptCopyService(database, clock, jobs, limits)),
      new ReceiptRecipientResolver(database, new ReceiptRecipientService(database, clock)),
    ],
    contents: { DAILY_RECEIPT: receiptContents(database, files, publisher) },
    startWork() {
      jobs.work(SendDailyReceipts, (_data, stopping) => receipts.sendDue(stopping))
      jobs.every(SEND_DAILY_RECEIPTS_EVERY_SECONDS, SendDailyReceipts)
    },
  }
}
