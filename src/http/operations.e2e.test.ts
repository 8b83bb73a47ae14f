import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { ViewerDocument } from '../client/operations.generated.js'
import { rawRequest } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('what a monitor sees', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  const get = async (path: string) => {
    const { status, text, headers } = await rawRequest(gateway.url + path)
    return { status, text, type: headers.get('content-type') }
  }

  test('a gateway that lives and can serve', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 200, text: '{"status":"ok"}' })
    expect(await get('/readyz')).toMatchObject({ status: 200, text: '{"status":"ready","checks":{"database":"ok"}}' })
  })

  test('counters of operations by type and outcome, and of the process', async () => {
    const { client } = await gateway.vendor()
    await client.run(ViewerDocument, {})
    const { status, text, type } = await get('/metrics')
    expect([status, type]).toEqual([200, expect.stringContaining('text/plain')])
    expect(text).toMatch(/^gateway_graphql_operations_total\{operation="Viewer",type="query",outcome="ok"\} [1-9]/m)
    expect(text).toMatch(/^gateway_graphql_operation_seconds_count\{operation="Viewer",type="query"\} [1-9]/m)
    expect(text).toMatch(/^process_cpu_seconds_total /m)
    expect(text).not.toMatch(/(vnd|org|key)_[0-9a-z]{20}/)
  })

  test('a gateway that lives and cannot serve while the database is away, and can again', async () => {
    const [row] = await rowsOf<{ name: string }>(gateway, 'select current_database() as name')
    const name = pg.escapeIdentifier(row?.name ?? '')
    const outside = new pg.Client({ connectionString: process.env['TEST_SERVER_URL'] })
    await outside.connect()
    try {
      await outside.query(`alter database ${name} allow_connections false`)
      await outside.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [row?.name])
      expect(await get('/readyz')).toMatchObject({
        status: 503,
        text: '{"status":"unavailable","checks":{"database":"unavailable"}}',
      })
      expect((await get('/healthz')).status).toBe(200)
    } finally {
      await outside.query(`alter database ${name} allow_connections true`)
      await outside.end()
    }
    expect((await get('/readyz')).status).toBe(200)
  })
})
