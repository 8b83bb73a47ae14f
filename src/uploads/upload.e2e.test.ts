import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SignJWT } from 'jose'
import { sweepFiles } from '../files/sweep-files.job.js'
import { sha256Hex } from '../kernel/digest.js'
import { cancelOperation, createUpload, sendFile, startedLookup, startLookup, uploaded } from '../testkit/bulk-acts.js'
import { rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { revokeGrant } from '../testkit/order-acts.js'
import { person } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const ROSTER = 'npi\n1234567893\n'
/** The key that test gateways sign links with. */
const KEY = new Uint8Array(32).fill(7)

describe('an upload', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  const address = async (more: object = {}) => {
    const caller = await gateway.vendor()
    const { upload, userErrors } = await createUpload(caller, { bytes: ROSTER.length, ...more })
    if (upload === null) throw new Error(JSON.stringify(userErrors))
    return { caller, ...upload }
  }
  const codeOf = async (response: Response) => {
    const { errors } = (await response.json()) as { errors: { extensions: { code: string; requestId: string } }[] }
    expect(errors[0]?.extensions.requestId).toBe(response.headers.get('x-request-id'))
    return [response.status, errors[0]?.extensions.code]
  }
  const storedFiles = async () =>
    (await rowsOf<{ count: number }>(gateway, 'select count(*)::int as count from stored_files'))[0]?.count

  test('has an address that takes the file once', async () => {
    const { id, url, method, headers, state } = await address({ sha256: sha256Hex(ROSTER) })
    expect([method, headers, state]).toEqual(['PUT', [{ name: 'content-type', value: 'text/csv' }], 'PENDING'])
    const response = await sendFile(gateway, url, ROSTER, 'text/csv; charset=UTF-8')
    expect([response.status, await response.json()]).toEqual([
      200,
      { upload: { id, state: 'COMPLETED', bytes: ROSTER.length, sha256: sha256Hex(ROSTER) } },
    ])
    expect(await codeOf(await sendFile(gateway, url, ROSTER))).toEqual([409, 'UPLOAD_COMPLETE'])
  })

  test('of several megabytes comes in pieces, and goes out as it came', async () => {
    const { caller } = await address()
    const lines = Array.from({ length: 99_999 }, (_, row) => `${row},1234567893,${'x'.repeat(row % 40)}\n`)
    const big = Buffer.from(`reference,npi,ignored\n${lines.join('')}`)
    const uploadId = await uploaded(gateway, caller, big)
    const chunks = await rowsOf<{ bytes: Buffer }>(
      gateway,
      'select c.bytes from stored_file_chunks c join uploads u on u.file_id = c.file_id where u.id = $1 order by c.position',
      [uploadId],
    )
    expect(Buffer.concat(chunks.map(({ bytes }) => bytes)).equals(big)).toBe(true)
    expect(
      chunks
        .map(({ bytes }) => bytes.length)
        .slice(0, -1)
        .every((bytes) => bytes === 262_144),
    ).toBe(true)
  })

  test.each<[string, object, string, string, [number, string]]>([
    ['too short', {}, ROSTER.slice(1), 'text/csv', [400, 'LENGTH_MISMATCH']],
    ['too long', {}, `${ROSTER}1`, 'text/csv', [400, 'LENGTH_MISMATCH']],
    ['of another type', {}, ROSTER, 'application/pdf', [415, 'CONTENT_TYPE_MISMATCH']],
    ['in another encoding', {}, ROSTER, 'text/csv; charset=iso-8859-1', [415, 'CONTENT_TYPE_MISMATCH']],
    ['with other bytes', { sha256: 'a'.repeat(64) }, ROSTER, 'text/csv', [422, 'CHECKSUM_MISMATCH']],
    ['in truth a workbook', {}, 'PK\x03\x04'.padEnd(ROSTER.length), 'text/csv', [422, 'CONTENT_NOT_ACCEPTED']],
  ])('that is %s is refused, leaves nothing, and can be repeated', async (_, announced, body, type, refusal) => {
    const { url } = await address(announced)
    const before = await storedFiles()
    expect(await codeOf(await sendFile(gateway, url, body, type))).toEqual(refusal)
    expect(await storedFiles()).toBe(before)
    const again = await sendFile(gateway, url, ROSTER)
    expect(again.status).toBe(refusal[1] === 'CHECKSUM_MISMATCH' ? 422 : 200)
  })

  test('that breaks off leaves nothing, and can be repeated', async () => {
    const { url } = await address()
    const before = (await storedFiles()) ?? 0
    const { hostname, port } = new URL(gateway.url)
    const path = new URL(url).pathname
    const socket = connect(Number(port), hostname)
    socket.write(
      `PUT ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: ${ROSTER.length}\r\n\r\nnpi`,
    )
    await eventually(storedFiles, (count) => count === before + 1)
    socket.destroy()
    await eventually(storedFiles, (count) => count === before)
    expect((await sendFile(gateway, url, ROSTER)).status).toBe(200)
    expect(await storedFiles()).toBe(before + 1)
    expect(gateway.logs.filter(({ msg }) => msg === 'a request failed')).toEqual([])
  })

  test('sent twice at once is there once', async () => {
    const { id, url } = await address()
    const statuses = await Promise.all([1, 2, 3].map(async () => (await sendFile(gateway, url, ROSTER)).status))
    expect(statuses.sort()).toEqual([200, 409, 409])
    expect(await rowsOf(gateway, 'select state from uploads where id = $1', [id])).toEqual([{ state: 'COMPLETED' }])
  })

  test('expires, is bound to who asked, and cannot be forged', async () => {
    const { caller, url } = await address()
    const token = url.split('/').at(-1) ?? ''
    const forged = [
      `${url.slice(0, -4)}AAAA`,
      url.replace(
        token,
        await new SignJWT({ organization: 'org_x', actor: 'x' })
          .setProtectedHeader({ alg: 'HS256', typ: 'upload+jwt' })
          .setSubject('upl_x')
          .setIssuer('http://gateway.test')
          .setAudience('upload')
          .setExpirationTime('1h')
          .sign(KEY),
      ),
      url.replace(
        token,
        await new SignJWT({ organization: 'org_x', actor: 'x' })
          .setProtectedHeader({ alg: 'HS256', typ: 'bulk-result+jwt' })
          .setSubject('upl_x')
          .setIssuer('http://gateway.test')
          .setAudience('bulk-result')
          .setExpirationTime('1h')
          .sign(KEY),
      ),
    ]
    for (const one of forged) expect(await codeOf(await sendFile(gateway, one, ROSTER))).toEqual([404, 'NOT_FOUND'])
    await revokeGrant(gateway, caller)
    expect(await codeOf(await sendFile(gateway, url, ROSTER))).toEqual([404, 'NOT_FOUND'])
    // The key, the vendor, the person's role: whatever ends takes the address with it.
    for (const sql of [
      'update api_keys set revoked_at = now() where id = (select api_key_id from uploads where id = $1)',
      `update vendors set suspended_at = now(), suspension_reason = 'unpaid' where id = (select actor_id from uploads where id = $1)`,
    ]) {
      const ended = await address()
      await rowsOf(gateway, sql, [ended.id])
      expect(await codeOf(await sendFile(gateway, ended.url, ROSTER))).toEqual([404, 'NOT_FOUND'])
    }
    const { organizationId } = await gateway.vendor()
    const buyer = await person(gateway, { organizationId })
    const own = await createUpload({ client: buyer.client, organizationId }, { bytes: ROSTER.length })
    await rowsOf(gateway, 'delete from memberships where user_id = $1', [buyer.userId])
    expect(await codeOf(await sendFile(gateway, own.upload?.url ?? '', ROSTER))).toEqual([404, 'NOT_FOUND'])
    const late = await address()
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 15 * 60_000 + 1_000))
    expect(await codeOf(await sendFile(gateway, late.url, ROSTER))).toEqual([410, 'LINK_EXPIRED'])
  })

  test.each<[object, string, RegExp]>([
    [{ bytes: 0 }, 'bytes', /expected 1 to 33554432 bytes, got 0/],
    [{ bytes: 33_554_433 }, 'bytes', /got 33554433/],
    [{ contentType: 'application/pdf' }, 'contentType', /text\/csv or/],
    [{ contentType: 'text/csv; charset=utf-16' }, 'contentType', /UTF-8/],
    [{ fileName: ' ' }, 'fileName', /1 to 200/],
    [{ sha256: 'abc' }, 'sha256', /64 hexadecimal/],
  ])('of %j is refused before anything is sent', async (announced, field, message) => {
    const { upload, userErrors } = await createUpload(await gateway.vendor(), { bytes: 1, ...announced })
    expect([upload, userErrors]).toEqual([
      null,
      [{ code: 'INVALID_INPUT', field: [field], message: expect.stringMatching(message) }],
    ])
  })

  test('of a foreign organization is none, and ten that nobody used are enough', async () => {
    const [own, other] = [await gateway.vendor(), await gateway.vendor()]
    const foreign = await createUpload({ client: own.client, organizationId: other.organizationId }, { bytes: 1 })
    expect(foreign.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['organizationId'] }])
    // Of the same organization, and not the one who uploaded it.
    const buyer = await person(gateway, { organizationId: own.organizationId })
    const uploadId = await uploaded(gateway, own, ROSTER)
    const { userErrors } = await startLookup({ ...buyer, organizationId: own.organizationId }, uploadId)
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['uploadId'] }])
    // At once, for whoever counts alone lets all of them pass.
    const more = await Promise.all(Array.from({ length: 15 }, () => createUpload(own, { bytes: 1 })))
    expect(more.filter(({ upload }) => upload !== null)).toHaveLength(9)
    expect((await createUpload(own, { bytes: 1 })).userErrors).toMatchObject([{ code: 'LIMIT_REACHED' }])
    expect((await startLookup(own, uploadId)).userErrors).toEqual([])
    expect((await createUpload(own, { bytes: 1 })).userErrors).toEqual([])
  })

  test('waits with nineteen others of the organization at most', async () => {
    const vendor = await gateway.vendor()
    const start = (mark: number) => startedLookup(gateway, vendor, `npi\n${mark}\n`)
    const ids: string[] = []
    for (let from = 0; from < 20; from += 5)
      ids.push(...(await Promise.all([0, 1, 2, 3, 4].map((one) => start(from + one)))))
    const last = await uploaded(gateway, vendor, ROSTER)
    expect((await startLookup(vendor, last)).userErrors).toMatchObject([{ code: 'LIMIT_REACHED' }])
    expect(await cancelOperation(vendor, ids[0] ?? '')).toBe('CANCELLED')
    expect((await startLookup(vendor, last)).userErrors).toEqual([])
  })

  test('that nobody uses is swept after a day, and a half-written one after an hour', async () => {
    const { caller } = await address()
    const uploadId = await uploaded(gateway, caller, ROSTER)
    const sweep = () => sweepFiles(gateway.database, gateway.clock)({}, new AbortController().signal)
    const later = (minutes: number) =>
      gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + minutes * 60_000))
    await rowsOf(
      gateway,
      `insert into stored_files (id, content_type, created_at, expires_at) values ('file_half', 'text/csv', $1, $2)`,
      [gateway.clock.now(), new Date(gateway.clock.now().getTime() + 3_600_000)],
    )
    later(61)
    await sweep()
    expect(await rowsOf(gateway, `select id from stored_files where id = 'file_half'`)).toEqual([])
    expect(
      await rowsOf(gateway, 'select 1 from uploads where id = $1 and file_id is not null', [uploadId]),
    ).toHaveLength(1)
    later(24 * 60)
    expect((await startLookup(caller, uploadId)).userErrors).toMatchObject([{ code: 'UPLOAD_UNUSABLE' }])
    await sweep()
    expect(await rowsOf(gateway, 'select 1 from uploads where id = $1 and file_id is not null', [uploadId])).toEqual([])
  })
})
