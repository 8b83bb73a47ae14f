import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { GatewayClient } from '../client/gateway-client.js'
import { sha256Hex } from '../kernel/digest.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ask } from '../testkit/ask.js'
import { cancelOperation, operationOf, startedLookup, startLookup, uploaded } from '../testkit/bulk-acts.js'
import { rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { anotherVendor, revokeGrant } from '../testkit/order-acts.js'
import { person } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { auditOf } from '../testkit/vendor-acts.js'

const ROSTER = `npi,First Name,last_name,birth-date,reference,Salary
${FULL_PHYSICIAN_NPI},,,,A-1,100
,Avery,Fictional,02/28/1974,A-2,
,Avery,Fictional,1974-03-01,A-3,
2990001011,,,,A-4,
,,,,"=A-5, ""quoted""",
${FULL_PHYSICIAN_NPI},Avery,Sandoval-Test,,A-6,
${FULL_PHYSICIAN_NPI},Blair,Fictional,,A-7,
${FULL_PHYSICIAN_NPI},,Elsewhere,,A-8,
`

const READ = `query ($id: ID!) {
  bulkOperation(id: $id) { resultUrl } organizations { nodes { bulkOperations { nodes { id } } } } }`

interface Seen {
  bulkOperation: { resultUrl: string | null } | null
  organizations: { nodes: { bulkOperations: { nodes: { id: string }[] } | null }[] }
}

describe('a roster', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  test('is uploaded, looked up by a worker, and its result downloaded by a link', async () => {
    const vendor = await gateway.vendor({ vendorName: 'Roster Software' })
    const uploadId = await uploaded(gateway, vendor, ROSTER, { sha256: sha256Hex(ROSTER).toUpperCase() })
    const { operation, reused, userErrors } = await startLookup(vendor, uploadId)
    expect([reused, userErrors]).toEqual([false, []])
    const id = operation?.id ?? ''
    const ended = await eventually(
      () => operationOf(vendor, id),
      (one) => one?.endedAt != null,
    )
    expect(ended).toMatchObject({
      state: 'COMPLETED',
      fileName: 'roster.csv',
      fileSha256: sha256Hex(ROSTER),
      createdBy: 'Roster Software',
      progress: 100,
      rowsTotal: 8,
      rowsProcessed: 8,
      counts: [
        { status: 'INVALID', rows: 2 },
        { status: 'MATCHED', rows: 5 },
        { status: 'NOT_FOUND', rows: 1 },
      ],
      errorCode: null,
    })
    const response = await gateway.download(ended?.resultUrl ?? '')
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${id}.csv"`,
      'content-length': String(ended?.resultBytes),
      etag: `"${ended?.resultSha256}"`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    expect(sha256Hex(text)).toBe(ended?.resultSha256)
    const [header, ...lines] = text.trimEnd().split('\n')
    expect(header).toBe(
      'row,reference,status,clinicianId,npi,kind,lastName,firstName,state,birthYear,matchedOn,matchedName,nameAgrees,candidateIds,suggestedNpi,reason',
    )
    const found = `${FULL_PHYSICIAN_NPI},PHYSICIAN,Fictional,Avery,IL,1974`
    const differs =
      'The clinician who has this number has no such name: make sure that the number is that of whom you mean.'
    const [id1 = ''] = /cln_\w{26}/.exec(text) ?? []
    expect(lines).toEqual([
      `1,A-1,MATCHED,${id1},${found},NPI,,,,,`,
      `2,A-2,MATCHED,${id1},${found},NAME_AND_BIRTH_DATE,LEGAL,true,,,`,
      expect.stringMatching(/^3,A-3,NOT_FOUND,,,,,,,,,,,,,.*exact date of birth/),
      expect.stringMatching(
        /^4,A-4,INVALID,.*,\d{10},npi: the check digit of 2990001011 is wrong; did you mean \d{10}\?$/,
      ),
      expect.stringMatching(/^5,"'=A-5, ""quoted""",INVALID,,,,,,,,,,,,,"expected an NPI, an ECFMG number/),
      // By number, with a former name, with somebody else's first name, and with somebody else's last name.
      `6,A-6,MATCHED,${id1},${found},NPI,,true,,,`,
      ...['7,A-7', '8,A-8'].map((row) => `${row},MATCHED,${id1},${found},NPI,,false,,,${differs}`),
    ])
    expect(text).not.toMatch(/1974-|02\/28/)

    // Nobody needs the file any more, and it has dates of birth.
    expect(await rowsOf(gateway, 'select file_id from uploads where id = $1', [uploadId])).toEqual([{ file_id: null }])
    expect(await rowsOf(gateway, 'select count(*)::int as count from stored_files')).toEqual([{ count: 1 }])
    expect((await auditOf(gateway, id)).map(({ action, actorId }) => [action, actorId])).toEqual([
      ['BULK_OPERATION_STARTED', vendor.vendorId],
      ['BULK_RESULT_DOWNLOADED', null],
    ])
    expect(await auditOf(gateway, id1)).toMatchObject([
      { action: 'CLINICIANS_LOOKED_UP', actorId: vendor.vendorId, organizationId: vendor.organizationId },
    ])
    const logged = JSON.stringify(gateway.logs)
    expect(logged).toContain('a bulk operation ended')
    expect(logged).not.toMatch(/Avery|roster\.csv|1974-|02\/28|A-1/)
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
    expect(metrics).toContain('gateway_bulk_rows_total{kind="CLINICIAN_LOOKUP",status="MATCHED"} 5')
    expect(metrics).toContain('gateway_bulk_operations_total{kind="CLINICIAN_LOOKUP",outcome="completed"} 1')
    expect(metrics).toContain('gateway_uploads_total{purpose="CLINICIAN_ROSTER",outcome="completed"} 1')
  })

  test('its result is had by who may read it, until the link or the result expires', async () => {
    const vendor = await gateway.vendor()
    const id = await startedLookup(gateway, vendor, ROSTER)
    await eventually(
      () => operationOf(vendor, id),
      (one) => one?.endedAt != null,
    )
    const asked = async (client: GatewayClient) => {
      const answer = await ask<Seen>(client, READ, { id })
      const { bulkOperation, organizations } = answer.data ?? {}
      return {
        url: bulkOperation?.resultUrl,
        lists: organizations?.nodes.map((one) => one.bulkOperations?.nodes.length),
      }
    }
    const { url: link, lists } = await asked(vendor.client)
    const url = link ?? ''
    expect(lists).toEqual([1])
    const etag = (await gateway.download(url)).headers.get('etag') ?? ''
    const address = url.replace('http://gateway.test', gateway.url)
    expect((await fetch(address, { headers: { 'if-none-match': etag } })).status).toBe(304)
    // People of the organization see all that was started for it; other vendors of it, and staff, do not get at it.
    const buyer = await person(gateway, { organizationId: vendor.organizationId })
    expect((await asked(buyer.client)).url).toMatch(/\/bulk-results\//)
    for (const other of [await anotherVendor(gateway, vendor), await gateway.vendor()]) {
      expect(await asked(other.client)).toEqual({ url: undefined, lists: [0] })
      expect(await cancelOperation(other, id)).toBe('NOT_FOUND')
    }
    expect((await asked((await person(gateway, { staff: true })).client)).url).toBeNull()
    expect((await gateway.download(`${url.slice(0, -4)}AAAA`)).status).toBe(404)
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 16 * 60_000))
    expect((await gateway.download(url)).status).toBe(410)
    const { url: fresh } = await asked(vendor.client)
    // A piece that is gone, as when it is swept midway: the connection breaks off, no part looks like the whole.
    await rowsOf(gateway, 'update stored_files set bytes = bytes + 1')
    await expect((await gateway.download(fresh ?? '')).text()).rejects.toThrow()
    await rowsOf(gateway, `update stored_files set expires_at = created_at + interval '1 second'`)
    expect((await gateway.download(fresh ?? '')).status).toBe(410)
    expect((await asked(vendor.client)).url).toBeNull()
    await revokeGrant(gateway, vendor)
    expect((await gateway.download(fresh ?? '')).status).toBe(404)
  })
})
