import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fastify } from 'fastify'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { Email } from './email.entity.js'
import { registerMailbox } from './mailbox.routes.js'

const app = fastify()
const HOSTILE = '<script>alert(1)</script>"\'&'
let db: TestDatabase
let database: Database

describe('development mail', () => {
  beforeAll(async () => {
    db = await createTestDatabase()
    database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: db.url }, [Email]).initialize())
    registerMailbox(app, database)
    await database.pool.query(
      `insert into emails (id, kind, recipients, subject, text_body, html_body, created_at)
     select 'eml_' || i, 'DAILY_RECEIPT', array['a@x.example'], $1 || i, $1, '<p>' || i || '</p><script>1</script>',
            '2026-11-01T00:00:00Z'::timestamptz + make_interval(mins => i) from generate_series(100, 159) i`,
      [HOSTILE],
    )
  })
  afterAll(async () => {
    await app.close()
    await database.dataSource.destroy()
    await db.drop()
  })

  const get = (url: string) => app.inject({ method: 'GET', url })

  describe('the mailbox', () => {
    test('lists the newest first, page by page, with everything escaped', async () => {
      const first = await get('/mailbox')
      expect(first.statusCode).toBe(200)
      expect(first.headers['content-security-policy']).toMatch(
        /^default-src 'none'; .*; style-src 'self'; img-src 'self'; frame-src 'self'$/,
      )
      expect(first.body).not.toContain('<script')
      expect(first.body.indexOf('eml_159')).toBeLessThan(first.body.indexOf('eml_158'))
      expect(first.body).toContain('/mailbox?before=eml_110')
      expect(first.body).not.toContain('eml_109')
      const second = await get('/mailbox?before=eml_110')
      expect(second.body).toContain('eml_109')
      expect(second.body).not.toContain('rel="next"')
      expect((await get('/mailbox?before=eml_none')).body).toContain('No e-mails older than these.')
    })

    test('shows an e-mail, and its HTML in a frame that can do nothing', async () => {
      const page = await get('/mailbox/eml_120')
      expect(page.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;120')
      expect(page.body).not.toContain('<script')
      expect(page.body).toContain('<iframe sandbox="" src="/mailbox/eml_120/html"')
      const frame = await get('/mailbox/eml_120/html')
      expect(frame.body).toBe('<p>120</p><script>1</script>')
      expect(frame.headers['content-security-policy']).toMatch(
        /^default-src 'none'; .*; style-src 'unsafe-inline'; .*; sandbox$/,
      )
    })

    test('knows no others', async () => {
      expect((await get('/mailbox/eml_none')).statusCode).toBe(404)
      expect((await get('/mailbox/%3Cscript%3E')).body).not.toContain('<script')
      expect((await get('/mailbox/eml_none/html')).statusCode).toBe(404)
    })
  })

  test('the entity and the table are the same', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log()
    expect(upQueries.map(({ query }) => query)).toEqual([])
  })
})
