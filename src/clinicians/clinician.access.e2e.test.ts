import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type ClinicianCriterion, SearchCliniciansDocument } from '../client/operations.generated.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { addPhysicians, anotherVendor, clinicianWith } from '../testkit/order-acts.js'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const READ = 'query ($id: ID!) { clinician(id: $id) { id lastName birthYear } }'
const SEARCH = 'query ($by: ClinicianCriterion!) { searchClinicians(by: $by) { matches { clinician { id } } } }'
const LIVE_NPI = fictionalNpi(1)

describe('access to the directory', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let live: TestVendor
  let liveId: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
    live = await gateway.vendor({ mode: 'LIVE' })
    ;[liveId = ''] = await addPhysicians(gateway, 1, 'LIVE')
  })
  afterAll(() => gateway.stop())

  const auditOf = (vendorId: string) =>
    rowsOf<{ action: string; ids: string[] }>(
      gateway,
      `select action, actor_kind as kind, subject_kind as "subjectKind", subject_ids as ids, address::text,
              request_id as "requestId"
         from audit_events where actor_id = $1 order by id`,
      [vendorId],
    )

  test('a test key sees only fictional clinicians, a live key none of them', async () => {
    const found = async (who: TestVendor, by: ClinicianCriterion) =>
      (await who.client.run(SearchCliniciansDocument, { by })).searchClinicians.matches.length
    const name = { nameAndBirthDate: { firstName: 'Testa', lastName: 'Extra-1', birthDate: '1970-01-01' } }
    expect([await found(vendor, { npi: FULL_PHYSICIAN_NPI }), await found(live, { npi: FULL_PHYSICIAN_NPI })]).toEqual([
      1, 0,
    ])
    expect([await found(vendor, { npi: LIVE_NPI }), await found(live, { npi: LIVE_NPI })]).toEqual([0, 1])
    expect([await found(vendor, name), await found(live, name)]).toEqual([0, 1])
    const answer = await ask(vendor.client, READ, { id: liveId })
    expect([answer.data, answer.errors]).toEqual([{ clinician: null }, []])
  })

  test('a repair of an NPI is never one of the other mode', async () => {
    const npi = LIVE_NPI.slice(0, 9) + ((Number(LIVE_NPI.at(-1)) + 1) % 10)
    const message = async (who: TestVendor) =>
      (await who.client.run(SearchCliniciansDocument, { by: { npi } })).searchClinicians.userErrors[0]?.message
    expect(await message(live)).toContain(LIVE_NPI)
    expect(await message(vendor)).not.toContain('did you mean')
    // The hint tells that this clinician is in the directory, so the trail names who it was.
    expect((await auditOf(live.vendorId)).at(-1)).toMatchObject({ action: 'CLINICIANS_SEARCHED', ids: [liveId] })
    expect((await auditOf(vendor.vendorId)).at(-1)).toMatchObject({ action: 'CLINICIANS_SEARCHED', ids: [] })
  })

  test('every search and every read is in the audit trail, with ids and without names', async () => {
    const reader = await gateway.vendor()
    const id = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    const answers = [
      await reader.client.send(SearchCliniciansDocument, { by: { npi: FULL_PHYSICIAN_NPI } }),
      await reader.client.send(SearchCliniciansDocument, { by: { npi: fictionalNpi(99_999_999) } }),
      await ask(reader.client, READ, { id }),
    ]
    const row = (action: string, ids: string[], index: number) => ({
      action,
      ids,
      kind: 'VENDOR',
      subjectKind: 'clinician',
      address: '127.0.0.1/32',
      requestId: answers[index]?.requestId,
    })
    expect(await auditOf(reader.vendorId)).toEqual([
      row('CLINICIANS_SEARCHED', [id], 0),
      row('CLINICIANS_SEARCHED', [], 1),
      row('CLINICIAN_READ', [id], 2),
    ])
  })

  test('the audit trail cannot be changed', async () => {
    await leavingNoTrace(gateway, async () => {
      for (const sql of [
        'update audit_events set address = null',
        'delete from audit_events',
        'truncate audit_events',
      ]) {
        await expect(rowsOf(gateway, sql)).rejects.toThrow('audit_events is append-only')
      }
    })
  })

  test('without the scope clinicians:read nothing is found and nothing is read', async () => {
    const blind = await anotherVendor(gateway, vendor, { key: ['orders:write'] })
    const id = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    await leavingNoTrace(gateway, async () => {
      const searching = await blind.client.send(SearchCliniciansDocument, { by: { npi: FULL_PHYSICIAN_NPI } })
      expect(codesOf(searching)).toEqual(['FORBIDDEN'])
      expect(codesOf(await ask(blind.client, READ, { id }))).toEqual(['FORBIDDEN'])
    })
  })

  test.each([
    ['no field', {}],
    ['two fields', { npi: FULL_PHYSICIAN_NPI, nccpaNumber: '9990001' }],
    ['an empty field', { npi: null }],
    ['one full and one empty field', { npi: FULL_PHYSICIAN_NPI, nccpaNumber: null }],
    ['a day that is none', { nameAndBirthDate: { firstName: 'A', lastName: 'B', birthDate: '1974-02-30' } }],
  ])('a criterion with %s is the caller’s mistake', async (_, by) => {
    await leavingNoTrace(gateway, async () => {
      const answer = await ask(vendor.client, SEARCH, { by })
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
    })
    expect(JSON.stringify(gateway.logs)).not.toContain('1974-02-30')
  })

  test('an id that nobody has is nobody', async () => {
    await leavingNoTrace(gateway, async () => {
      for (const id of ['cln_00000000000000000000000000', '', "' or 1=1"]) {
        const answer = await ask(vendor.client, READ, { id })
        expect([answer.data, answer.errors]).toEqual([{ clinician: null }, []])
      }
    })
  })
})
