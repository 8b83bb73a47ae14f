import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** An e-mail that arrived, and for whom. */
export interface ReceivedMail {
  envelopeTo: string[]
  mail: ParsedMail
}

/** A real SMTP server on loopback that keeps what it takes. */
export class MailServer {
  readonly received: ReceivedMail[] = []
  /** Replies to recipients, by address; `550` refuses for good, `450` for now. */
  readonly refusals = new Map<string, number>()
  /** While set, the server takes the data and never answers. */
  hangs = false
  /** Connections that are hung on to. */
  hanging = 0
  #server: SMTPServer | null = null

  #port = 0

  static async start(): Promise<MailServer> {
    const server = new MailServer()
    await server.listen()
    return server
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`
  }

  /** Takes connections, after a `close` at the same port again. */
  async listen(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 100,
      onRcptTo: ({ address }, _session, callback) => {
        const code = this.refusals.get(address)
        callback(code === undefined ? null : Object.assign(new Error('refused'), { responseCode: code }))
      },
      onData: (stream, session, callback) => {
        simpleParser(stream).then((mail) => {
          if (this.hangs) {
            this.hanging += 1
            return
          }
          this.received.push({ envelopeTo: session.envelope.rcptTo.map((recipient) => recipient.address), mail })
          callback()
        }, callback)
      },
    })
    server.on('error', () => undefined)
    server.listen(this.#port, '127.0.0.1')
    await once(server.server, 'listening')
    this.#port = (server.server.address() as AddressInfo).port
    this.#server = server
  }

  /** Refuses connections from now on and ends those that are open. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()))
  }
}
