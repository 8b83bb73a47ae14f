import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

/** A request that came. */
export interface ReceivedWebhook {
  headers: Record<string, string>
  body: string
}

/** What a receiver does with a request, once it has read it. */
export type WebhookBehaviour = (response: ServerResponse, request: ReceivedWebhook) => void

/** An HTTP server on loopback that vendors might have. */
export interface WebhookReceiver {
  url: string
  received: ReceivedWebhook[]
  /** What it does from the next request on. */
  behaves(behaviour: WebhookBehaviour): void
  stop(): Promise<void>
}

/** Answers with this status, and nothing else. */
export const answering =
  (status: number, headers: Record<string, string> = {}): WebhookBehaviour =>
  (response) =>
    void response.writeHead(status, headers).end()

/** Starts a receiver that answers 204 unless told. */
export async function webhookReceiver(behaviour: WebhookBehaviour = answering(204)): Promise<WebhookReceiver> {
  let current = behaviour
  const received: ReceivedWebhook[] = []
  const server = createServer((request, response) => {
    read(request).then(
      (one) => {
        received.push(one)
        current(response, one)
      },
      () => response.destroy(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    behaves(next) {
      current = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** What an honest receiver makes of a request: the event, if a signature by the secret is on it. Throws if none is. */
export function verified(secret: string, { headers, body }: ReceivedWebhook): unknown {
  return new Webhook(secret).verify(body, headers)
}

async function read(request: IncomingMessage): Promise<ReceivedWebhook> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return { headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() }
}
