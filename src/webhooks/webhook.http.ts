import { promises as dns, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, request } from 'undici'
import { isPublicAddress } from './public-address.js'
import type { WebhookProblem } from './webhook.words.js'
import type { HeaderLine } from './webhook-attempt.entity.js'

/** How long an endpoint may take from the first packet of the connection to the last of its answer's head. */
const SEND_TIMEOUT_MS = 15_000
/** How much of an answer's body is taken, to end the connection in peace; nobody reads it. */
const MAX_BODY_BYTES = 16_384
/** How much of an answer's head the log keeps, in characters. */
const MAX_HEAD_LENGTH = 4_096
/** For the answer of a name server, each of two times. */
const NAME_TIMEOUT_MS = 3_000

/** What came of one request. */
export interface WebhookAnswer {
  /** Null without an answer. */
  status: number | null
  headers: HeaderLine[]
  /** Null for an answer of 2xx. */
  problem: WebhookProblem | null
}

/** Addresses of a host name; empty for none. */
export type ResolveName = (hostname: string) => Promise<LookupAddress[]>

/** How requests go out. */
export interface WebhookHttpSettings {
  /** Only for tests: addresses of any network are called. */
  privateAddresses: boolean
  timeoutMs?: number
  resolve?: ResolveName
}

/** An address that is not public; nothing was sent there. */
class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED'
}

/**
 * Sends events to addresses that strangers chose. Each request has a connection of its own, made to an address that was
 * looked at after the name was looked up, and before anything is sent: what the name server says a moment later, or said
 * when the endpoint was set up, does not count (DNS rebinding). No redirect is followed.
 */
export class WebhookHttp {
  readonly #agent: Agent
  readonly #timeoutMs: number

  constructor({ privateAddresses, timeoutMs = SEND_TIMEOUT_MS, resolve }: WebhookHttpSettings) {
    this.#timeoutMs = timeoutMs
    const lookup = privateAddresses
      ? lookupOf(resolve ?? ((hostname) => dns.lookup(hostname, { all: true })), () => true)
      : lookupOf(resolve ?? askNameServers(), isPublicAddress)
    const connect = buildConnector({ timeout: timeoutMs, lookup } as buildConnector.BuildOptions)
    this.#agent = new Agent({
      connect: (options, callback) => {
        // A literal address is not looked up.
        const address = options.hostname.replace(/^\[(.*)\]$/, '$1')
        if (privateAddresses || isIP(address) === 0 || isPublicAddress(address)) return connect(options, callback)
        callback(new AddressRefused(), null)
      },
      // One connection for each request: an endpoint never waits for another of the same host.
      pipelining: 0,
    })
  }

  /** Whatever goes wrong is the other side's answer. Throws only when this process ends meanwhile, which is nobody's fault. */
  async post(url: string, headers: Record<string, string>, body: string): Promise<WebhookAnswer> {
    const signal = AbortSignal.timeout(this.#timeoutMs)
    try {
      const answer = await request(url, { method: 'POST', headers, body, dispatcher: this.#agent, signal })
      await answer.body.dump({ limit: MAX_BODY_BYTES, signal }).catch(() => undefined)
      const { statusCode: status } = answer
      return { status, headers: headOf(answer.headers), problem: status >= 200 && status < 300 ? null : 'STATUS' }
    } catch (error) {
      if (this.#agent.destroyed) throw error
      return { status: null, headers: [], problem: signal.aborted ? 'TIMEOUT' : problemOf(error) }
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
  }
}

/** The servers themselves, and not the system's resolver: that knows names of this network, and has four threads for all. */
function askNameServers(): ResolveName {
  const resolver = new dns.Resolver({ timeout: NAME_TIMEOUT_MS, tries: 2 })
  return async (hostname) => {
    const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    return found.flatMap((one, index) =>
      one.status === 'fulfilled' ? one.value.map((address) => ({ address, family: index === 0 ? 4 : 6 })) : [],
    )
  }
}

/** Looks a name up for a connection that is being made to one of these very addresses; one that is not allowed spoils all. */
export function lookupOf(resolve: ResolveName, isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses
        if (first === undefined) return callback(noSuchName(), '')
        if (!addresses.every(({ address }) => isAllowed(address))) return callback(new AddressRefused(), '')
        if (options.all === true) return callback(null, addresses)
        callback(null, first.address, first.family)
      },
      () => callback(noSuchName(), ''),
    )
  }
}

function noSuchName(): NodeJS.ErrnoException {
  return Object.assign(new Error('no address'), { code: 'ENOTFOUND' })
}

const PROBLEMS: readonly (readonly [RegExp, WebhookProblem])[] = [
  [/^ADDRESS_REFUSED$/, 'ADDRESS_REFUSED'],
  [/^ENOTFOUND$/, 'NAME_NOT_FOUND'],
  [/TIMEOUT$|^ETIMEDOUT$/, 'TIMEOUT'],
  [/^HPE_|^HTTPParserError$|^UND_ERR_HEADERS_OVERFLOW$|^UND_ERR_RES_|^ERR_ASSERTION$/, 'ANSWER_MALFORMED'],
  [/^UND_ERR_SOCKET$|^ECONNRESET$|^EPIPE$/, 'CONNECTION_CLOSED'],
  [/CERT|^ERR_TLS|^ERR_SSL|^EPROTO$|ISSUER|SELF_SIGNED/, 'CERTIFICATE'],
]

function problemOf(error: unknown): WebhookProblem {
  const { code, name } = error as NodeJS.ErrnoException
  return PROBLEMS.find(([pattern]) => pattern.test(code ?? name))?.[1] ?? 'UNREACHABLE'
}

/** As much of a head as the log keeps; in an answer, cookies are secrets. */
function headOf(headers: Readonly<Record<string, string | string[] | undefined>>): HeaderLine[] {
  let room = MAX_HEAD_LENGTH
  return Object.entries(headers)
    .flatMap(([name, value]) => [value ?? []].flat().map((one) => ({ name, value: one })))
    .filter(({ name, value }) => {
      room -= name.length + value.length
      return room >= 0 && name !== 'set-cookie'
    })
    .map(({ name, value }) => ({ name, value: value.replace(/[^\x20-\x7e]/g, '?') }))
}
