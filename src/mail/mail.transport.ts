import type { EmailAttachment } from './email.contents.js'

/** An e-mail as it goes to the mail server, for the recipients that do not have it yet. */
export interface OutgoingMessage {
  /** Always the same for the same e-mail, so that a mail system that got it twice can tell. */
  messageId: string
  /** Everybody whom the e-mail is for, as its header says. */
  recipients: readonly string[]
  /** Those whom it is sent to now. */
  envelopeTo: readonly string[]
  subject: string
  text: string
  html: string
  attachments: readonly EmailAttachment[]
  date: Date
}

/** A recipient whom the mail server refused. */
export interface Rejection {
  address: string
  /** Reply code of the server, `550` for example; its text stays out, for it names people. */
  code: string
  /** Whether trying again is pointless (5yz, RFC 5321, 4.2.1). */
  permanent: boolean
}

/** What became of each recipient; one in neither list is tried again. */
export interface Delivery {
  accepted: readonly string[]
  rejected: readonly Rejection[]
}

/** Nothing is known to have arrived, and a later try may do better: no connection, a time-out, a temporary refusal. */
export class TransportError extends Error {
  override readonly name = 'TransportError'

  constructor(
    /** `ETIMEDOUT`, `ECONNREFUSED`, `421` and the like: no personal data. */
    readonly code: string,
  ) {
    super(`the e-mail could not be handed over: ${code}`)
  }
}

/** A way out for e-mails. */
export interface MailTransport {
  /** Whether `send` leaves the e-mail where it is: in the database, for the mailbox page. */
  readonly keeps: boolean
  /** Throws `TransportError` when a later try may do better; `signal` ends the try. */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<Delivery>
}

/** For deployments without a mail server: e-mails stay in the database and count as delivered. */
export class KeepInDatabase implements MailTransport {
  readonly keeps = true

  async send(message: OutgoingMessage): Promise<Delivery> {
    return { accepted: message.envelopeTo, rejected: [] }
  }
}
