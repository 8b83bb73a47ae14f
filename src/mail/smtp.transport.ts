import { Readable } from 'node:stream'
import { createTransport, type Transporter } from 'nodemailer'
import { isEmailAddress } from '../kernel/email-address.js'
import {
  type Delivery,
  type MailTransport,
  type OutgoingMessage,
  type Rejection,
  TransportError,
} from './mail.transport.js'

/** A mail server that does not even take the connection is down. */
const CONNECTION_TIMEOUT_MS = 10_000
const GREETING_TIMEOUT_MS = 10_000

/** How long a server may be silent: content checks after the data can take minutes (RFC 5321, 4.5.3.2.6). */
const SOCKET_TIMEOUT_MS = 120_000

/** Whom e-mails are from: the publisher's configuration. */
export interface MailSender {
  name: string
  address: string
}

/**
 * Hands e-mails to the mail server at `url` (`smtp://` or `smtps://`, with user and password if it wants them). One
 * connection an e-mail: a broken one then concerns that e-mail alone.
 */
export class SmtpTransport implements MailTransport {
  readonly keeps = false
  readonly #transporter: Transporter
  readonly #sender: MailSender

  constructor(url: string, sender: MailSender) {
    if (!isEmailAddress(sender.address)) throw new Error('the sender of e-mails: expected one e-mail address')
    this.#sender = sender
    this.#transporter = createTransport({
      url,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      greetingTimeout: GREETING_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
      // A message never makes the process read a file or fetch an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }

  async send(message: OutgoingMessage, signal: AbortSignal): Promise<Delivery> {
    try {
      const sent = await this.#transporter.sendMail({
        messageId: message.messageId,
        date: message.date,
        from: this.#sender,
        // Objects, so that no address is ever parsed as a list.
        to: message.recipients.map((address) => ({ name: '', address })),
        envelope: { from: this.#sender.address, to: [...message.envelopeTo] },
        subject: message.subject,
        text: message.text,
        html: message.html,
        attachments: message.attachments.map(({ fileName, contentType, open }) => ({
          filename: fileName,
          contentType,
          content: Readable.from(open(), { objectMode: false }),
        })),
        // RFC 3834: nobody's out-of-office answers this.
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal,
      })
      const rejected = rejectionsOf(sent.rejectedErrors)
      const refused = new Set(rejected.map((rejection) => rejection.address))
      return { accepted: message.envelopeTo.filter((address) => !refused.has(address)), rejected }
    } catch (error) {
      if (signal.aborted) throw new TransportError('ABORTED')
      return outcomeOf(error as SmtpError, message)
    }
  }
}

/** What nodemailer puts on its errors. */
interface SmtpError {
  code?: string
  responseCode?: number
  /** The command that the server answered. */
  command?: string
  recipient?: string
  rejectedErrors?: SmtpError[]
}

function outcomeOf(error: SmtpError, message: OutgoingMessage): Delivery {
  // Every recipient was refused.
  if (error.rejectedErrors !== undefined) return { accepted: [], rejected: rejectionsOf(error.rejectedErrors) }
  const code = String(error.responseCode ?? error.code ?? 'UNKNOWN')
  // The message itself was refused for good. The same refusal of the sender or of the password is no word on the
  // recipients: it ends when somebody repairs the configuration.
  if (error.command === 'DATA' && isPermanent(error)) {
    return { accepted: [], rejected: message.envelopeTo.map((address) => ({ address, code, permanent: true })) }
  }
  throw new TransportError(code)
}

function rejectionsOf(errors: readonly SmtpError[] = []): Rejection[] {
  return errors.map((error) => ({
    address: error.recipient ?? '',
    code: String(error.responseCode ?? error.code ?? 'UNKNOWN'),
    permanent: isPermanent(error),
  }))
}

function isPermanent(error: SmtpError): boolean {
  return error.responseCode !== undefined && error.responseCode >= 500 && error.responseCode < 600
}
