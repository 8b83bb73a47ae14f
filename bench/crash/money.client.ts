import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from './crash.dice.js'
import type { Fleet, Member } from './crash.fleet.js'

const REQUEST_TIMEOUT_MS = 10_000
/** What no process answers in so many tries is lost, and the run has failed. */
const MAX_TRIES = 300
const AIMED_KILL_CHANCE = 0.08
const AIMED_KILL_WITHIN_MS = 30

/** Codes of errors after which the same is asked again. */
const COME_AGAIN: ReadonlySet<string> = new Set(['INTERNAL', 'RATE_LIMITED'])

/** A mutation's payload. */
export interface Payload {
  replayed?: boolean
  userErrors: { code: string; message: string }[]
  [thing: string]: unknown
}

/** Sends mutations until somebody answers, while processes are killed in the middle of them. */
export class MoneyClient {
  requests = 0
  failures = 0

  constructor(
    private readonly fleet: Fleet,
    private readonly dice: Dice,
    private readonly mayAim: () => boolean,
  ) {}

  /** The payload, of whichever process answers. @throws Error after too many tries, and for an answer that repeating cannot help */
  async insist(
    token: string,
    mutation: string,
    input: Record<string, unknown>,
    selection: string,
    headers: Record<string, string> = {},
  ): Promise<Payload> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { code message } } }`
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const member = this.dice.pick(this.fleet.of('api'))
      if (this.mayAim() && member.ready && this.dice.chance(AIMED_KILL_CHANCE)) this.#aimAt(member)
      const payload = await this.#send(member, token, { query, variables: { input } }, mutation, headers)
      if (payload !== null) return payload
      this.failures++
      await sleep(this.dice.between(50, 400))
    }
    throw new Error(`${mutation}: no answer in ${MAX_TRIES} tries`)
  }

  /** Sends a file to the address of an upload, to whichever process answers; one that is there already has come. */
  async send(url: string, contentType: string, file: string): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const member = this.dice.pick(this.fleet.of('api'))
      if (this.mayAim() && member.ready && this.dice.chance(AIMED_KILL_CHANCE)) this.#aimAt(member)
      this.requests++
      const response = await fetch(`http://127.0.0.1:${member.port}${new URL(url).pathname}`, {
        method: 'PUT',
        headers: { 'content-type': contentType },
        body: file,
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      }).catch(() => null)
      const text = await response?.text().catch(() => null)
      if (response?.ok === true || text?.includes('UPLOAD_COMPLETE') === true) return
      if (response != null && response.status < 500 && text != null)
        throw new Error(`upload: ${response.status} ${text}`)
      this.failures++
      await sleep(this.dice.between(50, 400))
    }
    throw new Error(`upload: no answer in ${MAX_TRIES} tries`)
  }

  /** In the middle of the request that is sent next. */
  #aimAt(member: Member): void {
    const { generation } = member
    setTimeout(() => this.fleet.kill(member, 'request', generation), this.dice.between(0, AIMED_KILL_WITHIN_MS))
  }

  /** Null for whatever a client should answer with another try. */
  async #send(
    { port }: Member,
    token: string,
    body: object,
    mutation: string,
    headers: Record<string, string>,
  ): Promise<Payload | null> {
    this.requests++
    let text: string
    try {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== '' && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      })
      text = await response.text()
      if (response.status >= 500) return null
    } catch {
      return null
    }
    const { data, errors } = JSON.parse(text) as {
      data?: Record<string, Payload> | null
      errors?: { message: string; extensions: { code: string } }[]
    }
    const payload = data?.[mutation]
    if (payload !== undefined && payload !== null) return payload
    const [error] = errors ?? []
    // A limit is forgotten soon, for the drive does in minutes what takes days.
    if (error !== undefined && COME_AGAIN.has(error.extensions.code)) return null
    throw new Error(`${mutation}: ${error?.extensions.code} ${error?.message}`)
  }
}
