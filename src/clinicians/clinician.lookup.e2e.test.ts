import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ClinicianCriterion } from '../client/operations.generated.js'
import { FULL_ASSISTANT_NCCPA_NUMBER, FULL_ASSISTANT_NPI } from '../sandbox/sandbox.assistants.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ECFMG_PHYSICIAN_NPI } from '../sandbox/sandbox.physicians.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { addPhysicians } from '../testkit/order-acts.js'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

interface Row {
  index: number
  status: string
  clinician: { npi: string } | null
  matchedName: { type: string; lastName: string } | null
  candidates: { clinician: { id: string; npi: string }; matchedName: { type: string } | null }[]
  explanation: string[]
  userError: { code: string; field: string[]; message: string } | null
  suggestedNpi: string | null
}

const LOOKUP = `query ($criteria: [ClinicianCriterion!]!, $organizationId: ID) {
  lookupClinicians(criteria: $criteria, organizationId: $organizationId) {
    rows { index status clinician { npi } matchedName { type lastName }
      candidates { clinician { id npi } matchedName { type } } explanation userError { code field message } suggestedNpi }
    userErrors { code field message } } }`

const born = (firstName: string, lastName: string, birthDate: string): ClinicianCriterion => ({
  nameAndBirthDate: { firstName, lastName, birthDate },
})

