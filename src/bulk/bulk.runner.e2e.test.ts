import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sha256Hex } from '../kernel/digest.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { bulkWorker, cancelOperation, operationOf, startedLookup, startLookup, uploaded } from '../testkit/bulk-acts.js'
import { rowsOf } from '../testkit/census.js'
import { revokeGrant } from '../testkit/order-acts.js'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { secondDatabase } from '../testkit/second-process.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { MAX_RUNNING_PER_ORGANIZATION } from './bulk.steps.js'

/** Of the right form, and nobody's. */
const NOBODYS_NPI = fictionalNpi(99_999_999)

const NEVER = new AbortController().signal

/** Three slices; every fourth row finds somebody. */
const ROWS = 1_200
const rosterOf = (rows: number, mark = '') =>
  `reference,npi\n${Array.from({ length: rows }, (_, row) => `R${row}${mark},${row % 4 === 0 ? FULL_PHYSICIAN_NPI : NOBODYS_NPI}\n`).join('')}`

describe('the work of bulk operations', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  const resultOf = async (caller: TestVendor, id: string) => {
    const operation = await operationOf(caller, id)
    return await (await gateway.download(operation?.resultUrl ?? '')).text()
  }
  /** Uploads of which the file is still there. */
  const keptFor = async ({ organizationId }: TestVendor) =>
    await rowsOf(gateway, 'select id from uploads where organization_id = $1 and file_id is not null', [organizationId])
  /** How many jobs wait for the operation. */
  const jobsFor = async (id: string) => {
    const sql = `select count(*)::int as count from pgboss.job where name = 'ProcessBulkOperation' and data->>'operationId' = $1 and state = 'created'`
    return (await rowsOf<{ count: number }>(gateway, sql, [id]))[0]?.count
  }

  test('goes on where a killed worker stopped: nothing twice, nothing left out', async () => {
    const vendor = await gateway.vendor()
    const id = await startedLookup(gateway, vendor, rosterOf(ROWS))
    const { steps, handler } = bulkWorker(gateway)
    // A worker that is killed after the first slice, and one that is killed within the second.
    await steps.begin(id)
    await steps.counted(id, ROWS)
    const rows = [...Array(ROWS).keys()].map((row) => ({
      reference: `R${row}`,
      name: null,
      wish: { npi: row % 4 === 0 ? FULL_PHYSICIAN_NPI : NOBODYS_NPI },
    }))
    expect(await steps.slice(id, 0, rows.slice(0, 500), handler)).toMatchObject({ outcome: 'DONE' })
    const killed = {
      ...handler,
      process: async (...args: Parameters<typeof handler.process>) => {
        await handler.process(...args)
        throw new Error('killed')
      },
    }
    await expect(steps.slice(id, 500, rows.slice(500, 1000), killed)).rejects.toThrow('killed')
    const seen = { state: 'RUNNING', rowsProcessed: 500, progress: 41, resultUrl: null }
    expect(await operationOf(vendor, id)).toMatchObject(seen)
    // One that was slow, and does not know that its slice is done.
    expect(await steps.slice(id, 0, rows.slice(0, 500), handler)).toEqual({ outcome: 'OVERTAKEN' })

    // Another process takes it up.
    const other = await secondDatabase(gateway.databaseUrl)
    await bulkWorker(gateway, other.database).runner.run(id, NEVER)
    await other.close()
    const ended = await operationOf(vendor, id)
    expect(ended).toMatchObject({ state: 'COMPLETED', rowsTotal: ROWS, rowsProcessed: ROWS })
    expect(ended?.counts).toEqual([
      { status: 'MATCHED', rows: 300 },
      { status: 'NOT_FOUND', rows: 900 },
    ])
    const lines = (await resultOf(vendor, id)).trimEnd().split('\n').slice(1)
    expect(lines.map((line) => line.split(',').slice(0, 2).join())).toEqual(rows.map((_, row) => `${row + 1},R${row}`))
    const audited = await rowsOf(
      gateway,
      `select 1 from audit_events where action = 'CLINICIANS_LOOKED_UP' and organization_id = $1`,
      [vendor.organizationId],
    )
    expect(audited).toHaveLength(3)
  })

  test('two workers at once do every row once', async () => {
    const vendor = await gateway.vendor()
    const id = await startedLookup(gateway, vendor, rosterOf(ROWS), { resultFormat: 'JSON_LINES' })
    const other = await secondDatabase(gateway.databaseUrl)
    const runs = [bulkWorker(gateway).runner, bulkWorker(gateway, other.database).runner].map((one) =>
      one.run(id, NEVER),
    )
    await Promise.all(runs)
    await other.close()
    // Whoever was overtaken has left it to the other; the next turn ends what is left.
    await bulkWorker(gateway).runner.run(id, NEVER)
    const objects = (await resultOf(vendor, id))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(objects.map(({ row, reference }) => [row, reference])).toEqual(
      [...Array(ROWS).keys()].map((row) => [row + 1, `R${row}`]),
    )
    expect(Object.keys(objects[0] ?? {})).toHaveLength(16)
  })

  test('as many statements are sent for three rows as for five hundred', async () => {
    const vendor = await gateway.vendor()
    const statementsFor = async (rows: number) => {
      const id = await startedLookup(gateway, vendor, rosterOf(rows, `s${rows}`))
      return await gateway.countStatements(() => bulkWorker(gateway).runner.run(id, NEVER))
    }
    await statementsFor(2)
    expect(await statementsFor(500)).toBe(await statementsFor(3))
  })

  test('a stop lets the slice end and queues what is left; left alone, it is found again', async () => {
    const vendor = await gateway.vendor()
    const id = await startedLookup(gateway, vendor, rosterOf(ROWS))
    await rowsOf(gateway, `delete from pgboss.job where name = 'ProcessBulkOperation'`)
    const { runner } = bulkWorker(gateway)
    await runner.run(id, AbortSignal.abort())
    expect(await operationOf(vendor, id)).toMatchObject({ state: 'RUNNING', rowsTotal: ROWS, rowsProcessed: 0 })
    expect(await jobsFor(id)).toBe(1)
    await rowsOf(gateway, `delete from pgboss.job where name = 'ProcessBulkOperation'`)
    await runner.sweep()
    expect(await jobsFor(id)).toBe(0)
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 61_000))
    await runner.sweep()
    await runner.sweep()
    expect(await jobsFor(id)).toBe(1)
  })

  test('is cancelled between slices, and keeps what was processed', async () => {
    const vendor = await gateway.vendor()
    const [waiting, running] = [
      await startedLookup(gateway, vendor, rosterOf(10, 'w')),
      await startedLookup(gateway, vendor, rosterOf(ROWS, 'r')),
    ]
    const { steps, handler, runner } = bulkWorker(gateway)
    expect(await cancelOperation(vendor, waiting)).toBe('CANCELLED')
    await steps.begin(running)
    await steps.counted(running, ROWS)
    await steps.slice(running, 0, [{ reference: 'R0r', name: null, wish: { npi: FULL_PHYSICIAN_NPI } }], handler)
    for (let time = 1; time <= 2; time++) expect(await cancelOperation(vendor, running)).toBe('CANCELLING')
    await runner.run(running, NEVER)
    expect(await operationOf(vendor, running)).toMatchObject({ state: 'CANCELLED', rowsProcessed: 1, errorCode: null })
    expect((await resultOf(vendor, running)).trimEnd().split('\n')).toHaveLength(2)
    expect(await operationOf(vendor, waiting)).toMatchObject({ state: 'CANCELLED', startedAt: null, resultUrl: null })
    expect(await cancelOperation(vendor, running)).toBe('ALREADY_ENDED')
    expect(await keptFor(vendor)).toEqual([])
  })

  test('two of an organization run at a time; the next one begins when one ends', async () => {
    const [vendor, other] = [await gateway.vendor(), await gateway.vendor()]
    const ids: string[] = []
    for (const mark of ['a', 'b', 'c']) ids.push(await startedLookup(gateway, vendor, rosterOf(3, mark)))
    const foreign = await startedLookup(gateway, other, rosterOf(3))
    const { steps, runner } = bulkWorker(gateway)
    const begun = await Promise.all([...ids, foreign].map((id) => steps.begin(id)))
    expect(begun.filter((one) => one?.organizationId === vendor.organizationId)).toHaveLength(
      MAX_RUNNING_PER_ORGANIZATION,
    )
    expect(begun.at(-1)).not.toBeNull()
    await rowsOf(gateway, `delete from pgboss.job where name = 'ProcessBulkOperation'`)
    const waiting = ids.find((_, index) => begun[index] === null) ?? ''
    await runner.run(ids.find((id) => id !== waiting) ?? '', NEVER)
    expect(await jobsFor(waiting)).toBe(1)
    await runner.run(waiting, NEVER)
    expect(await operationOf(vendor, waiting)).toMatchObject({ state: 'COMPLETED' })
  })

  test('whoever lost the right to look gets no further', async () => {
    const vendor = await gateway.vendor()
    const id = await startedLookup(gateway, vendor, rosterOf(3))
    await revokeGrant(gateway, vendor)
    await bulkWorker(gateway).runner.run(id, NEVER)
    const sql = 'select state, error_code as code, rows_processed as rows from bulk_operations where id = $1'
    expect(await rowsOf(gateway, sql, [id])).toEqual([{ state: 'FAILED', code: 'ACCESS_ENDED', rows: 0 }])
  })

  test.each<[string, string | Buffer, object, string, RegExp]>([
    ['a header only', 'npi\n', {}, 'NO_ROWS', /at least one row, got none/],
    ['other columns', 'name;born\nAvery;1974\n', {}, 'NO_KNOWN_COLUMN', /^expected a header .* got 1 others$/],
    ['a column twice', 'npi,NPI\n1,2\n', {}, 'MALFORMED_FILE', /npi once, got it twice/],
    ['a quote that is not closed', 'npi\n"1\n2\n', {}, 'MALFORMED_FILE', /line 2; is a quote not closed/],
    ['ISO-8859-1', Buffer.from('npi,lastName\n1,Núñez\n', 'latin1'), {}, 'WRONG_ENCODING', /UTF-8.* line 2$/],
    ['six rows', rosterOf(6), {}, 'TOO_MANY_ROWS', /up to 5 rows, got more/],
    ['JSON', '[{"npi":"1"}]', { contentType: 'application/jsonl' }, 'MALFORMED_FILE', /JSON Lines/],
    ['CSV', 'npi\n1\n', { contentType: 'application/jsonl' }, 'MALFORMED_FILE', /JSON Lines/],
    [
      'other names',
      '{"name":"Avery"}\n',
      { contentType: 'application/jsonl' },
      'NO_KNOWN_COLUMN',
      /at least one of npi/,
    ],
    ['blank lines', '\n\n', { contentType: 'application/x-ndjson' }, 'NO_ROWS', /got none/],
  ])('a file with %s fails as a whole, and says why', async (_, content, announced, code, message) => {
    const vendor = await gateway.vendor()
    const id = await startedLookup(gateway, vendor, content, announced)
    await bulkWorker(gateway, gateway.database, 5).runner.run(id, NEVER)
    const failed = await operationOf(vendor, id)
    expect(failed).toMatchObject({ state: 'FAILED', errorCode: code, rowsProcessed: 0, resultUrl: null })
    expect(failed?.errorMessage).toMatch(message)
    expect(failed?.errorMessage).not.toMatch(/Avery|Núñez/)
    expect(await keptFor(vendor)).toEqual([])
  })

  test('what fails again and again is given up, with what was done before', async () => {
    const vendor = await gateway.vendor()
    const id = await startedLookup(gateway, vendor, rosterOf(3))
    await rowsOf(gateway, `alter table clinicians rename column suffix to somewhere_else`)
    const { runner } = bulkWorker(gateway)
    for (let run = 1; run < 5; run++) await expect(runner.run(id, NEVER)).rejects.toThrow()
    await runner.run(id, NEVER)
    await rowsOf(gateway, `alter table clinicians rename column somewhere_else to suffix`)
    expect(await operationOf(vendor, id)).toMatchObject({ state: 'FAILED', errorCode: 'INTERNAL' })
  })

  test('the same file is recognized until its result is gone', async () => {
    const vendor = await gateway.vendor()
    const roster = rosterOf(3)
    const first = await uploaded(gateway, vendor, roster)
    const id = (await startLookup(vendor, first)).operation?.id
    // Started again with the same upload, as after a lost answer, and with another one of the same bytes.
    expect(await startLookup(vendor, first)).toMatchObject({ operation: { id }, reused: true })
    const second = await uploaded(gateway, vendor, roster, { fileName: 'copy.csv' })
    expect(await startLookup(vendor, second)).toMatchObject({
      operation: { id, fileSha256: sha256Hex(roster) },
      reused: true,
    })
    expect((await startLookup(vendor, second, { resultFormat: 'JSON_LINES' })).reused).toBe(false)
    const third = await uploaded(gateway, vendor, roster)
    const again = await startLookup(vendor, third, { again: true })
    expect([again.reused, again.operation?.id === id]).toEqual([false, false])
    const { userErrors } = await startLookup(vendor, third, { again: true })
    expect(userErrors).toMatchObject([{ code: 'UPLOAD_UNUSABLE', field: ['uploadId'] }])
    const fourth = await uploaded(gateway, vendor, roster)
    await bulkWorker(gateway).runner.run(again.operation?.id ?? '', NEVER)
    expect((await startLookup(vendor, fourth)).operation?.id).toBe(again.operation?.id)
    // The same bytes of another organization are another matter.
    const stranger = await gateway.vendor()
    expect((await startLookup(stranger, await uploaded(gateway, stranger, roster))).reused).toBe(false)
  })
})
