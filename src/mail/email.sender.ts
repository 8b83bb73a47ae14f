import type { Logger } from 'pino'
import { Counter, type Registry } from 'prom-client'
import type { Database } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { type ClaimedEmail, claimEmail, prolongClaim, settleEmail, unsentEmails } from './email.queries.js'
import { type AttemptResult, retryGapSeconds, settle } from './email.rules.js'
import { type MailTransport, TransportError } from './mail.transport.js'
import { SendEmail } from './send-email.job.js'

/** How long a killed worker keeps an e-mail from the others; one that lives asks for more, a third of it at a time. */
const LEASE_SECONDS = 30

/** The longest that one try may take; a mail server that needs more is tried again later. */
const SEND_TIMEOUT_MS = 300_000

/** How many e-mails one sweep adds jobs for. */
const SWEEP_SIZE = 1_000

export interface EmailSenderSettings {
  database: Database
  jobs: JobQueue
  clock: Clock
  transport: MailTransport
  logger: Logger
  metrics: Registry
  /** Right side of Message-IDs: a host name of the publisher's own, always the same. */
  messageIdHost: string
  leaseSeconds?: number
}

/**
 * Sends e-mails that wait in the database: takes one for itself, hands it over outside of any transaction, writes down who
 * has it. Between the mail server's yes and that note a crash makes the e-mail go out again, with the same Message-ID:
 * SMTP knows no way to close that window.
 */
export class EmailSender {
  readonly #settings: EmailSenderSettings
  readonly #leaseSeconds: number
  readonly #tries: Counter<'kind' | 'outcome'>

  constructor(settings: EmailSenderSettings) {
    this.#settings = settings
    this.#leaseSeconds = settings.leaseSeconds ?? LEASE_SECONDS
    this.#tries = new Counter({
      name: 'gateway_emails_total',
      help: 'Tries to send an e-mail, by its kind and by what they came to.',
      labelNames: ['kind', 'outcome'],
      registers: [settings.metrics],
    })
  }

  /** Does `SendEmail`. An e-mail that is settled, or that another worker has, is none of its business. */
  async send(emailId: string): Promise<void> {
    const { database, clock, jobs, logger, transport } = this.#settings
    const claimedAt = performance.now()
    const email = await claimEmail(database, emailId, this.#leaseSeconds)
    if (email === null) return
    const result = await this.#attempt(email, claimedAt)
    const settlement = settle(email, result)
    const gapSeconds = settlement.outcome === 'RETRY' ? retryGapSeconds(email.attempts, Math.random()) : 0
    await database.transaction(async (tx) => {
      await settleEmail(tx, email, settlement, { kept: transport.keeps, gapSeconds, at: clock.now() })
      if (settlement.outcome !== 'RETRY') return
      await jobs.add(tx, SendEmail, { emailId }, { key: emailId, startAfterSeconds: gapSeconds })
    })
    this.#tries.inc({ kind: email.kind, outcome: settlement.outcome.toLowerCase() })
    const { outcome, lastError } = settlement
    const details = { emailId, kind: email.kind, outcome, attempts: email.attempts, lastError }
    if (lastError === null) logger.info(details, 'e-mail sent')
    else logger.warn({ ...details, refused: settlement.refusedRecipients.length }, 'e-mail not sent to everybody')
  }

  /** Does `SweepEmails`: adds a job for each e-mail that is due and returns their number; those that have one keep it. */
  async sweep(): Promise<number> {
    const { database, jobs } = this.#settings
    return await database.transaction(async (tx) => {
      const ids = await unsentEmails(tx, SWEEP_SIZE)
      await jobs.addAll(
        tx,
        SendEmail,
        ids.map((emailId) => ({ data: { emailId }, key: emailId })),
      )
      return ids.length
    })
  }

  async #attempt(email: ClaimedEmail, claimedAt: number): Promise<AttemptResult> {
    const lease = new Lease(this.#settings.database, email, this.#leaseSeconds, claimedAt)
    try {
      const delivery = await this.#settings.transport.send(
        {
          messageId: `<${email.id}@${this.#settings.messageIdHost}>`,
          recipients: email.recipients,
          envelopeTo: email.recipients.filter(
            (recipient) => !email.deliveredTo.includes(recipient) && !email.refusedRecipients.includes(recipient),
          ),
          subject: email.subject,
          text: email.text,
          html: email.html,
          date: email.createdAt,
        },
        AbortSignal.any([lease.lost, AbortSignal.timeout(SEND_TIMEOUT_MS)]),
      )
      return { ...delivery, failure: null }
    } catch (error) {
      if (!(error instanceof TransportError)) throw error
      return { accepted: [], rejected: [], failure: error.code }
    } finally {
      lease.end()
    }
  }
}

/** Keeps a claim for as long as the worker lives and the database can be reached. */
class Lease {
  readonly #lost = new AbortController()
  readonly #timer: NodeJS.Timeout
  /** By the process's own steady clock, counted from before the claim was asked for: at worst too early. */
  #endsAt: number

  constructor(
    private readonly database: Database,
    private readonly email: ClaimedEmail,
    private readonly seconds: number,
    claimedAt: number,
  ) {
    this.#endsAt = claimedAt + seconds * 1000
    const interval = (seconds * 1000) / 3
    this.#timer = setInterval(() => this.#prolong(interval), interval)
  }

  /** Aborts when the claim may soon be another's: sending on could send twice. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  end(): void {
    clearInterval(this.#timer)
  }

  async #prolong(untilNextLook: number): Promise<void> {
    const askedAt = performance.now()
    // The time must not run out between two looks.
    if (askedAt + untilNextLook >= this.#endsAt) return this.#lost.abort()
    try {
      if (await prolongClaim(this.database, this.email, this.seconds)) this.#endsAt = askedAt + this.seconds * 1000
      else this.#lost.abort()
    } catch {
      // The next look may find the database again; without one the time runs out.
    }
  }
}
