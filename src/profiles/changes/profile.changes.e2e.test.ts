import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { FULL_ASSISTANT_NPI } from '../../sandbox/sandbox.assistants.js'
import { FULL_PHYSICIAN_NPI } from '../../sandbox/sandbox.full-physician.js'
import { ask, codesOf } from '../../testkit/ask.js'
import { rowsOf } from '../../testkit/census.js'
import { anotherOrganization, anotherVendor, clinicianWith, orderOf, place } from '../../testkit/order-acts.js'
import { person } from '../../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'
import type { ProfileProduct } from '../profile.sections.js'
import type { ProfileChangesResult } from './profile-changes.type.js'

const CHANGES = `changes {
    since sinceAsOf sameSnapshot monitoredChange compared notCompared
    sections {
      section title monitored noneReported { source before after }
      added { ...element } removed { ...element } changed { ...element } onlyReverified { ...element }
    }
  }
  userErrors { code field message }`
const ELEMENT = `fragment element on ProfileElementChange {
  element source fields { field before after }
  provenanceBefore { source lastReportedOn retrievedAt noLongerReportedOn } provenanceAfter { source lastReportedOn }
}`

interface Bought {
  itemId: string
  orderNumber: string
  documentNumber: string
}

describe('a profile beside an earlier one', () => {
  let gateway: TestGateway
  let physician: string
  let vendor: TestVendor
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    vendor = await gateway.vendor()
  })
  afterAll(() => gateway.stop())

  const read = async (client: TestVendor['client'], itemId: string, selection: string, more = '') => {
    const query = `query ($id: ID!) { orderItem(id: $id) { profile { ${selection} } } } ${more}`
    const answer = await ask<{ orderItem: { profile: Record<string, unknown> } }>(client, query, { id: itemId })
    if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors))
    return answer.data?.orderItem.profile as Record<string, unknown>
  }
  const buy = async (
    product: ProfileProduct = 'INITIAL_APPOINTMENT',
    { clinicianId = physician, by = vendor }: { clinicianId?: string; by?: TestVendor } = {},
  ): Promise<Bought> => {
    const order = await place(by.client, orderOf(by, { clinicianId, product, allowDuplicate: true }))
    const itemId = order.items[0]?.id ?? ''
    const { documentNumber } = await read(by.client, itemId, 'documentNumber')
    return { itemId, orderNumber: order.number, documentNumber: String(documentNumber) }
  }
  const changesSince = async ({ itemId }: Bought, documentNumber: string) => {
    const field = `changesSince(profile: ${JSON.stringify(documentNumber)}) { ${CHANGES} }`
    const profile = await read(vendor.client, itemId, field, ELEMENT)
    return profile['changesSince'] as ProfileChangesResult
  }
  /** Rewrites what a source says of a license, as another load would. */
  const relicense = (status: string) =>
    rowsOf(
      gateway,
      `update clinician_facts set value = value || jsonb_build_object('status', $2::text) where id =
        (select min(id) from clinician_facts where clinician_id = $1 and section = 'LICENSES')`,
      [physician, status],
    )

  test('has a head and notices as data', async () => {
    const { itemId, orderNumber } = await buy()
    const head = 'orderNumber organizationName requestedBy timeZone mode asOf notices { code title text }'
    const { notices, ...profile } = await read(vendor.client, itemId, head)
    const [{ organization, name }] = (await rowsOf(
      gateway,
      'select o.name as organization, v.name from organizations o, vendors v where o.id = $1 and v.id = $2',
      [vendor.organizationId, vendor.vendorId],
    )) as [{ organization: string; name: string }]
    expect(profile).toMatchObject({ orderNumber, organizationName: organization, requestedBy: name, mode: 'TEST' })
    const told = notices as { code: string; text: string }[]
    expect(told.map(({ code }) => code)).toEqual([
      ...['DISCREPANCIES', 'ACCREDITATION', 'SANCTIONS', 'SELF_DESIGNATED_SPECIALTIES'],
      ...['SOURCES_AND_DATES', 'VERIFICATION', 'FINGERPRINT', 'TEST_MODE'],
    ])
    expect(told[1]?.text).toMatch(/NCQA.*current license.*\nFor NCQA.*sanctions/)
    const reappointment = await read(vendor.client, (await buy('REAPPOINTMENT')).itemId, 'notices { code }')
    expect(JSON.stringify(reappointment)).not.toContain('SELF_DESIGNATED')
  })

  test('shows a DEA number in full to its buyers alone', async () => {
    const { itemId, documentNumber } = await buy()
    const query = `dea { elements { number } } changesSince(profile: "${documentNumber}") { ${CHANGES} }`
    const staff = await person(gateway, { staff: true })
    const buyer = await person(gateway, { organizationId: vendor.organizationId })
    for (const { client } of [vendor, buyer]) {
      expect(await read(client, itemId, query, ELEMENT)).toMatchObject({ dea: { elements: [{ number: 'FF9999991' }] } })
    }
    const seen = await read(staff.client, itemId, query, ELEMENT)
    expect(seen).toMatchObject({ dea: { elements: [{ number: '*****9991' }] } })
    expect(JSON.stringify(seen)).not.toContain('FF9999991')
  })

  test('tells what has changed since, and who has read both', async () => {
    const first = await buy()
    await relicense('Suspended')
    const second = await buy()
    const { changes, userErrors } = await changesSince(second, first.documentNumber)
    expect(userErrors).toEqual([])
    expect(changes).toMatchObject({
      since: first.documentNumber,
      sameSnapshot: false,
      monitoredChange: true,
      notCompared: [],
      sections: [
        {
          section: 'LICENSES',
          monitored: true,
          added: [],
          removed: [],
          onlyReverified: [],
          noneReported: [],
          changed: [{ fields: [{ field: 'status', after: 'Suspended' }] }],
        },
      ],
    })
    const backwards = await changesSince(first, second.documentNumber)
    expect(backwards.changes?.sections[0]?.changed[0]?.fields[0]?.before).toBe('Suspended')
    const same = await changesSince(second, (await buy()).documentNumber)
    expect(same.changes).toMatchObject({ sameSnapshot: true, monitoredChange: false, sections: [] })

    const [audit] = await rowsOf<{ numbers: string[] }>(
      gateway,
      `select (select array_agg('PD-' || lpad(number::text, 10, '0')) from profile_documents where id = any (subject_ids)) as numbers
         from audit_events where action = 'PROFILE_READ' and organization_id = $1 and exists
           (select from profile_documents where id = any (subject_ids) and 'PD-' || lpad(number::text, 10, '0') = $2)
        order by id desc limit 1`,
      [vendor.organizationId, second.documentNumber],
    )
    expect(audit?.numbers).toContain(second.documentNumber)
    const others = await rowsOf(
      gateway,
      `select from audit_events a join profile_documents d on d.id = any (a.subject_ids)
        where a.action = 'PROFILE_READ' and 'PD-' || lpad(d.number::text, 10, '0') = $1`,
      [first.documentNumber],
    )
    // Bought and read once by itself, read to be compared with, and compared with another.
    expect(others).toHaveLength(3)
  })

  test('is compared in the sections that both products have, and says in which it is not', async () => {
    const whole = await buy()
    const reappointment = await buy('REAPPOINTMENT')
    const { changes } = await changesSince(reappointment, whole.documentNumber)
    expect(changes?.notCompared).toEqual([
      ...['ACTIVITY', 'MEMBERSHIP', 'EDUCATION', 'TRAINING', 'NATIONAL_BOARDS', 'ECFMG'],
    ])
    expect(changes?.compared).toHaveLength(10)
    expect(changes?.sections).toEqual([])
  })

  test('is not compared with that of another person', async () => {
    const assistant = await buy('PA_PROFILE', { clinicianId: await clinicianWith(gateway, FULL_ASSISTANT_NPI) })
    const { changes, userErrors } = await changesSince(await buy(), assistant.documentNumber)
    expect(changes).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['profile'] }])
  })

  test('does not tell documents of others from none, in words or in effort', async () => {
    const bought = await buy()
    const stranger = await gateway.vendor()
    const foreign = (await buy('INITIAL_APPOINTMENT', { by: stranger })).documentNumber
    const organizationId = await anotherOrganization(gateway, vendor)
    const elsewhere = (await buy('INITIAL_APPOINTMENT', { by: { ...vendor, organizationId } })).documentNumber
    const probe = async (documentNumber: string) => {
      let answer: ProfileChangesResult | null = null
      const statements = await gateway.countStatements(async () => {
        answer = await changesSince(bought, documentNumber)
      })
      return { statements, text: JSON.stringify(answer).replaceAll(documentNumber, 'NUMBER') }
    }
    await probe('PD-9999999999')
    const unknown = await probe('PD-9999999999')
    expect(unknown.text).toContain('"code":"NOT_FOUND"')
    for (const number of [foreign, elsewhere, 'PD-1', "' or 1=1", bought.itemId]) {
      expect([number, await probe(number)]).toEqual([number, unknown])
    }
  })

  test('costs as many statements for many profiles as for one', async () => {
    const organization = await gateway.vendor()
    const { documentNumber } = await buy('INITIAL_APPOINTMENT', { by: organization })
    const query = `query ($id: ID!, $first: Int!) { organization(id: $id) { orders(first: $first) { nodes { items { profile {
      notices { code } acceptedBy(accreditor: URAC, decisionDate: "2027-01-01") { accepted }
      changesSince(profile: "${documentNumber}") { changes { sameSnapshot } }
    } } } } } }`
    const count = (first: number) =>
      gateway.countStatements(async () => {
        const answer = await ask(organization.client, query, { id: organization.organizationId, first })
        expect(JSON.stringify(answer.data).match(/sameSnapshot/g)).toHaveLength(first)
      })
    for (let bought = 1; bought < 4; bought++) await buy('REAPPOINTMENT', { by: organization })
    await count(1)
    expect(await count(4)).toBe(await count(1))
  })

  test('is accepted by accreditors as their table says, for whoever reads it', async () => {
    const { itemId } = await buy()
    const { asOf, acceptedBy } = await read(
      vendor.client,
      itemId,
      `asOf acceptedBy(accreditor: NCQA, decisionDate: "2035-01-01", certificationBody: true) {
        accreditor decisionDate certificationBody asOfDay usableUntil daysLeft accepted summary
        items { section sanctionKind accepted reason explanation elementCount usableUntil daysLeft source sourceAsOf }
      }`,
    )
    const days =
      (Date.parse((acceptedBy as { usableUntil: string }).usableUntil) - Date.parse(String(asOf))) / 86_400_000
    expect(Math.round(days)).toBeGreaterThanOrEqual(89)
    expect(Math.round(days)).toBeLessThanOrEqual(90)
    expect(acceptedBy).toMatchObject({ accreditor: 'NCQA', certificationBody: true, accepted: 'NO' })
    const { items } = acceptedBy as { items: { section: string; reason: string }[] }
    expect(items.filter(({ reason }) => reason === 'STATED').map(({ section }) => section)).toEqual([
      'LICENSES',
      'ECFMG',
      'SANCTIONS',
    ])
    expect(items.filter(({ reason }) => reason === 'TOO_OLD')).toHaveLength(items.length - 3)
  })

  test('the table of accreditors is there for everybody who is signed in', async () => {
    const query =
      '{ accreditors { code name usableDays certificationBodyDays statements { section accepted source } } }'
    const { client } = await anotherVendor(gateway, vendor, { key: ['orders:write'] })
    const { data } = await ask<{ accreditors: { code: string; statements: unknown[] }[] }>(client, query)
    expect(data?.accreditors.map(({ code, statements }) => [code, statements.length])).toEqual([
      ...['NCQA', 'JOINT_COMMISSION', 'URAC', 'DNV', 'AAAHC', 'CMS', 'CMS_MEDICARE_ADVANTAGE'].map((code) => [
        code,
        11,
      ]),
    ])
    const wrong = `{ orderItem(id: "item_1") { profile { acceptedBy(accreditor: NCQA, decisionDate: "2026-02-30") { accepted } } } }`
    expect(codesOf(await ask(client, wrong))).not.toEqual([])
  })
})
