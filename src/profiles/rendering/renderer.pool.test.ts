import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { fictionalDocument, fullPhysicianContent, namedPhysicianContent } from '../../testkit/profile-fixtures.js'
import { renderProfilePdf } from '../pdf/render-profile-pdf.js'
import type { ProfileDocument } from '../profile.document.js'
import { RendererPool, type RendererPoolSettings } from './renderer.pool.js'

/** A worker that does what the document's number says. */
const MOODY_WORKER = `
export async function render({ header }) {
  if (header.documentNumber === 'dies') process.exit(3)
  if (header.documentNumber === 'hangs') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  return { bytes: new TextEncoder().encode(header.documentNumber) }
}`

let folder: string
let moody: string
let broken: string
let metrics: Registry
const pools: RendererPool[] = []

describe('the pool of renderers', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'renderer-'))
    moody = path.join(folder, 'moody.mjs')
    broken = path.join(folder, 'broken.mjs')
    await writeFile(moody, MOODY_WORKER)
    await writeFile(broken, `throw new Error('this thread never starts')`)
  })
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.stop()))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  function poolOf(settings: Partial<RendererPoolSettings> = {}): RendererPool {
    metrics = new Registry()
    const workerFile = process.env['TEST_RENDERER_WORKER']
    const pool = new RendererPool({ threads: 1, logger: pino({ level: 'silent' }), metrics, workerFile, ...settings })
    pools.push(pool)
    return pool
  }

  const named = (documentNumber: string): ProfileDocument =>
    fictionalDocument(fullPhysicianContent(), { documentNumber })
  const text = async (bytes: Promise<Uint8Array>): Promise<string> => new TextDecoder().decode(await bytes)

  async function failures(): Promise<Record<string, number>> {
    const metric = await metrics.getSingleMetric('gateway_pdf_render_failures_total')?.get()
    return Object.fromEntries(metric?.values.map(({ labels, value }) => [labels['code'], value]) ?? [])
  }

  describe('rendering in threads', () => {
    test('gives the bytes that rendering in this process gives, whichever thread it is and whatever came before', async () => {
      const pool = poolOf({ threads: 2 })
      const documents = [
        fictionalDocument(fullPhysicianContent()),
        fictionalDocument(namedPhysicianContent('Żółć', 'Μαρία-Đặng')),
        fictionalDocument(namedPhysicianContent('Øyvind')),
      ]
      const expected = await Promise.all(documents.map(renderProfilePdf))
      const order = [0, 1, 2, 2, 1, 0, 1, 0, 2]
      const rendered = await Promise.all(order.map((index) => pool.render(documents[index] as ProfileDocument)))
      rendered.forEach((bytes, at) => {
        expect(Buffer.compare(bytes, expected[order[at] ?? 0] ?? Buffer.alloc(0))).toBe(0)
      })
    })

    test('loads what it draws with, and nothing of the API: every thread pays for it', async () => {
      const bundle = await readFile(process.env['TEST_RENDERER_WORKER'] ?? '', 'utf8')
      const packages = [...bundle.matchAll(/^import .*?"([^".]+)";$/gm)].map(([, name]) => name)
      expect(packages).toContain('pdf-lib')
      for (const name of ['graphql', 'graphql-scalars', 'type-graphql', 'typeorm', 'pg', 'reflect-metadata']) {
        expect(packages).not.toContain(name)
      }
    })

    test('leaves the event loop free', async () => {
      const document = fictionalDocument(fullPhysicianContent())
      const pool = poolOf()
      await pool.render(document)
      const turnsDuring = async (render: (document: ProfileDocument) => Promise<Uint8Array>): Promise<number> => {
        let turns = 0
        let over = false
        const rendering = render(document).finally(() => {
          over = true
        })
        while (!over) {
          await turn()
          turns++
        }
        await rendering
        return turns
      }
      const here = await turnsDuring(renderProfilePdf)
      const there = await turnsDuring((each) => pool.render(each))
      expect(there).toBeGreaterThan(20 * here)
    })

    test('an error in a thread says what it was, and quotes nobody', async () => {
      const pool = poolOf()
      const document = fictionalDocument(fullPhysicianContent())
      const spoilt = { ...document, content: { ...document.content, sections: null } } as unknown as ProfileDocument
      const error = await pool.render(spoilt).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({
        name: 'RendererError',
        code: 'RENDER_FAILED',
        message: 'PD-0000000042: TypeError while it was rendered',
        stack: expect.stringMatching(/\n\s+at /),
      })
      // The thread goes on.
      expect((await pool.render(document)).length).toBeGreaterThan(10_000)
      expect(await failures()).toEqual({ RENDER_FAILED: 1 })
    })
  })

  describe('a thread', () => {
    test('that dies fails its document alone, and another takes its place', async () => {
      const pool = poolOf({ workerFile: moody })
      const [dead, next] = await Promise.allSettled([pool.render(named('dies')), text(pool.render(named('next')))])
      expect(dead).toMatchObject({ status: 'rejected', reason: { code: 'RENDERER_DIED' } })
      expect(next).toEqual({ status: 'fulfilled', value: 'next' })
      expect(await failures()).toEqual({ RENDERER_DIED: 1 })
    })

    test('that takes too long is ended, and another takes its place', async () => {
      const pool = poolOf({ workerFile: moody, timeoutMs: 2_000 })
      await expect(pool.render(named('hangs'))).rejects.toMatchObject({ code: 'RENDER_TIMED_OUT' })
      expect(await text(pool.render(named('next')))).toBe('next')
    })

    test('that cannot start keeps nobody waiting', async () => {
      const pool = poolOf({ workerFile: broken })
      await expect(pool.render(named('first'))).rejects.toMatchObject({ code: 'RENDERER_DIED' })
      await expect(pool.render(named('second'))).rejects.toMatchObject({ code: 'RENDERER_DIED' })
    })
  })

  describe('the stop of a pool', () => {
    test('gives up what is rendered and what waits, and takes nothing more', async () => {
      const pool = poolOf({ workerFile: moody })
      const asked = [pool.render(named('hangs')), pool.render(named('waits')), pool.render(named('waits too'))]
      const ended = Promise.allSettled(asked)
      await pool.stop()
      const stopped = { status: 'rejected', reason: { code: 'RENDERER_STOPPED' } }
      expect(await ended).toMatchObject([stopped, stopped, stopped])
      await expect(pool.render(named('late'))).rejects.toMatchObject({ code: 'RENDERER_STOPPED' })
    })

    test('without work is over at once, also twice', async () => {
      const pool = poolOf({ workerFile: moody })
      expect(await text(pool.render(named('one')))).toBe('one')
      await Promise.all([pool.stop(), pool.stop()])
    })
  })
})
