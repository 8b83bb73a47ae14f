import type { LookupAddress } from 'node:dns'
import { once } from 'node:events'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { UserErrors } from '../kernel/errors.js'
import { answering, type WebhookBehaviour, type WebhookReceiver, webhookReceiver } from '../testkit/webhook-receiver.js'
import { isPublicAddress } from './public-address.js'
import { lookupOf, type ResolveName, type WebhookAnswer, WebhookHttp } from './webhook.http.js'
import { RETRY_GAPS_SECONDS, reasonToDisable, requireEndpointUrl, settle } from './webhook.rules.js'

const TIMEOUT_MS = 300
const TWO_LENGTHS = 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2'
const V4 = (address: string): LookupAddress => ({ address, family: 4 })

describe('a request to an endpoint', () => {
  const http = new WebhookHttp({ privateAddresses: true, timeoutMs: TIMEOUT_MS })
  let receiver: WebhookReceiver
  beforeAll(async () => {
    receiver = await webhookReceiver()
  })
  afterAll(async () => {
    await http.close()
    await receiver.stop()
  })
  const post = (url = receiver.url) => http.post(url, { 'content-type': 'application/json' }, '{"type":"webhook.test"}')

  test('is a success with any 2xx, whatever the body, and keeps the head without cookies', async () => {
    receiver.behaves(answering(202, { 'X-Trace': 'café', 'set-cookie': 'session=secret' }))
    expect(await post()).toMatchObject({ status: 202, problem: null })
    expect((await post()).headers).toContainEqual({ name: 'x-trace', value: 'caf?' })
    expect((await post()).headers.map(({ name }) => name)).not.toContain('set-cookie')
    receiver.behaves((response) => void response.writeHead(200).write('no end'))
    expect(await post()).toMatchObject({ status: 200, problem: null })
    receiver.behaves((response) => void response.writeHead(200).end('x'.repeat(5_000_000)))
    expect(await post()).toMatchObject({ status: 200, problem: null })
    expect(receiver.received.at(-1)).toMatchObject({ body: '{"type":"webhook.test"}' })
  })

  test.each<[string, WebhookBehaviour, object]>([
    ['500', answering(500), { status: 500, problem: 'STATUS' }],
    ['a redirect, which is not followed', answering(307, { location: '/other' }), { status: 307, problem: 'STATUS' }],
    ['silence', () => undefined, { status: null, problem: 'TIMEOUT' }],
    [
      'an answer after the deadline',
      (response) => void setTimeout(() => response.end(), 2 * TIMEOUT_MS),
      { status: null, problem: 'TIMEOUT' },
    ],
    ['an early close', (response) => void response.destroy(), { status: null, problem: 'CONNECTION_CLOSED' }],
    [
      'a head without end',
      (response) => void response.writeHead(200, { long: 'x'.repeat(100_000) }).end(),
      { status: null, problem: 'ANSWER_MALFORMED' },
    ],
  ])('fails by %s', async (_, behaviour, answer) => {
    receiver.behaves(behaviour)
    const before = receiver.received.length
    expect(await post()).toMatchObject(answer)
    expect(receiver.received).toHaveLength(before + 1)
  })

  test('fails where nobody listens, or nobody speaks HTTP or TLS', async () => {
    let answer = ''
    const server = createTcpServer(
      (socket) =>
        void socket
          .on('error', () => undefined)
          .resume()
          .end(answer),
    )
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    for (const malformed of ['SSH-2.0-Fiction', 'HTTP/1.1 099 Odd', 'HTTP/1.1 101 Switching Protocols', TWO_LENGTHS]) {
      answer = `${malformed}\r\n\r\n`
      expect([malformed, (await post(`http://127.0.0.1:${port}/`)).problem]).toEqual([malformed, 'ANSWER_MALFORMED'])
    }
    expect(await post(`https://127.0.0.1:${port}/`)).toMatchObject({ problem: 'CERTIFICATE' })
    await new Promise((closed) => server.close(closed))
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ problem: 'UNREACHABLE' })
  })

  test('that this process ends is not the answer of the endpoint', async () => {
    const ending = new WebhookHttp({ privateAddresses: true, timeoutMs: 10_000 })
    receiver.behaves(() => void ending.close())
    await expect(ending.post(receiver.url, {}, '')).rejects.toThrow()
  })

  test('goes to no address of a private network, by number or by name, and not to one of several', async () => {
    const before = receiver.received.length
    const { port } = new URL(receiver.url)
    const answers: Record<string, LookupAddress[]> = {
      'private.example': [V4('127.0.0.1')],
      'mixed.example': [V4('8.8.8.8'), V4('127.0.0.1')],
      'six.example': [{ address: '::ffff:127.0.0.1', family: 6 }],
      'nowhere.example': [],
    }
    const resolve: ResolveName = async (hostname) => answers[hostname] ?? []
    const guarded = new WebhookHttp({ privateAddresses: false, timeoutMs: TIMEOUT_MS, resolve })
    const problemAt = async (host: string) => (await guarded.post(`http://${host}:${port}/`, {}, '')).problem
    for (const host of [
      '127.0.0.1',
      '0x7f.1',
      '2130706433',
      '[::1]',
      '[::ffff:7f00:1]',
      'private.example',
      'mixed.example',
      'six.example',
    ])
      expect([host, await problemAt(host)]).toEqual([host, 'ADDRESS_REFUSED'])
    expect(await problemAt('nowhere.example')).toBe('NAME_NOT_FOUND')
    expect(receiver.received).toHaveLength(before)
    await guarded.close()
  })

  test('is made to the very addresses that were looked at: a name that changes its mind is asked once', async () => {
    const minds = [[V4('8.8.8.8')], [V4('10.0.0.1')]]
    const lookup = lookupOf(async () => minds.shift() ?? [], isPublicAddress)
    const ask = () =>
      new Promise((answer) =>
        lookup('rebinding.example', { all: true }, (error, addresses) => answer(error ?? addresses)),
      )
    expect(await ask()).toEqual([V4('8.8.8.8')])
    expect(minds).toHaveLength(1)
    expect(await ask()).toMatchObject({ code: 'ADDRESS_REFUSED' })
  })
})

