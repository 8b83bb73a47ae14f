import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { type FastifyInstance, fastify } from 'fastify'
import { registerDocs } from './docs.routes.js'
import { registerPageFiles } from './pages.routes.js'
import type { StartPageFacts } from './start.page.js'
import { registerStart } from './start.routes.js'

const FACTS: StartPageFacts = {
  version: '1.2.3',
  publisher: 'Fictional <Publisher>',
  publicUrl: 'http://localhost:4000',
  explorer: true,
  mailbox: true,
  sandbox: {
    apiKey: 'pgw_test_of_nobody',
    people: [{ role: 'Staff', email: 'staff@publisher.example', password: 'fictional-password' }],
  },
}

describe('the pages in front', () => {
  let app: FastifyInstance
  beforeEach(() => {
    app = fastify()
    registerPageFiles(app)
  })
  const get = (url: string, headers: Record<string, string> = { host: 'localhost:4000' }) =>
    app.inject({ url, headers })

  test('the start page says what runs here, where to go, and how to begin', async () => {
    registerStart(app, FACTS)
    const { body, headers } = await get('/')
    for (const part of [
      'Version 1.2.3',
      'Fictional &lt;Publisher&gt;',
      'pgw_test_of_nobody',
      'staff@publisher.example',
    ]) {
      expect(body).toContain(part)
    }
    for (const href of ['/docs/quick-start', '/docs/', '/graphiql', '/verify', '/mailbox'])
      expect(body).toContain(`href="${href}"`)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(body).not.toMatch(/<script(?![^>]* src=)|style="/)
    for (const file of ['/pages.css', '/pages.js', '/icon.svg']) expect((await get(file)).statusCode).toBe(200)
  })

  test('the key is shown to nobody who comes by another name of the machine', async () => {
    registerStart(app, FACTS)
    for (const host of ['evil.example', 'localhost.evil.example', '10.0.0.1:4000']) {
      const { statusCode, body } = await get('/', { host })
      expect([statusCode, body.includes('pgw_test_of_nobody'), body.includes('fictional-password')]).toEqual([
        200,
        false,
        false,
      ])
    }
    expect((await get('/', { host: '127.0.0.1:4000' })).body).toContain('pgw_test_of_nobody')
    expect((await get('/', { host: '[::1]:4000' })).body).toContain('pgw_test_of_nobody')
  })

  test('in production it has no key, and does not name what is off', async () => {
    registerStart(app, { ...FACTS, explorer: false, mailbox: false, sandbox: null })
    const { body } = await get('/')
    expect(body).not.toMatch(/pgw_|href="\/graphiql"|href="\/mailbox"|<script/)
  })

  test('the documentation is served as it was built, and nothing else of the disk', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'profiles-gateway-test-'))
    registerDocs(app, folder)
    const missing = await get('/docs/quick-start')
    expect([missing.statusCode, missing.headers['retry-after']]).toEqual([503, '15'])
    const html = { type: 'text/html; charset=utf-8', encodings: ['br'] }
    writeFileSync(path.join(folder, 'quick-start.html'), 'page')
    writeFileSync(path.join(folder, 'quick-start.html.br'), 'small page')
    writeFileSync(path.join(folder, 'index.html'), 'overview')
    writeFileSync(path.join(folder, 'secret.txt'), 'not of the site')
    writeFileSync(
      path.join(folder, 'manifest.json'),
      JSON.stringify({ 'quick-start.html': html, 'index.html': { ...html, encodings: [] } }),
    )
    expect((await get('/docs')).headers['location']).toBe('/docs/')
    expect((await get('/docs/')).body).toBe('overview')
    expect((await get('/docs/quick-start')).body).toBe('page')
    const small = await get('/docs/quick-start', { host: 'localhost', 'accept-encoding': 'gzip, br' })
    expect([small.body, small.headers['content-encoding']]).toEqual(['small page', 'br'])
    expect(small.headers['content-security-policy']).toContain("style-src 'self'")
    for (const name of [
      'secret.txt',
      'manifest.json',
      '../package.json',
      '%2e%2e/package.json',
      'constructor',
      '__proto__',
    ]) {
      expect([name, (await get(`/docs/${name}`)).statusCode]).toEqual([name, 404])
    }
  })
})
