import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ReadProfileDocument } from '../client/operations.generated.js'
import { applyDirectoryEntries } from '../clinicians/directory.apply.js'
import type { DirectoryFact, DirectorySupplement } from '../clinicians/directory.record.js'
import { newId } from '../kernel/ids.js'
import { PLAIN_ASSISTANT_NPI } from '../sandbox/sandbox.assistants.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ask } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { clinicianWith, orderOf, place } from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const ELEMENTS = `query ($id: ID!, $past: Boolean = false) { clinician(id: $id) {
  names(includePast: $past) { type last provenance { source lastReportedOn noLongerReportedOn } }
  npiRecords { number provenance { source } }
  specialties { taxonomyCode name primary provenance { source lastReportedOn } }
  practiceLocations { lines city phone { number } organization provenance { source lastReportedOn retrievedAt } }
  endpoints(includePast: $past) { type endpoint provenance { source lastReportedOn noLongerReportedOn } }
  medicareOptOuts { effectiveOn endsOn eligibleToOrderAndRefer provenance { source } }
  medicareOrdering { partB hospice provenance { source } } } }`

interface Element {
  [field: string]: unknown
  provenance: { source: string; lastReportedOn: string | null; noLongerReportedOn?: string | null }
}
type Elements = { clinician: Record<string, Element[]> }

const fact = (section: string, key: string, value: object, lastReportedOn: string | null = null): DirectoryFact => ({
  section,
  key,
  position: 0,
  value,
  lastReportedOn,
})
const license = (number: string) =>
  fact('LICENSES', number, {
    ...{ jurisdiction: 'IL', number, type: null, status: 'Active', issuedOn: null, expiresOn: null },
  })
const endpoint = (address: string) =>
  fact('ENDPOINTS', address, {
    ...{ type: 'DIRECT', endpoint: address, description: null, use: null, content: null, affiliation: null },
  })

describe('where it comes from', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let physician: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())

  const says = async (source: string, facts: DirectoryFact[], asOf: string | null = null) => {
    const entry: DirectorySupplement = {
      ...{ type: 'SUPPLEMENT', source, recordKey: FULL_PHYSICIAN_NPI, mode: 'TEST', facts },
      subject: { npi: FULL_PHYSICIAN_NPI },
    }
    const applied = await applyDirectoryEntries(gateway.database, [entry], gateway.clock.now(), { asOf })
    expect(applied).toMatchObject({ updated: 1 })
  }
  const loaded = (source: string, asOf: string | null, startedAt = gateway.clock.now()) =>
    rowsOf(
      gateway,
      `insert into source_loads (id, source, loader, state, scope, as_of, file_name, file_bytes, file_sha256, started_at,
         finished_at, rows_read, rows_inserted, rows_updated, rows_unchanged, rows_skipped, rows_rejected)
       values ($1, $2, 'x', 'COMPLETED', 'FULL', $3, 'x', 1, repeat('ab', 32), $4, $4, 9, 1, 2, 3, 3, 0)`,
      [newId('sourceLoad'), source, asOf, startedAt],
    )
  const elements = async (past = false, id = physician) => {
    const { data, errors } = await ask<Elements>(vendor.client, ELEMENTS, { id, past })
    expect(errors).toEqual([])
    return data?.clinician ?? {}
  }

  test('stands beside every element of a clinician', async () => {
    await says('NPPES practice locations', [
      fact('PRACTICE_LOCATIONS', 'a', {
        ...{ lines: ['1 Sample St'], city: 'Mockport', state: 'IA', postalCode: '50001', country: 'US' },
        ...{ phone: { number: '3195550100', extension: null }, fax: null, organization: 'Sample Clinic' },
      }),
    ])
    const day = { effectiveOn: '2025-01-01', endsOn: '2026-12-31' }
    await says('CMS Opt Out Affidavits', [
      fact('MEDICARE_OPT_OUT', 'a', { ...day, eligibleToOrderAndRefer: true, specialty: null }, '2025-06-01'),
    ])
    await says('CMS Order and Referring', [
      fact('MEDICARE_ORDERING', 'a', { partB: true, dme: false, hha: true, pmd: false, hospice: null }),
    ])
    await loaded('NPPES practice locations', '2025-11-09')
    const told = await elements()
    expect(told['names']?.map(({ last }) => last)).toContain('Sandoval-Test')
    expect(told['npiRecords']).toEqual([
      { number: FULL_PHYSICIAN_NPI, provenance: { source: 'Sandbox: provider registry' } },
    ])
    expect(told['practiceLocations']).toEqual([
      {
        ...{ lines: ['1 Sample St'], city: 'Mockport', organization: 'Sample Clinic' },
        phone: { number: '3195550100' },
        // The file gives its facts no day: that of the last whole file stands for it.
        provenance: {
          source: 'NPPES practice locations',
          lastReportedOn: '2025-11-09',
          retrievedAt: expect.any(String),
        },
      },
    ])
    expect(told['medicareOptOuts']).toMatchObject([{ ...day, provenance: { source: 'CMS Opt Out Affidavits' } }])
    expect(told['medicareOrdering']).toMatchObject([{ partB: true, hospice: null }])
    for (const section of Object.values(told)) for (const each of section) expect(each.provenance.source).toBeTruthy()
  })

  test('tells what a source said before and says no more, when it is asked for', async () => {
    await says('NPPES endpoints', [endpoint('old@direct.example')], '2025-10-05')
    await says('NPPES endpoints', [endpoint('new@direct.example')], '2025-11-09')
    const now = { type: 'DIRECT', endpoint: 'new@direct.example' }
    expect((await elements())['endpoints']).toEqual([
      { ...now, provenance: { source: 'NPPES endpoints', lastReportedOn: '2025-11-09', noLongerReportedOn: null } },
    ])
    expect((await elements(true))['endpoints']).toEqual([
      expect.objectContaining(now),
      {
        ...{ type: 'DIRECT', endpoint: 'old@direct.example' },
        provenance: { source: 'NPPES endpoints', lastReportedOn: null, noLongerReportedOn: '2025-11-09' },
      },
    ])
  })

  test('names a specialty as the taxonomy does where its source gives the code alone', async () => {
    await rowsOf(
      gateway,
      `insert into taxonomy_codes (code, "grouping", classification, display_name, content_sha256)
       values ('2990F0000X', 'Fictional', 'Fictional', 'Fictional Medicine', '\\x00')`,
    )
    const specialty = { taxonomyCode: '2990F0000X', name: null, primary: true }
    await says('NPPES', [fact('ACTIVITY', 'a', { majorActivity: null, specialty })])
    expect((await elements())['specialties']?.at(-1)).toMatchObject({ ...specialty, name: 'Fictional Medicine' })
  })

  test('takes one statement for the elements of any number of clinicians', async () => {
    const bought = [
      { clinicianId: physician, product: 'INITIAL_APPOINTMENT' as const },
      { clinicianId: await clinicianWith(gateway, PLAIN_ASSISTANT_NPI), product: 'PA_PROFILE' as const },
    ]
    const { number } = await place(vendor.client, orderOf(vendor, ...bought))
    const reading = (fields: string) =>
      gateway.countStatements(async () => {
        const query = `query ($id: ID!, $number: String!) {
          order(organizationId: $id, number: $number) { items { clinician { id ${fields} } } } }`
        const { data, errors } = await ask<{ order: { items: unknown[] } }>(vendor.client, query, {
          ...{ id: vendor.organizationId, number },
        })
        expect([data?.order.items.length, errors]).toEqual([2, []])
      })
    const fields = 'names { last } npiRecords { number } specialties { name } endpoints { type }'
    await reading('')
    expect((await reading(fields)) - (await reading(''))).toBe(1)
  })

  test('decides in which order sources that disagree stand in a profile; none is left out', async () => {
    await says('NPPES', [license('N-1')])
    await says('CMS Doctors and Clinicians', [license('C-1')])
    await says('Board of later days', [{ ...license('L-1'), lastReportedOn: '2026-06-20' }])
    await says('Board of earlier days', [{ ...license('E-1'), lastReportedOn: '2026-06-10' }])
    const order = await place(
      vendor.client,
      orderOf(vendor, { clinicianId: physician, product: 'INITIAL_APPOINTMENT', allowDuplicate: true }),
    )
    const { orderItem } = await vendor.client.run(ReadProfileDocument, { orderItemId: order.items[0]?.id ?? '' })
    const sources = orderItem?.profile?.licenses?.elements.map(({ provenance }) => provenance.source) ?? []
    expect([...new Set(sources)]).toEqual([
      ...['Board of later days', 'Board of earlier days', 'Sandbox: state medical boards'],
      ...['NPPES', 'CMS Doctors and Clinicians'],
    ])
  })

  test('is listed source by source, with how fresh each is and what it covers', async () => {
    const daysAgo = (days: number) => new Date(gateway.clock.now().getTime() - days * 86_400_000)
    await loaded('NPPES', daysAgo(3).toISOString().slice(0, 10))
    await loaded('OIG LEIE', null, daysAgo(60))
    const { data, errors } = await ask<{ sources: (Record<string, unknown> & { name: string })[] }>(
      vendor.client,
      `{ sources { name publisher description origin sections precedence cadenceDays freshness coverage { section asOf }
           lastLoad { finishedAt asOf scope rowsRead rowsInserted rowsUpdated rowsUnchanged recordsVanished } } }`,
    )
    expect(errors).toEqual([])
    const source = (name: string) => data?.sources.find((each) => each.name === name)
    expect(source('NPPES')).toMatchObject({
      ...{ precedence: 1, freshness: 'FRESH', origin: expect.stringContaining('https://'), coverage: [] },
      sections: expect.arrayContaining(['NPI']),
      lastLoad: { scope: 'FULL', rowsRead: 9, rowsInserted: 1, rowsUpdated: 2, rowsUnchanged: 3, recordsVanished: 0 },
    })
    expect(source('OIG LEIE')).toMatchObject({ freshness: 'STALE', lastLoad: { asOf: null } })
    expect(source('NUCC')).toMatchObject({ freshness: 'NEVER_LOADED', lastLoad: null, sections: [] })
    expect(source('Sandbox: federal exclusions')).toMatchObject({
      ...{ precedence: 0, origin: null, sections: ['SANCTIONS'] },
      coverage: [{ section: 'SANCTIONS', asOf: '2026-06-01' }],
    })
    const live = await gateway.vendor({ mode: 'LIVE' })
    const inLive = await ask<{ sources: { name: string }[] }>(live.client, '{ sources { name } }')
    expect(inLive.data?.sources.map(({ name }) => name).filter((name) => name.startsWith('Sandbox'))).toEqual([])
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
    expect(metrics).toMatch(/gateway_source_age_days\{source="NPPES"\} 3\n/)
  })
})
