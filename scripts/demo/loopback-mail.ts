import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

const DEADLINE_MS = 30_000

/** An e-mail as it came over SMTP. */
export interface ReceivedMail {
  recipients: string[]
  /** The whole message, headers first. */
  raw: Buffer
}

/** A mail server of the demo's own, on loopback: what the gateway sends really goes through SMTP. */
export class LoopbackMail {
  readonly received: ReceivedMail[] = []
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        this.received.push({ recipients, raw: Buffer.concat(chunks) })
        done()
      })
    },
  })

  /** Resolves to the `smtp://` address. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const { port } = this.#server.server.address() as AddressInfo
    return `smtp://127.0.0.1:${port}`
  }

  /** Waits until so many such e-mails are there, or half a minute has gone; gives those that are. */
  async arrived(count: number, isWanted: (mail: ReceivedMail) => boolean = () => true): Promise<ReceivedMail[]> {
    const deadline = Date.now() + DEADLINE_MS
    const wanted = () => this.received.filter(isWanted)
    while (wanted().length < count && Date.now() < deadline) await sleep(50)
    return wanted()
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(resolve))
  }
}
