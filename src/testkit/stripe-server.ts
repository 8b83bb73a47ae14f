import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { LoopbackStripe, type StripeAnswer } from './stripe-ledger.js'

/**
 * What the server does wrong with one request: it does what it was asked and the line breaks before the answer; the line
 * breaks before anything is done; it fails with 500; or it does it and answers nothing until it is released.
 */
export type StripeFault = 'LOST_ANSWER' | 'LOST_REQUEST' | 'ERROR' | 'HELD'
export type StripeCall = 'create' | 'confirm' | 'cancel' | 'retrieve' | 'refund'

/** An HTTP server on loopback that speaks as much of Stripe's API as the gateway uses (docs.stripe.com/api). */
export interface StripeServer {
  url: string
  /** What it has done: its own books. */
  ledger: LoopbackStripe
  /** How often each call came. */
  calls: Record<StripeCall, number>
  /** The next call of this kind goes wrong. */
  failNext(call: StripeCall, fault: StripeFault): void
  /** Answers those that were held, by now to nobody. */
  release(): void
  /** A webhook as Stripe would send it. */
  event(type: string, object: object, at: Date): { body: string; headers: Record<string, string> }
  stop(): Promise<void>
}

export const STRIPE_SECRET_KEY = 'sk_test_loopback'
export const STRIPE_WEBHOOK_SECRET = 'whsec_loopback'

interface Saved {
  fingerprint: string
  answer: StripeAnswer
}

/** Starts one that knows no charge yet. */
export async function stripeServer(): Promise<StripeServer> {
  const ledger = new LoopbackStripe()
  const saved = new Map<string, Saved>()
  const faults: { call: StripeCall; fault: StripeFault }[] = []
  const held: (() => void)[] = []
  const calls = { create: 0, confirm: 0, cancel: 0, retrieve: 0, refund: 0 }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://stripe')
    const call = callOf(request.method ?? '', pathname)
    calls[call]++
    const index = faults.findIndex((one) => one.call === call)
    const fault = index < 0 ? null : (faults.splice(index, 1)[0]?.fault ?? null)
    if (fault === 'LOST_REQUEST') return void request.socket.destroy()
    if (request.headers.authorization !== `Bearer ${STRIPE_SECRET_KEY}`) {
      return reply(response, {
        status: 401,
        body: { error: { type: 'invalid_request_error', message: 'No such key' } },
      })
    }
    const key = request.headers['idempotency-key']
    const params = request.method === 'GET' ? searchParams : new URLSearchParams(body)
    const work = () =>
      fault === 'ERROR'
        ? { status: 500, body: { error: { type: 'api_error', message: 'An unknown error occurred' } } }
        : ledger.answer(request.method ?? '', pathname, params)
    const result = typeof key === 'string' ? once(saved, key, `${pathname} ${body}`, work) : work()
    if (fault === 'LOST_ANSWER') return void request.socket.destroy()
    if (fault === 'HELD') await new Promise<void>((released) => held.push(released))
    reply(response, result)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ledger,
    calls,
    failNext(call, fault) {
      // The library comes again by itself, once, when a line breaks.
      for (const one of fault.startsWith('LOST') ? [fault, fault] : [fault]) faults.push({ call, fault: one })
    },
    release: () => {
      for (const released of held.splice(0)) released()
    },
    event(type, object, at) {
      const created = Math.floor(at.getTime() / 1000)
      const body = JSON.stringify({ id: 'evt_1', object: 'event', type, created, livemode: false, data: { object } })
      const settings = { payload: body, secret: STRIPE_WEBHOOK_SECRET, timestamp: created }
      return { body, headers: { 'stripe-signature': Stripe.webhooks.generateTestHeaderString(settings) } }
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** The first answer to a key is the answer to all (docs.stripe.com/api/idempotent_requests). */
function once(saved: Map<string, Saved>, key: string, fingerprint: string, work: () => StripeAnswer): StripeAnswer {
  const before = saved.get(key)
  if (before !== undefined && before.fingerprint !== fingerprint) {
    const message = 'Keys for idempotent requests can only be used with the same parameters'
    return { status: 400, body: { error: { type: 'idempotency_error', message } } }
  }
  const answer = before?.answer ?? work()
  saved.set(key, { fingerprint, answer })
  return answer
}

function callOf(method: string, path: string): StripeCall {
  if (method === 'GET') return 'retrieve'
  if (path.startsWith('/v1/refunds')) return 'refund'
  if (path.endsWith('/confirm')) return 'confirm'
  if (path.endsWith('/cancel')) return 'cancel'
  return 'create'
}

function reply(response: ServerResponse, { status, body }: StripeAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_loopback' })
  response.end(JSON.stringify(body))
}