describe('an address', () => {
  test.each([
    ['0.0.0.0'],
    ['10.1.2.3'],
    ['100.64.0.1'],
    ['127.8.9.1'],
    ['169.254.169.254'],
    ['172.16.0.1'],
    ['192.0.0.8'],
    ['192.0.2.1'],
    ['192.168.1.1'],
    ['198.18.0.1'],
    ['198.51.100.1'],
    ['203.0.113.1'],
    ['224.0.0.1'],
    ['240.0.0.1'],
    ['255.255.255.255'],
    ['::'],
    ['::1'],
    ['::7f00:1'],
    ['::ffff:8.8.8.8'],
    ['::ffff:10.0.0.1'],
    ['64:ff9b::808:808'],
    ['64:ff9b:1::1'],
    ['100::1'],
    ['2001::1'],
    ['2001:db8::1'],
    ['2002:7f00:1::'],
    ['3fff::1'],
    ['5f00::1'],
    ['fc00::1'],
    ['fd12::1'],
    ['fe80::1'],
    ['fe80::1%eth0'],
    ['fec0::1'],
    ['ff02::1'],
    ['localhost'],
    [''],
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

  test.each([['8.8.8.8'], ['172.32.0.1'], ['100.128.0.1'], ['2606:4700::1111'], ['2a00:1450::1']])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )
})

describe('the URL of an endpoint', () => {
  const check = (url: string, insecure = false) => requireEndpointUrl(['url'], url, insecure)

  test('is https to a public host', () => {
    expect(check('https://Vendor.example:443/Hooks?a=1')).toBe('https://vendor.example/Hooks?a=1')
    expect(check('https://vendor.example:8443')).toBe('https://vendor.example:8443/')
    expect(check('https://8.8.8.8/')).toBe('https://8.8.8.8/')
    expect(check('http://127.0.0.1:9/', true)).toBe('http://127.0.0.1:9/')
  })

  test.each([
    'vendor.example',
    'http://vendor.example',
    'ftp://vendor.example',
    'https://user@vendor.example',
    'https://:pass@vendor.example',
    'https://vendor.example/#part',
    'https://vendor.example:25',
    'https://localhost',
    'https://gateway',
    'https://db.internal',
    'https://a.localhost.',
    'https://127.1',
    'https://0x7f000001',
    'https://2130706433',
    'https://0177.0.0.1',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://10.0.0.1',
    'https://169.254.169.254/latest',
    'https://[fd00::1]',
    'https://[64:ff9b::7f00:1]',
    `https://vendor.example/${'x'.repeat(2000)}`,
  ])('is not %s', (url) => expect(() => check(url)).toThrow(UserErrors))
})

describe('failures', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  const failed: WebhookAnswer = { status: 500, headers: [], problem: 'STATUS' }
  const gone = { ...failed, status: 410 }
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

  test('are made good again for three days, with growing gaps that vary', () => {
    const total = RETRY_GAPS_SECONDS.reduce((sum, gap) => sum + gap, 0) / 86_400
    expect(total).toBeGreaterThan(3)
    expect(total).toBeLessThan(3.5)
    expect([...RETRY_GAPS_SECONDS].sort((a, b) => a - b)).toEqual(RETRY_GAPS_SECONDS)
    const gap = (spread: number) => Number(settle(failed, 2, now, spread).nextAttemptAt) - now.getTime()
    expect([gap(0), gap(0.5), gap(1)]).toEqual([1_620_000, 1_800_000, 1_980_000])
    expect(settle(failed, 9, now, 0)).toEqual({ state: 'FAILED', failures: 10, nextAttemptAt: null })
    expect(settle(gone, 0, now, 0)).toEqual({ state: 'FAILED', failures: 1, nextAttemptAt: null })
  })

  test('disable an endpoint after five days, or at once when it is gone', () => {
    expect(reasonToDisable(failed, 3, daysAgo(5), now)).toBe('FAILING')
    expect(reasonToDisable(failed, 2, daysAgo(30), now)).toBeNull()
    expect(reasonToDisable(failed, 9, daysAgo(4.9), now)).toBeNull()
    expect(reasonToDisable(gone, 1, now, now)).toBe('GONE')
  })
})
