import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type FastifyInstance, fastify } from 'fastify'
import type { ExplorerExample } from './explorer.example.js'
import type { ExplorerManifest } from './explorer.manifest.js'
import { registerExplorer, registerNoExplorer } from './explorer.routes.js'

const manifest: ExplorerManifest = {
  script: 'explorer-A.js',
  style: 'explorer-B.css',
  workers: { editor: 'editor-C.js', json: 'json-D.js', graphql: 'graphql-E.js' },
  assets: { 'explorer-A.js': { type: 'text/javascript; charset=utf-8', encodings: ['br', 'gzip'] } },
}
const examples: ExplorerExample[] = [
  { name: 'Hello', group: 'Find', as: 'VENDOR', title: 'Greets', document: 'query Hello { hello }', variables: {} },
]

let directory: string
let app: FastifyInstance

async function build(): Promise<void> {
  await writeFile(join(directory, 'explorer-A.js'), 'plain')
  await writeFile(join(directory, 'explorer-A.js.br'), 'brotli')
  await writeFile(join(directory, 'explorer-A.js.gz'), 'gzipped')
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest))
}

describe('routes of the explorer', () => {
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'explorer-'))
    app = fastify()
    registerExplorer(app, { assetsDirectory: directory, staffOnly: false, examples: async () => examples })
  })

  afterEach(async () => {
    await app.close()
    await rm(directory, { recursive: true })
  })

  test('where the explorer is off, a link of the documentation leads to a page that says so, and nothing else is there', async () => {
    const without = fastify()
    registerNoExplorer(without)
    const { statusCode, body } = await without.inject('/graphiql?example=PlaceOrder')
    expect([statusCode, body.includes('href="/docs/"'), body.includes('<script')]).toEqual([404, true, false])
    expect((await without.inject('/graphiql/examples.json')).body).not.toContain('"name"')
    await without.close()
  })

  describe('the explorer before its build', () => {
    test('says what to run, and comes up without a restart once it is built', async () => {
      const before = await app.inject('/graphiql')
      expect(before.statusCode).toBe(503)
      expect(before.body).toContain('npm run build')
      await build()
      expect((await app.inject('/graphiql')).statusCode).toBe(200)
    })
  })

  describe('the explorer', () => {
    beforeEach(build)

    test('is a page without inline scripts and under a strict policy', async () => {
      const page = await app.inject('/graphiql')
      expect(page.body).toContain('src="/graphiql/assets/explorer-A.js"')
      expect(page.body).not.toMatch(/<script(?![^>]*\ssrc=)/)
      expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; .*; script-src 'self';/)
    })

    test('tells its page whether, of people, only staff may sign in', async () => {
      expect((await app.inject('/graphiql')).body).not.toContain('data-staff-only')
      const strict = fastify()
      registerExplorer(strict, { assetsDirectory: directory, staffOnly: true, examples: async () => [] })
      expect((await strict.inject('/graphiql')).body).toContain('<div id="root" data-staff-only')
      await strict.close()
    })

    test('hands out its examples', async () => {
      expect((await app.inject('/graphiql/examples.json')).json()).toEqual(examples)
    })

    test.each([
      ['br, gzip', 'br', 'brotli'],
      ['gzip', 'gzip', 'gzipped'],
      ['br;q=0, gzip;q=0.5', 'gzip', 'gzipped'],
      ['identity', undefined, 'plain'],
    ])('answers a client that accepts %s', async (accepted, encoding, body) => {
      const asset = await app.inject({
        url: '/graphiql/assets/explorer-A.js',
        headers: { 'accept-encoding': accepted },
      })
      expect(asset.headers['content-encoding']).toBe(encoding)
      expect(asset.headers['cache-control']).toContain('immutable')
      expect(asset.headers['content-type']).toBe('text/javascript; charset=utf-8')
      expect(asset.body).toBe(body)
    })

    test.each(['manifest.json', 'explorer-A.js.br', '..%2Fmanifest.json', 'constructor', '__proto__'])(
      'does not serve %s, which is no asset',
      async (name) => {
        expect((await app.inject(`/graphiql/assets/${name}`)).statusCode).toBe(404)
      },
    )
  })
})