describe('looking many clinicians up', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
  })
  afterAll(() => gateway.stop())

  const send = async (criteria: readonly ClinicianCriterion[], organizationId: string | null = null) =>
    await ask<{ lookupClinicians: { rows: Row[]; userErrors: Row['userError'][] } }>(vendor.client, LOOKUP, {
      criteria,
      organizationId,
    })
  const lookUp = async (criteria: readonly ClinicianCriterion[]) => {
    const { rows = [], userErrors } = (await send(criteria)).data?.lookupClinicians ?? {}
    expect(userErrors).toEqual([])
    return rows
  }

  /** One of every kind, and of everything that can become of one. */
  const MIXED: readonly ClinicianCriterion[] = [
    { npi: FULL_PHYSICIAN_NPI },
    { ecfmgNumber: '0-999-002-5' },
    { nccpaNumber: FULL_ASSISTANT_NCCPA_NUMBER },
    born('AVERY', 'Sandoval-Test', '1974-02-28'),
    { npi: fictionalNpi(99_999_999) },
    { npi: '2990001011' },
    { npi: 'x' },
    born('Avery', "'-.", '1974-02-28'),
    { npi: ` ${FULL_PHYSICIAN_NPI} ` },
  ]

  test('says row by row what became of each, in their order', async () => {
    const rows = await lookUp(MIXED)
    expect(rows.map(({ index, status }) => `${index} ${status}`)).toEqual([
      '0 MATCHED',
      '1 MATCHED',
      '2 MATCHED',
      '3 MATCHED',
      '4 NOT_FOUND',
      '5 INVALID',
      '6 INVALID',
      '7 INVALID',
      '8 MATCHED',
    ])
    expect(rows.map(({ clinician }) => clinician?.npi ?? null)).toEqual([
      FULL_PHYSICIAN_NPI,
      ECFMG_PHYSICIAN_NPI,
      FULL_ASSISTANT_NPI,
      FULL_PHYSICIAN_NPI,
      null,
      null,
      null,
      null,
      FULL_PHYSICIAN_NPI,
    ])
    expect(rows[3]?.matchedName).toEqual({ type: 'FORMER', lastName: 'Sandoval-Test' })
    expect(rows[4]?.explanation.join(' ')).toMatch(/right form and check digit/)
    expect(rows[5]).toMatchObject({ suggestedNpi: expect.stringMatching(/^299\d{7}$/), userError: { field: ['npi'] } })
    expect(rows[5]?.userError?.message).toContain(`did you mean ${rows[5]?.suggestedNpi}?`)
    expect(rows[7]?.userError?.field).toEqual(['nameAndBirthDate', 'lastName'])
    expect(rows.flatMap(({ candidates }) => candidates)).toEqual([])
  })

  test('says of each what a search says of it', async () => {
    const search = `query ($by: ClinicianCriterion!) { searchClinicians(by: $by) {
      matches { clinician { npi } matchedName { type lastName } } explanation userErrors { code field message } } }`
    const rows = await lookUp(MIXED)
    for (const [index, by] of MIXED.entries()) {
      const answer = await ask<{
        searchClinicians: {
          matches: Pick<Row, 'clinician' | 'matchedName'>[]
          explanation: string[]
          userErrors: object[]
        }
      }>(vendor.client, search, { by })
      const { matches, explanation, userErrors } = answer.data?.searchClinicians ?? { matches: [] }
      const { clinician, matchedName, userError } = rows[index] as Row
      expect([matches, explanation, userErrors]).toEqual([
        clinician === null ? [] : [{ clinician, matchedName }],
        rows[index]?.explanation,
        userError === null ? [] : [userError],
      ])
    }
  })

  test('of several who match alike the candidates are told, ten at most', async () => {
    const ids = await addPhysicians(gateway, 12)
    await rowsOf(gateway, `update clinicians set birth_date = '1970-05-05' where id = any ($1)`, [ids])
    await rowsOf(
      gateway,
      `update clinician_names set name_key = 'twin|ada', last_name = 'Twin', first_name = 'Ada', middle_name = null, suffix = null
        where clinician_id = any ($1) and type = 'LEGAL'`,
      [ids],
    )
    const [twins] = await lookUp([born('Ada', 'Twin', '1970-05-05')])
    expect(twins).toMatchObject({ status: 'AMBIGUOUS', clinician: null, matchedName: null, explanation: [] })
    expect(twins?.candidates).toHaveLength(10)
    for (const { clinician } of twins?.candidates ?? []) expect(ids).toContain(clinician.id)
  })

  test('takes as many statements for 250 as for one of each kind, and writes one audit row', async () => {
    const many = Array.from({ length: 250 }, (_, index) => MIXED[index % MIXED.length] as ClinicianCriterion)
    await lookUp(many)
    const count = (criteria: readonly ClinicianCriterion[]) => gateway.countStatements(() => send(criteria))
    expect(await count(many)).toBe(await count(MIXED))
    const before = await rowsOf<{ id: string }>(gateway, 'select id from audit_events order by id desc limit 1')
    const rows = await lookUp(many)
    expect(rows.map(({ index }) => index)).toEqual([...many.keys()])
    const audited = await rowsOf<{ action: string; subjectIds: string[] }>(
      gateway,
      'select action, subject_ids as "subjectIds" from audit_events where id > $1',
      [before[0]?.id ?? ''],
    )
    const meant = [FULL_PHYSICIAN_NPI, ECFMG_PHYSICIAN_NPI, FULL_ASSISTANT_NPI, rows[5]?.suggestedNpi]
    const known = await rowsOf<{ id: string }>(gateway, 'select id from clinicians where npi = any ($1)', [meant])
    expect(audited.map(({ action }) => action)).toEqual(['CLINICIANS_LOOKED_UP'])
    expect([...(audited[0]?.subjectIds ?? [])].sort()).toEqual(known.map(({ id }) => id).sort())
  })

  test.each([
    [0, 'expected 1 to 250 criteria, got 0'],
    [251, 'expected 1 to 250 criteria, got 251'],
  ])('%i criteria are refused', async (count, message) => {
    await leavingNoTrace(gateway, async () => {
      const criteria = Array.from({ length: count }, () => ({ npi: FULL_PHYSICIAN_NPI }))
      const { rows, userErrors } = (await send(criteria)).data?.lookupClinicians ?? {}
      expect([rows, userErrors]).toEqual([[], [{ code: 'INVALID_INPUT', field: ['criteria'], message }]])
    })
  })

  test('for a foreign organization is for none, and a criterion has one field', async () => {
    const foreign = await send([{ npi: FULL_PHYSICIAN_NPI }], (await gateway.vendor()).organizationId)
    expect(foreign.data?.lookupClinicians.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['organizationId'] }])
    expect(codesOf(await send([{ npi: FULL_PHYSICIAN_NPI, nccpaNumber: '1234567' } as never]))).toEqual([
      'BAD_USER_INPUT',
    ])
  })

  test('finds nobody of the other mode, and tells no full date of birth', async () => {
    const live = await gateway.vendor({ mode: 'LIVE' })
    const criteria = [MIXED[0], MIXED[3], MIXED[5]]
    const answer = await ask<{ lookupClinicians: { rows: Row[] } }>(live.client, LOOKUP, { criteria })
    expect(answer.data?.lookupClinicians.rows.map(({ status }) => status)).toEqual([
      'NOT_FOUND',
      'NOT_FOUND',
      'INVALID',
    ])
    expect(answer.data?.lookupClinicians.rows[2]?.suggestedNpi).toBeNull()
    expect(JSON.stringify(await lookUp(MIXED))).not.toContain('02-28')
  })
})
