import { subscribe } from 'node:diagnostics_channel'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import { ConfigError, readConfig } from '../config.js'
import { rawRequest } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const ORIGIN = 'https://hub.example'

/** What may be kept: nothing of it is about anybody. */
const CACHED: Readonly<Record<string, string>> = {
  '/.well-known/jwks.json': 'public, max-age=300',
  '/pages.css': 'public, max-age=3600',
  '/pages.js': 'public, max-age=3600',
  '/icon.svg': 'public, max-age=3600',
  '/graphiql': 'no-cache',
  '/graphiql/examples.json': 'no-cache',
}
/** Pages by their routes, and those of addresses that lead to something, or to nothing. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  '/': ['/'],
  '/docs/*': ['/docs/', '/docs/quick-start', '/docs/nothing'],
  '/graphiql': ['/graphiql'],
  '/verify': ['/verify'],
  '/verify/:documentNumber': ['/verify/PD-0000000000', '/verify/%3Cscript%3E'],
  '/password-reset': ['/password-reset'],
  '/password-reset/:token': ['/password-reset/token'],
  '/email-change/:token': ['/email-change/token'],
  '/invitations/:token': ['/invitations/token'],
  '/mailbox': ['/mailbox'],
  '/mailbox/:id': ['/mailbox/nothing'],
  '/mailbox/:id/html': ['/mailbox/nothing/html'],
}

describe('the headers of answers', () => {
  /** Of the gateway, as they are registered: none can be forgotten here. */
  const routes: { method: string; url: string }[] = []
  let gateway: TestGateway
  let vendor: TestVendor
  beforeAll(async () => {
    subscribe('fastify.initialization', (message) => {
      const { fastify } = message as { fastify: FastifyInstance }
      fastify.addHook('onRoute', ({ method, url }) => {
        for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, url })
      })
    })
    const environment = { MAILBOX: 'true', EXPLORER: 'true', CORS_ORIGINS: ORIGIN, PUBLIC_URL: 'https://gateway.test' }
    gateway = await startTestGateway({ environment })
    vendor = await gateway.vendor()
  })
  afterAll(() => gateway.stop())

  const ask = (path: string, init: RequestInit = {}) =>
    rawRequest(`${gateway.url}${path}`, { redirect: 'manual', ...init })
  const post = (body: unknown, headers: Record<string, string> = {}, apiKey = vendor.apiKey) =>
    rawRequest(`${gateway.url}/graphql`, {
      method: 'POST',
      apiKey,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })

  test('stand on every answer of every route, and on those of no route', async () => {
    expect(routes.length).toBeGreaterThan(35)
    const asked = routes.map(({ method, url }) => [method, url.replaceAll(/:\w+|\*/g, 'nothing')] as const)
    for (const [method, path] of [...asked, ['GET', '/nowhere'] as const, ['GET', '/%zz'] as const]) {
      const { headers } = await ask(path, { method })
      expect([method, path, Object.fromEntries(headers)]).toEqual([
        method,
        path,
        expect.objectContaining({
          'content-security-policy': expect.stringContaining("default-src 'none'"),
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'permissions-policy': expect.stringContaining('camera=()'),
          'referrer-policy': 'no-referrer',
          'strict-transport-security': 'max-age=63072000',
          'x-content-type-options': 'nosniff',
          'x-request-id': expect.stringMatching(/^req_/),
        }),
      ])
    }
  })

  test('let nobody keep an answer but what is the same for everybody', async () => {
    for (const { method, url } of routes) {
      const { headers } = await ask(url.replaceAll(/:\w+|\*/g, 'nothing'), { method })
      expect([url, headers.get('cache-control')]).toEqual([url, CACHED[url] ?? 'no-store'])
    }
    const { text, headers } = await post({ query: '{ viewer { mode } }' })
    expect([text.includes('TEST'), headers.get('cache-control')]).toEqual([true, 'no-store'])
    const unknown = await post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } })
    expect(unknown.headers.get('cache-control')).toBe('no-store')
  })

  test('about keeping are set in few places only, none of which answers with what is somebody’s', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /\.ts$/.test(name))
    const setters = files.filter(
      (name) => !/\.test\.ts$|^testkit/.test(name) && /'cache-control'/i.test(readFileSync(`src/${name}`, 'utf8')),
    )
    expect(setters.sort()).toEqual([
      'explorer/explorer.routes.ts',
      'http/answer-headers.ts',
      'http/docs.routes.ts',
      'http/graphql.routes.ts',
      'http/jwks.routes.ts',
      'http/pages.routes.ts',
    ])
  })

  test('of pages allow nothing inline, nothing from elsewhere, and no frames; and no page has it', async () => {
    for (const { method, url } of routes) {
      if (method !== 'GET') continue
      const { headers } = await ask(url.replaceAll(/:\w+|\*/g, 'nothing'))
      const isPage = headers.get('content-type')?.startsWith('text/html') === true
      expect([url, isPage]).toEqual([url, Object.hasOwn(PAGES, url)])
    }
    for (const path of Object.values(PAGES).flat()) {
      const { headers, text } = await ask(path)
      const policy = policyOf(headers.get('content-security-policy'))
      expect([path, unsafeParts(policy, path === '/graphiql')]).toEqual([path, []])
      const inline = text.match(
        /<script(?![^>]* src=)(?![^>]* type="application\/(ld\+)?json")|<style| on\w+="|javascript:/g,
      )
      expect([path, inline]).toEqual([path, null])
    }
  })

  test('of forms that were sent, and of what went wrong with them, are those of pages', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const headers of [form, { ...form, 'sec-fetch-site': 'cross-site' }]) {
      for (const path of ['/password-reset', '/password-reset/token', '/email-change/token', '/invitations/token']) {
        const answer = await ask(path, { method: 'POST', headers, body: 'email=x' })
        expect([path, unsafeParts(policyOf(answer.headers.get('content-security-policy')), false)]).toEqual([path, []])
      }
    }
  })

  test('keep an e-mail of the mailbox in a frame where nothing of it runs', async () => {
    await rowsOf(
      gateway,
      `insert into emails (id, kind, recipients, subject, text_body, html_body, created_at)
       values ('eml_1', 'DAILY_RECEIPT', array['a@hospital.example'], 'x', 'x', '<script>1</script>', now())`,
    )
    const path = '/mailbox/eml_1'
    expect((await ask('/mailbox')).text).toContain(path)
    expect(unsafeParts(policyOf((await ask(path)).headers.get('content-security-policy')), false)).toEqual([])
    const policy = policyOf((await ask(`${path}/html`)).headers.get('content-security-policy'))
    expect(policy).toEqual({
      'default-src': "'none'",
      'style-src': "'unsafe-inline'",
      'img-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'self'",
      sandbox: '',
    })
  })

  describe('for pages of other origins', () => {
    const preflight = (path: string, origin: string) =>
      ask(path, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
    const corsOf = ({ headers }: { headers: Headers }) =>
      Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary'))

    test('name what an origin of the configuration may ask, and never credentials of the browser', async () => {
      const allowed = await preflight('/graphql', ORIGIN)
      expect([allowed.status, corsOf(allowed)]).toEqual([
        204,
        {
          vary: 'origin',
          'access-control-allow-origin': ORIGIN,
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': expect.stringContaining('authorization, content-type, gateway-mode'),
          'access-control-max-age': '600',
        },
      ])
      const answer = await post({ query: '{ viewer { mode } }' }, { origin: ORIGIN })
      expect(corsOf(answer)).toEqual({
        vary: 'origin',
        'access-control-allow-origin': ORIGIN,
        'access-control-expose-headers': 'ratelimit, ratelimit-policy, retry-after, x-request-id',
      })
      expect(corsOf(await post({ query: '{' }, { origin: ORIGIN }, 'pgw_test_of_nobody'))).toMatchObject({
        'access-control-allow-origin': ORIGIN,
      })
    })

    test.each([
      'https://evil.example',
      'https://hub.example.evil.example',
      'http://hub.example',
      'null',
      '*',
      'HTTPS://HUB.EXAMPLE',
    ])('allow nothing to %s', async (origin) => {
      for (const path of ['/graphql', '/uploads/token']) {
        const refused = await preflight(path, origin)
        expect([refused.status, corsOf(refused)]).toEqual([403, { vary: 'origin' }])
      }
      expect(corsOf(await post({ query: '{ viewer { mode } }' }, { origin }))).toEqual({
        vary: 'origin',
        'access-control-expose-headers': expect.any(String),
      })
    })

    test('are not there for anything but the API', async () => {
      for (const path of ['/', '/verify', '/mailbox', '/organizations/x/audit-events']) {
        expect([
          path,
          (await ask(path, { headers: { origin: ORIGIN } })).headers.get('access-control-allow-origin'),
        ]).toEqual([path, null])
      }
    })

    test('are configured by exact origins alone', () => {
      expect(readConfig({ CORS_ORIGINS: `${ORIGIN}, http://localhost:5173` }).corsOrigins).toEqual([
        ORIGIN,
        'http://localhost:5173',
      ])
      expect(readConfig({}).corsOrigins).toEqual([])
      for (const wrong of [
        '*',
        'null',
        'https://*.hub.example',
        `${ORIGIN}/`,
        'hub.example',
        'https://HUB.example',
        `${ORIGIN}:443`,
      ]) {
        expect(() => readConfig({ CORS_ORIGINS: wrong })).toThrow(ConfigError)
      }
    })
  })
})

function policyOf(header: string | null): Record<string, string> {
  const directives = (header ?? '').split(';').map((one) => one.trim().split(/\s+/))
  return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources.join(' ')]))
}

/** What of a page's policy would let something in; an editor needs styles inline. */
function unsafeParts(policy: Record<string, string>, styles: boolean): string[] {
  const {
    'default-src': rest,
    'frame-ancestors': frames,
    'base-uri': base,
    'form-action': forms = '',
    ...others
  } = policy
  const wrong = [rest, frames, base].filter((sources) => sources !== "'none'").map((sources) => `none: ${sources}`)
  if (!["'none'", "'self'"].includes(forms)) wrong.push(`form-action ${forms}`)
  for (const [name, sources] of Object.entries(others)) {
    const fine = sources.split(' ').every((source) => {
      if (source === 'data:') return name === 'img-src'
      return (
        source === "'self'" || source === "'none'" || (styles && name === 'style-src' && source === "'unsafe-inline'")
      )
    })
    if (!fine) wrong.push(`${name} ${sources}`)
  }
  return wrong
}
