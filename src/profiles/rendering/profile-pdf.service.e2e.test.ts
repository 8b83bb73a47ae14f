import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import type { Database } from '../../db/database.js'
import { AdjustableClock } from '../../kernel/clock.js'
import { sha256Hex } from '../../kernel/digest.js'
import { FULL_PHYSICIAN_NPI } from '../../sandbox/sandbox.full-physician.js'
import { rowsOf } from '../../testkit/census.js'
import { clinicianWith, initialAppointment, orderOf, place } from '../../testkit/order-acts.js'
import { FICTIONAL_PUBLISHER } from '../../testkit/profile-fixtures.js'
import { secondDatabase } from '../../testkit/second-process.js'
import { testSigningIdentity } from '../../testkit/signing-identities.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'
import type { ProfileDocument } from '../profile.document.js'
import { CertificateSigner } from '../signing/certificate.signer.js'
import type { ProfileRenderer } from './profile.renderer.js'
import { ProfilePdfService } from './profile-pdf.service.js'
import { renderProfilePdfs } from './render-profile-pdfs.job.js'
import { RendererPool } from './renderer.pool.js'

const logger = pino({ level: 'silent' })

let gateway: TestGateway
let vendor: TestVendor
let clinicianId: string
let pool: RendererPool

describe('official PDFs', () => {
  beforeAll(async () => {
    // No worker: nothing is rendered but what a test renders.
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
    clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    const workerFile = process.env['TEST_RENDERER_WORKER']
    pool = new RendererPool({ threads: 1, logger, metrics: new Registry(), workerFile })
  })
  afterAll(async () => {
    await pool.stop()
    await gateway.stop()
  })

  /** The pool, with what was asked of it; `before` may hold a document up, or fail it. */
  class WatchedRenderer implements ProfileRenderer {
    readonly atOnce = 2
    readonly asked: string[] = []

    constructor(private readonly before: (number: string) => unknown = () => undefined) {}

    async render(document: ProfileDocument): Promise<Uint8Array> {
      this.asked.push(document.header.documentNumber)
      await this.before(document.header.documentNumber)
      return await pool.render(document)
    }
  }

  /** A process of its own, as far as PDFs go. */
  async function serviceOf(
    renderer: ProfileRenderer,
    {
      database = gateway.database,
      clock = new AdjustableClock(),
    }: { database?: Database; clock?: AdjustableClock } = {},
  ): Promise<ProfilePdfService> {
    const signer = new CertificateSigner(await testSigningIdentity(), logger, clock, new Registry())
    return new ProfilePdfService(database, clock, FICTIONAL_PUBLISHER, renderer, signer)
  }

  interface Issued {
    id: string
    number: string
  }

  /** Documents of a new order, in the order of their numbers. */
  async function issue(count: number): Promise<Issued[]> {
    const items = Array.from({ length: count }, () => initialAppointment(clinicianId, { allowDuplicate: true }))
    const order = await place(vendor.client, orderOf(vendor, ...items))
    return await rowsOf<Issued>(
      gateway,
      `select id, 'PD-' || lpad(number::text, 10, '0') as number from profile_documents where order_number = $1 order by number`,
      [order.number],
    )
  }

  const pdfsOf = (documents: readonly Issued[]) =>
    rowsOf<{ id: string; sha256: string; rendered: string | null; renderer: string | null }>(
      gateway,
      `select document_id as id, sha256, rendered_sha256 as rendered, renderer from profile_pdfs
      where document_id = any ($1) order by document_id`,
      [documents.map(({ id }) => id)],
    )

  const only = ([document]: readonly Issued[]): Issued => {
    if (document === undefined) throw new Error('no document was issued')
    return document
  }

  describe('the official PDF of a document', () => {
    test('is made once by two processes that make it at once', async () => {
      const document = only(await issue(1))
      const other = await secondDatabase(gateway.databaseUrl)
      try {
        // Neither stores before both have begun.
        let begun = 0
        let allBegun: () => void = () => undefined
        const together = new Promise<void>((resolve) => {
          allBegun = resolve
        })
        const meet = async (): Promise<void> => {
          if (++begun === 2) allBegun()
          await together
        }
        const [late, early] = [new AdjustableClock(), new AdjustableClock()]
        late.advanceTo(new Date(late.now().getTime() + 3_600_000))
        const one = await serviceOf(new WatchedRenderer(meet), { clock: late })
        const two = await serviceOf(new WatchedRenderer(meet), { clock: early, database: other.database })
        const [first, second] = await Promise.all([one.pdfOf(document.id), two.pdfOf(document.id)])
        expect(begun).toBe(2)
        expect(first.sha256).toBe(second.sha256)
        expect(sha256Hex(first.bytes)).toBe(first.sha256)
        expect(Buffer.compare(first.bytes, second.bytes)).toBe(0)
        expect(await pdfsOf([document])).toHaveLength(1)
      } finally {
        await other.close()
      }
    })

    test('is rendered once for many who want it at once, and for nobody afterwards', async () => {
      const document = only(await issue(1))
      const renderer = new WatchedRenderer()
      const pdfs = await serviceOf(renderer)
      const all = await Promise.all(Array.from({ length: 5 }, () => pdfs.pdfOf(document.id)))
      expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(1)
      expect((await pdfs.pdfOf(document.id)).sha256).toBe(all[0]?.sha256)
      expect(renderer.asked).toEqual([document.number])
    })

    test('is kept with the fingerprint of what was signed and the release that rendered it', async () => {
      const document = only(await issue(1))
      let rendered: Uint8Array = new Uint8Array()
      const pdfs = await serviceOf({
        atOnce: 1,
        render: async (each) => {
          rendered = await pool.render(each)
          return rendered
        },
      })
      const { bytes, sha256 } = await pdfs.pdfOf(document.id)
      expect(await pdfsOf([document])).toEqual([
        {
          id: document.id,
          sha256,
          rendered: sha256Hex(rendered),
          renderer: expect.stringMatching(/^profiles-gateway \d+\.\d+\.\d+, zlib \S+, ICU \S+, tz \S+$/),
        },
      ])
      expect(sha256).not.toBe(sha256Hex(rendered))
      expect(bytes.length).toBe(rendered.length)
    })

    test('of before there were signatures stays as it is', async () => {
      const document = only(await issue(1))
      const bytes = Buffer.from('%PDF-1.7 as it was')
      await gateway.database.pool.query(
        'insert into profile_pdfs (document_id, sha256, bytes, rendered_at) values ($1, $2, $3, now())',
        [document.id, sha256Hex(bytes), bytes],
      )
      const renderer = new WatchedRenderer()
      expect(await (await serviceOf(renderer)).pdfOf(document.id)).toEqual({ bytes, sha256: sha256Hex(bytes) })
      expect(renderer.asked).toEqual([])
    })
  })

  describe('the job that renders an order', () => {
    const run = async (
      renderer: ProfileRenderer,
      documents: readonly Issued[],
      stopping = new AbortController().signal,
    ) => await renderProfilePdfs(await serviceOf(renderer))({ documentIds: documents.map(({ id }) => id) }, stopping)

    test('begins where the last run was ended, be it between rendering and storing', async () => {
      const documents = await issue(4)
      const [first, second] = documents.map(({ number }) => number)
      // All but the first two stop here and now: rendered or not, nothing of them was stored.
      const died = new WatchedRenderer((number) => {
        if (number !== first && number !== second) throw new Error('killed')
      })
      await expect(run(died, documents)).rejects.toThrow('killed')
      expect(await pdfsOf(documents)).toHaveLength(2)
      const next = new WatchedRenderer()
      await run(next, documents)
      expect(next.asked.sort()).toEqual(documents.slice(2).map(({ number }) => number))
      expect(await pdfsOf(documents)).toHaveLength(4)
      const last = new WatchedRenderer()
      await run(last, documents)
      expect(last.asked).toEqual([])
    })

    test('is not held up by a document that cannot be rendered, and tells of it', async () => {
      const documents = await issue(3)
      const renderer = new WatchedRenderer((number) => {
        if (number === documents[0]?.number) throw new Error('no such luck')
      })
      await expect(run(renderer, documents)).rejects.toThrow('no such luck')
      expect(await pdfsOf(documents)).toHaveLength(2)
    })

    test('ends soon when the process stops, and comes back for the others', async () => {
      const documents = await issue(6)
      const stopping = new AbortController()
      const renderer = new WatchedRenderer(() => stopping.abort())
      await expect(run(renderer, documents, stopping.signal)).rejects.toMatchObject({ code: 'RENDERER_STOPPED' })
      expect(renderer.asked.length).toBeLessThanOrEqual(renderer.atOnce)
      // What was under way is done.
      expect(await pdfsOf(documents)).toHaveLength(renderer.asked.length)
    })
  })
})
