import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Counter, type Registry } from 'prom-client'
import type { Database } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import type { EmailContents, EmailContentsMakers } from './email.contents.js'
import { type ClaimedEmail, claimEmail, prolongClaim, settleEmail, unsentEmails } from './email.queries.js'
import { type AttemptResult, retryGapSeconds, type Settlement, settle } from './email.rules.js'
import { type MailTransport, TransportError } from './mail.transport.js'
import { SendEmail } from './send-email.job.js'

/** How long a killed worker keeps an e-mail from the others; one that lives asks for more, a third of it at a time. */
const LEASE_SECONDS = 30

/** The longest that one try may take; a mail server that needs more is tried again later. */
const SEND_TIMEOUT_MS = 300_000

/**
 * For so long what a try came to is noted again and again, when the database is away or only reads: more than a failover
 * takes, for without the note the e-mail would go out a second time. Often enough to be before others who find it due.
 */
const NOTE_FOR_MS = 300_000
const NOTE_AGAIN_AFTER_MS = 250
const NOTE_AGAIN_MOST_MS = 1_000

/** What a try comes to when there is nothing to send yet. */
const NOT_MADE: AttemptResult = { accepted: [], rejected: [], failure: 'CONTENTS_NOT_MADE' }

/** How many e-mails one sweep adds jobs for. */
const SWEEP_SIZE = 1_000

/** What sending needs. */
export interface EmailSenderSettings {
  database: Database
  jobs: JobQueue
  clock: Clock
  transport: MailTransport
  logger: Logger
  metrics: Registry
  /** Right side of Message-IDs: a host name of the publisher's own, always the same. */
  messageIdHost: string
  /** Who makes what e-mails say that were queued without a text. */
  makers?: EmailContentsMakers
  leaseSeconds?: number
  /** Seconds until the next try after so many of them. */
  retryGap?: (attempts: number, spread: number) => number
}

/**
 * Sends e-mails that wait in the database: takes one for itself, hands it over outside of any transaction, writes down
 * who has it. Between the mail server's yes and that note a crash makes the e-mail go out again, with the same
 * Message-ID: SMTP knows no way to close that window.
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
    const { database, logger } = this.#settings
    const claimedAt = performance.now()
    const email = await claimEmail(database, emailId, this.#leaseSeconds)
    if (email === null) return
    const lease = new Lease(database, email, this.#leaseSeconds, claimedAt)
    try {
      const contents = await this.#contentsOf(email)
      const result = contents === null ? NOT_MADE : await this.#attempt(email, contents, lease.lost)
      const settlement = settle(email, result)
      await this.#noteStubbornly(email, settlement, contents)
      this.#tries.inc({ kind: email.kind, outcome: settlement.outcome.toLowerCase() })
      const { outcome, lastError, refusedRecipients } = settlement
      const details = { emailId, kind: email.kind, outcome, attempts: email.attempts, lastError }
      if (lastError === null) logger.info(details, 'e-mail sent')
      else logger.warn({ ...details, refused: refusedRecipients.length }, 'e-mail not sent to everybody')
    } finally {
      lease.end()
    }
  }

  /**
   * Does `SweepEmails`: adds a job for each e-mail that is due and returns their number; those that have one keep it.
   */
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

  /** Null when they could not be made: a later try may do better. */
  async #contentsOf(email: ClaimedEmail): Promise<EmailContents | null> {
    const { makers = {}, logger } = this.#settings
    const make = makers[email.kind]
    if (email.text !== '' || make === undefined) return { text: email.text, html: email.html, attachments: [] }
    return await make(email.id).catch((error: unknown) => {
      logger.error({ err: error, emailId: email.id, kind: email.kind }, 'the contents of an e-mail were not made')
      return null
    })
  }

  async #attempt(email: ClaimedEmail, contents: EmailContents, lost: AbortSignal): Promise<AttemptResult> {
    const settled = new Set([...email.deliveredTo, ...email.refusedRecipients])
    try {
      const delivery = await this.#settings.transport.send(
        {
          messageId: `<${email.id}@${this.#settings.messageIdHost}>`,
          recipients: email.recipients,
          envelopeTo: email.recipients.filter((recipient) => !settled.has(recipient)),
          subject: email.subject,
          ...contents,
          date: email.createdAt,
        },
        AbortSignal.any([lost, AbortSignal.timeout(SEND_TIMEOUT_MS)]),
      )
      return { ...delivery, failure: null }
    } catch (error) {
      if (!(error instanceof TransportError)) throw error
      return { accepted: [], rejected: [], failure: error.code }
    }
  }

  async #noteStubbornly(email: ClaimedEmail, settlement: Settlement, contents: EmailContents | null): Promise<void> {
    const { logger } = this.#settings
    const until = performance.now() + NOTE_FOR_MS
    for (let pauseMs = NOTE_AGAIN_AFTER_MS; ; pauseMs = Math.min(pauseMs * 2, NOTE_AGAIN_MOST_MS)) {
      try {
        return await this.#note(email, settlement, contents)
      } catch (error) {
        if (performance.now() > until) throw error
        const isFirst = pauseMs === NOTE_AGAIN_AFTER_MS
        logger[isFirst ? 'warn' : 'debug']({ err: error, emailId: email.id }, 'what a try came to was not noted; again')
        await sleep(pauseMs, undefined, { ref: false })
      }
    }
  }

  async #note(email: ClaimedEmail, settlement: Settlement, contents: EmailContents | null): Promise<void> {
    const { database, clock, jobs, transport, retryGap = retryGapSeconds } = this.#settings
    const again = settlement.outcome === 'RETRY'
    const gapSeconds = again ? retryGap(email.attempts, Math.random()) : 0
    await database.transaction(async (tx) => {
      await settleEmail(tx, email, settlement, { kept: transport.keeps ? contents : null, gapSeconds, at: clock.now() })
      if (again) await jobs.add(tx, SendEmail, { emailId: email.id }, { key: email.id, startAfterSeconds: gapSeconds })
    })
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
    this.#timer = setInterval(() => this.#prolong(interval), interval).unref()
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
