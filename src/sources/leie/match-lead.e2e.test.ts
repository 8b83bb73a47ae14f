import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { takeSnapshots } from '../../profiles/profile.snapshots.js'
import { codesOf } from '../../testkit/ask.js'
import { rowsOf } from '../../testkit/census.js'
import { type LeieScene, leieScene } from '../../testkit/leie-scene.js'
import { person, sessionClient, type TestPerson } from '../../testkit/people.js'
import { act, auditOf, look, refusalsOfOthers, tryToAct } from '../../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../../testkit/test-gateway.js'
import { beginMatching } from './exclusion.matching.js'

const LEAD = `id state reason decidedAt decidedBy decisionReason clinician { npi lastName birthYear }
  exclusion { lastName firstName birthYear state specialty typeCode grounds excludedOn }`

interface Lead {
  id: string
  state: string
  reason: string
}

describe('leads', () => {
  let gateway: TestGateway
  let scene: LeieScene
  let staff: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    scene = await leieScene(gateway.database, gateway.clock)
    staff = await person(gateway, { staff: true, mode: 'LIVE' })
    await scene.know(
      { npi: '2980000014', last: 'Fictional' },
      { npi: '2980000022', last: 'Weakly' },
      { npi: '2980000030', last: 'Mocker' },
      { npi: '2980000048', last: 'Twin', birthDate: '1970-01-02' },
      { npi: '2980000055', last: 'Twin', birthDate: '1970-01-02' },
      { npi: '2980000063', last: 'Clear' },
    )
    await scene.list(
      '2026-02-10',
      { DOB: '19700102' },
      { LASTNAME: 'WEAKLY', NPI: '2980000071' },
      { LASTNAME: 'STRANGER', NPI: '2980000030' },
      { LASTNAME: 'TWIN', DOB: '19700102' },
    )
  })
  afterAll(async () => {
    await scene?.close()
    await gateway?.stop()
  })

  const leadsOf = async (filter: string): Promise<Lead[]> =>
    (await look<{ matchLeads: { nodes: Lead[] } }>(staff.client, `matchLeads(${filter}) { nodes { ${LEAD} } }`))
      .matchLeads.nodes
  const leadFor = async (reason: string): Promise<Lead> => (await leadsOf(`reason: ${reason}`))[0] as Lead
  const decide = (lead: Lead, decision: string) =>
    act<{ lead: Lead | null }>(
      staff.client,
      'decideMatchLead',
      { id: lead.id, decision, reason: 'seen' },
      `lead { ${LEAD} }`,
    )

  /** What a profile would say of the sanctions of the clinician now. */
  async function told(npi: string): Promise<{ actions: string[]; noneReported: { source: string; asOf: string }[] }> {
    const subjects = await rowsOf<{ id: string; kind: 'PHYSICIAN' }>(
      gateway,
      'select id, kind from clinicians where npi = $1',
      [npi],
    )
    const taken = await gateway.database.transaction((tx) => takeSnapshots(tx, gateway.clock, 'LIVE', subjects))
    const [snapshot] = await rowsOf<{ content: string }>(
      gateway,
      'select content from profile_snapshots where id = $1',
      [taken.get(subjects[0]?.id ?? '')],
    )
    const { elements, noneReported } = JSON.parse(snapshot?.content ?? '').sections.SANCTIONS
    return { actions: elements.map(({ value }: { value: { action: string } }) => value.action), noneReported }
  }
  const none = { actions: [], noneReported: [{ source: 'OIG LEIE', asOf: '2026-02-10' }] }
  const unsaid = { actions: [], noneReported: [] }
  const excluded = { actions: ['Exclusion under 1128(a)(1)'], noneReported: [] }

  test('show what OIG published beside the clinician, with no more than the year of birth', async () => {
    expect(await leadFor('NAME_ONLY')).toEqual({
      ...{ id: expect.stringMatching(/^lead_/), state: 'OPEN', reason: 'NAME_ONLY' },
      ...{ decidedAt: null, decidedBy: null, decisionReason: null },
      clinician: { npi: '2980000014', lastName: 'Fictional', birthYear: null },
      exclusion: {
        ...{ lastName: 'FICTIONAL', firstName: 'TESTA', birthYear: 1970, state: 'NE', specialty: 'INTERNAL MEDICINE' },
        ...{ typeCode: '1128a1', grounds: 'Conviction of program-related crimes', excludedOn: '2026-01-20' },
      },
    })
    expect((await leadsOf('state: OPEN')).map(({ reason }) => reason).sort()).toEqual([
      'NAME_ONLY',
      'NAME_WITH_OTHER_NPI',
      'NPI_WITH_OTHER_NAME',
      'SEVERAL_WITH_NAME_AND_BIRTH_DATE',
      'SEVERAL_WITH_NAME_AND_BIRTH_DATE',
    ])
    expect(await leadsOf('clinicianId: "cln_00000000000000000000000000"')).toEqual([])
  })

  test('keep the profile from saying "none reported", unless they are weak', async () => {
    expect(await told('2980000063')).toEqual(none)
    expect(await told('2980000014')).toEqual(unsaid)
    expect(await told('2980000048')).toEqual(unsaid)
    expect(await told('2980000022')).toEqual(none)
    expect(await told('2980000030')).toEqual(excluded)
  })

  test('are decided, and decided otherwise, and the profile follows; each decision is audited', async () => {
    const lead = await leadFor('NAME_ONLY')
    const { lead: confirmed } = await decide(lead, 'CONFIRMED')
    expect(confirmed).toMatchObject({ state: 'CONFIRMED', decidedBy: staff.userId, decisionReason: 'seen' })
    expect(await told('2980000014')).toEqual(excluded)
    await decide(lead, 'REJECTED')
    expect(await told('2980000014')).toEqual(none)
    await decide(lead, 'CONFIRMED')
    expect(await told('2980000014')).toEqual(excluded)
    await decide(lead, 'REJECTED')
    const again = await decide(lead, 'REJECTED')
    expect(again).toMatchObject({ lead: null, userErrors: [{ code: 'ALREADY_DECIDED', field: ['decision'] }] })
    const [clinician] = await rowsOf<{ id: string }>(gateway, `select id from clinicians where npi = '2980000014'`)
    expect(await auditOf(gateway, 'MATCH_LEAD_DECIDED')).toEqual(
      Array(4).fill({
        ...{ actorId: staff.userId, organizationId: null, reason: 'seen' },
        subjectIds: [lead.id, clinician?.id],
      }),
    )
  })

  test('stay decided while no more speaks for them', async () => {
    await scene.list(
      '2026-03-10',
      { DOB: '19700102', ZIP: '50001' },
      { LASTNAME: 'WEAKLY', NPI: '2980000071' },
      { LASTNAME: 'STRANGER', NPI: '2980000030' },
      { LASTNAME: 'TWIN', DOB: '19700102' },
    )
    expect(await leadFor('NAME_ONLY')).toMatchObject({ state: 'REJECTED' })
    expect(await told('2980000014')).toMatchObject({ actions: [], noneReported: [{ asOf: '2026-03-10' }] })
  })

  test('are asked about anew when the birth date agrees too, and "none reported" is not said meanwhile', async () => {
    await scene.know({ npi: '2980000014', last: 'Fictional', birthDate: '1970-01-02' })
    const lead = await leadFor('NAME_AND_BIRTH_DATE')
    expect(lead).toMatchObject({ state: 'REOPENED', decidedBy: staff.userId, decisionReason: 'seen' })
    expect(await told('2980000014')).toEqual(unsaid)
    await scene.know({ npi: '2980000014', last: 'Fictional', birthDate: '1970-01-03' })
    expect(await leadFor('NAME_ONLY')).toMatchObject({ id: lead.id, state: 'REJECTED' })
    await scene.know({ npi: '2980000014', last: 'Fictional', birthDate: '1970-01-02' })
    await decide(lead, 'REJECTED')
    expect(await told('2980000014')).toMatchObject({ actions: [], noneReported: [{ asOf: '2026-03-10' }] })
    await decide(lead, 'CONFIRMED')
    expect(await told('2980000014')).toEqual(excluded)
  })

  test('take a match by name and birth date back, and one by NPI', async () => {
    const npi = '2980000089'
    await scene.know({ npi, last: 'Matcher', birthDate: '1970-01-02' })
    await scene.supplement(
      '2602excl.csv',
      { LASTNAME: 'MATCHER', DOB: '19700102' },
      { LASTNAME: 'MATCHER', NPI: npi, EXCLTYPE: '1128a2' },
    )
    expect((await told(npi)).actions).toHaveLength(2)
    for (const reason of ['NAME_AND_BIRTH_DATE', 'NPI']) {
      const [matched] = await leadsOf(`state: MATCHED, reason: ${reason}`)
      expect(matched).toMatchObject({ decidedAt: null, clinician: { npi } })
      expect((await decide(matched as Lead, 'REJECTED')).lead).toMatchObject({ state: 'REJECTED', reason })
    }
    expect((await told(npi)).actions).toEqual([])
    await scene.know({ npi, last: 'Matcher', birthDate: '1970-01-02' })
    expect(await scene.sanctions(npi)).toEqual([])
  })

  test('cannot be decided while a load holds the directory, which says so', async () => {
    const lead = await leadFor('NAME_WITH_OTHER_NPI')
    const answer = await gateway.database.transaction(async (tx) => {
      await beginMatching(tx)
      return await tryToAct(
        staff.client,
        'decideMatchLead',
        { id: lead.id, decision: 'REJECTED', reason: 'seen' },
        '__typename',
      )
    })
    expect(codesOf(answer)).toEqual(['RATE_LIMITED'])
    expect(await leadFor('NAME_WITH_OTHER_NPI')).toMatchObject({ state: 'OPEN' })
  }, 20_000)

  test('take the match by an NPI back when they are rejected', async () => {
    const lead = await leadFor('NPI_WITH_OTHER_NAME')
    await decide(lead, 'REJECTED')
    expect(await told('2980000030')).toMatchObject({ actions: [] })
    await scene.know({ npi: '2980000030', last: 'Mocker' })
    expect(await scene.sanctions('2980000030')).toEqual([])
    await decide(lead, 'CONFIRMED')
    expect(await told('2980000030')).toEqual(excluded)
  })

  test('of one exclusion are confirmed for one clinician only; the others go by themselves', async () => {
    const [one, other] = (await leadsOf('reason: SEVERAL_WITH_NAME_AND_BIRTH_DATE')) as [Lead, Lead]
    await decide(other, 'REJECTED')
    await decide(one, 'CONFIRMED')
    const refused = await decide(other, 'CONFIRMED')
    expect(refused.userErrors).toMatchObject([{ code: 'ALREADY_DECIDED', field: ['id'] }])
    const states = (await leadsOf('reason: SEVERAL_WITH_NAME_AND_BIRTH_DATE')).map(
      ({ state, reason }) => `${reason} ${state}`,
    )
    expect(states.sort()).toEqual([
      'SEVERAL_WITH_NAME_AND_BIRTH_DATE CONFIRMED',
      'SEVERAL_WITH_NAME_AND_BIRTH_DATE REJECTED',
    ])
  })

  test('are there for staff alone, in their mode, and not without a reason', async () => {
    const lead = await leadFor('NAME_WITH_OTHER_NPI')
    const input = { id: lead.id, decision: 'CONFIRMED', reason: 'seen' }
    expect(await refusalsOfOthers(gateway, 'decideMatchLead', input)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ])
    const elsewhere = await tryToAct(
      sessionClient(gateway, staff.accessToken, 'TEST'),
      'decideMatchLead',
      input,
      '__typename',
    )
    expect(codesOf(elsewhere)).toEqual([])
    expect(elsewhere.data?.['decideMatchLead']?.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['id'] }])
    const silent = await tryToAct(staff.client, 'decideMatchLead', { ...input, reason: ' ' }, '__typename')
    expect(silent.data?.['decideMatchLead']?.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['reason'] }])
    expect(await leadFor('NAME_WITH_OTHER_NPI')).toMatchObject({ state: 'OPEN' })
  })
})
