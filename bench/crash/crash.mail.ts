import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { Dice } from './crash.dice.js'

const SLOWEST_ANSWER_MS = 300
const QUICKEST_ANSWER_MS = 50

/** An e-mail that the server said yes to. */
export interface AcceptedMail {
  messageId: string
  recipients: string[]
  /** The process that handed it over. */
  from: string
  /** By `performance.now()`. */
  at: number
}

/** Told of the moments at which a kill hurts. */
export interface MailMoments {
  /** The data is here; the answer follows in `answerInMs`. */
  received(process: string, answerInMs: number): void
  /** The answer is on its way. */
  accepted(process: string): void
}

/** A mail server that takes its time to answer, and that lets drop what nobody waited for. */
export class SlowMailServer {
  readonly accepted: AcceptedMail[] = []
  /** Messages whose sender was gone before the answer. */
  dropped = 0
  moments: MailMoments | null = null
  readonly #gone = new Set<string>()
  readonly #server: SMTPServer

  constructor(private readonly dice: Dice) {
    this.#server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      closeTimeout: 100,
      onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? '' }),
      onClose: (session) => void this.#gone.add(session.id),
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => void this.#answer(Buffer.concat(chunks).toString('utf8'), session, callback))
      },
    })
    // Connections of killed processes break; that is what they are here for.
    this.#server.on('error', () => undefined)
  }

  /** Resolves to the port on loopback. */
  async start(): Promise<number> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server.server, 'listening')
    return (this.#server.server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async #answer(raw: string, session: SMTPServerSession, callback: () => void): Promise<void> {
    const from = String(session.user ?? '')
    const answerInMs = this.dice.between(QUICKEST_ANSWER_MS, SLOWEST_ANSWER_MS)
    this.moments?.received(from, answerInMs)
    await sleep(answerInMs)
    if (this.#gone.has(session.id)) {
      this.dropped++
      return
    }
    const messageId = /^message-id:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? ''
    const recipients = session.envelope.rcptTo.map(({ address }) => address)
    this.accepted.push({ messageId, recipients, from, at: performance.now() })
    callback()
    this.moments?.accepted(from)
  }
}
