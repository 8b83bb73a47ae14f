import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const DEADLINE_MS = 30_000

/** A webhook as it came. */
export interface ReceivedWebhook {
  headers: Record<string, string>
  body: string
}

/** A vendor's receiver of webhooks, on loopback: what the gateway sends really goes through HTTP. */
export class LoopbackReceiver {
  readonly #received: ReceivedWebhook[] = []
  readonly #server = createServer((request, response) => {
    void read(request).then((webhook) => {
      this.#received.push(webhook)
      response.writeHead(204).end()
    })
  })

  /** Resolves to the address of the endpoint. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhooks`
  }

  /** The first webhook that came, or comes within half a minute. */
  async first(): Promise<ReceivedWebhook> {
    const deadline = Date.now() + DEADLINE_MS
    while (this.#received.length === 0 && Date.now() < deadline) await sleep(50)
    const [webhook] = this.#received
    if (webhook === undefined) throw new Error('no webhook came')
    return webhook
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

async function read(request: IncomingMessage): Promise<ReceivedWebhook> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return { headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() }
}
