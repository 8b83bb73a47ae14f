import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { ADMINISTRATOR, attempt, lettersTo } from '../testkit/organization-acts.js'
import { person, type TestPerson } from '../testkit/people.js'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { auditOf, look } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

interface Asked {
  replayed: boolean
  researchRequest: { id: string; number: string; state: string; dueOn: string } & Record<string, unknown>
}

const KNOWN = { firstName: 'Nell', lastName: 'Nowhere-Fictional', birthDate: '1970-02-03', employer: 'Clinic' }

describe('research on a clinician whom no search finds', () => {
  let gateway: TestGateway
  let staff: TestPerson
  let vendor: TestVendor
  let administrator: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api', PUBLISHER_NAME: 'Fictional Publisher' } })
    staff = await person(gateway, { staff: true })
    vendor = await gateway.vendor()
    administrator = await person(gateway, { organizationId: vendor.organizationId, roles: ADMINISTRATOR })
  })
  afterAll(() => gateway.stop())

  const reason = 'looked it up'
  const requests = (more: object = {}, selection = 'replayed researchRequest { id number state dueOn }') =>
    attempt<Asked>(
      vendor.client,
      'requestResearch',
      { organizationId: vendor.organizationId, known: KNOWN, ...more },
      selection,
    )
  const answers = (researchRequestId: string, answer: object, selection = 'researchRequest { state }') =>
    attempt<{ researchRequest: { state: string; clinician: { id: string } | null } }>(
      staff.client,
      'answerResearchRequest',
      { researchRequestId, reason, ...answer },
      selection,
    )
  const read = async (id: string, selection: string) =>
    (
      await ask<{ researchRequest: Record<string, unknown> | null }>(
        vendor.client,
        `query ($id: ID!) { researchRequest(id: $id) { ${selection} } }`,
        { id },
      )
    ).data?.researchRequest

  test('begins with the search, and ends with a clinician who can be ordered', async () => {
    const npi = fictionalNpi(77_001)
    const search = `query ($by: ClinicianCriterion!) {
      searchClinicians(by: $by) { matches { clinician { id } } researchDraft { searchedBy npi lastName kind } } }`
    const missed = await ask<{ searchClinicians: { researchDraft: object | null } }>(vendor.client, search, {
      by: { npi },
    })
    expect(missed.data?.searchClinicians).toEqual({
      matches: [],
      researchDraft: { searchedBy: 'NPI', npi, lastName: null, kind: null },
    })

    const known = { ...KNOWN, npi }
    const asked = await requests({ known, searchedBy: 'NPI', vendorReference: 'file 9' })
    expect(asked.codes).toEqual([])
    const { id, number, dueOn } = asked.thing.researchRequest
    expect(number).toMatch(/^RR-\d{8}$/)
    expect(asked.thing).toMatchObject({ replayed: false, researchRequest: { state: 'OPEN' } })
    const [submitted] = await lettersTo(gateway, administrator.email)
    expect(submitted?.subject).toBe(`Your research request ${number}`)
    expect(submitted?.text).toContain('Nell Nowhere-Fictional')
    expect(submitted?.text).toContain('file 9')

    const queue = await look<{ researchRequests: { nodes: object[] } }>(
      staff.client,
      'researchRequests { nodes { id requestedBy known { birthDate birthYear npi } searchedBy dueOn } }',
    )
    const seen = { birthDate: '1970-02-03', birthYear: 1970, npi }
    expect(queue.researchRequests.nodes).toMatchObject([{ id, known: seen, searchedBy: 'NPI', dueOn }])

    const started = await attempt<Asked>(
      staff.client,
      'startResearch',
      { researchRequestId: id, reason },
      'researchRequest { state startedBy }',
    )
    expect(started.thing.researchRequest).toEqual({ state: 'IN_PROGRESS', startedBy: staff.fullName })
    const newClinician = {
      kind: 'PHYSICIAN',
      firstName: 'Nell',
      lastName: 'Nowhere-Fictional',
      npi,
      city: 'Springfield',
    }
    const answered = await answers(id, { newClinician }, 'researchRequest { state clinician { id npi } }')
    expect(answered.codes).toEqual([])
    expect(answered.thing.researchRequest).toMatchObject({ state: 'FOUND', clinician: { npi } })

    const shown =
      'state clinician { id lastName city } known { birthYear birthDate } startedBy delayed businessDaysLeft events { kind actorKind }'
    const found = await read(id, shown)
    const clinicianId = answered.thing.researchRequest.clinician?.id ?? ''
    expect(found).toEqual({
      state: 'FOUND',
      clinician: { id: clinicianId, lastName: 'Nowhere-Fictional', city: 'Springfield' },
      // Dates of birth are for staff only.
      known: { birthYear: 1970, birthDate: null },
      startedBy: null,
      delayed: false,
      businessDaysLeft: 0,
      events: [
        { kind: 'REQUESTED', actorKind: 'VENDOR' },
        { kind: 'STARTED', actorKind: 'STAFF' },
        { kind: 'FOUND', actorKind: 'STAFF' },
      ],
    })
    const document = `query ($input: PreviewOrderInput!) { previewOrder(input: $input) { preview { orderable } } }`
    const items = [{ clinicianId, product: 'INITIAL_APPOINTMENT' }]
    const previewed = await ask(vendor.client, document, { input: { organizationId: vendor.organizationId, items } })
    expect(previewed.data).toEqual({ previewOrder: { preview: { orderable: true } } })

    const letters = await lettersTo(gateway, administrator.email)
    expect(letters.map(({ subject }) => subject)).toEqual([
      `Your research request ${number}`,
      `Your research request ${number}: found`,
    ])
    expect(letters[1]?.text).toContain(clinicianId)
    expect(letters.map(({ text }) => text).join()).not.toMatch(/1970|February 3/)
    for (const action of ['RESEARCH_REQUESTED', 'RESEARCH_STARTED', 'RESEARCH_ANSWERED']) {
      const [event] = await auditOf(gateway, action)
      expect(event).toMatchObject({ organizationId: vendor.organizationId })
      expect(event?.subjectIds).toEqual(action === 'RESEARCH_ANSWERED' ? [id, clinicianId] : [id])
    }
    const sources = await rowsOf(gateway, 'select distinct source from clinician_facts where clinician_id = $1', [
      clinicianId,
    ])
    expect(sources).toEqual([{ source: 'Fictional Publisher research' }])
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
    expect(metrics).toContain('gateway_research_request_events_total{event="found"} 1')
    expect(metrics).toContain('gateway_research_requests_waiting{mode="TEST",state="OPEN"} 0')
  })

  test('is asked for once: repeated calls, also at once, get the request that waits', async () => {
    const known = { ...KNOWN, lastName: 'Twice-Fictional' }
    const first = await leavingNoTrace(
      gateway,
      () => Promise.all(Array.from({ length: 5 }, () => requests({ known }))),
      () => ({ researchRequests: 1, emails: 1, auditEvents: 1, jobs: 1 }),
    )
    expect(new Set(first.map(({ thing }) => thing.researchRequest.id)).size).toBe(1)
    expect(first.filter(({ thing }) => !thing.replayed)).toHaveLength(1)
    const id = first[0]?.thing.researchRequest.id ?? ''
    const again = await requests({ known: { ...known, lastName: 'TWICE FICTIONAL', note: 'left in spring' } })
    expect(again.thing).toMatchObject({ replayed: true, researchRequest: { id } })

    const withdrawn = await attempt(
      vendor.client,
      'withdrawResearchRequest',
      { researchRequestId: id },
      'researchRequest { state }',
    )
    expect(withdrawn.thing).toMatchObject({ researchRequest: { state: 'WITHDRAWN' } })
    expect((await answers(id, { notFoundExplanation: 'nobody' })).codes).toEqual(['ALREADY_DECIDED'])
    expect((await requests({ known })).thing.replayed).toBe(false)
  })

  test('ends with an explanation when nobody is found', async () => {
    const { thing } = await requests({ known: { lastName: 'Nobody-Fictional' } })
    const { id, number } = thing.researchRequest
    const explanation = 'No school and no board knows the name.'
    expect((await answers(id, { notFoundExplanation: explanation })).codes).toEqual([])
    // Who answers takes it up.
    const events = [{ kind: 'REQUESTED' }, { kind: 'STARTED' }, { kind: 'NOT_FOUND', message: explanation }]
    expect(await read(id, 'state notFoundExplanation events { kind message }')).toMatchObject({
      state: 'NOT_FOUND',
      notFoundExplanation: explanation,
      events,
    })
    const letter = (await lettersTo(gateway, administrator.email)).at(-1)
    expect(letter?.subject).toBe(`Your research request ${number}: not found`)
    expect(letter?.text).toContain(explanation)
  })

  test('brings nobody in twice, and who is excluded comes in with the exclusion', async () => {
    const npi = fictionalNpi(77_002)
    await rowsOf(
      gateway,
      `insert into exclusions (id, mode, record_key, content_sha256, is_business, last_name, first_name, name_key,
         has_wrong_npi, npi, type_code, excluded_on)
       values ('excl_00000000000000000000000000', 'TEST', 'fictional', '\\x00', false, 'EXCLUDED-FICTIONAL', 'EVE',
         'excluded fictional|eve', false, $1, '1128a1', '2020-01-20')`,
      [npi],
    )
    const newClinician = { kind: 'PHYSICIAN', firstName: 'Eve', lastName: 'Excluded-Fictional', npi }
    const one = (await requests({ known: { npi } })).thing.researchRequest
    const answered = await answers(one.id, { newClinician }, 'researchRequest { clinician { id } }')
    const clinicianId = answered.thing.researchRequest.clinician?.id ?? ''
    const sanctions = await rowsOf(
      gateway,
      `select source from clinician_facts where clinician_id = $1 and section = 'SANCTIONS'`,
      [clinicianId],
    )
    expect(sanctions).toEqual([{ source: 'OIG LEIE' }])

    const other = (await requests({ known: { lastName: 'Excluded-Fictional' } })).thing.researchRequest
    await leavingNoTrace(gateway, async () => {
      expect((await answers(other.id, { newClinician })).codes).toEqual(['ALREADY_EXISTS'])
    })
    expect(await read(other.id, 'state events { kind }')).toEqual({ state: 'OPEN', events: [{ kind: 'REQUESTED' }] })
    expect((await answers(other.id, { clinicianId })).thing.researchRequest.state).toBe('FOUND')
  })
})
