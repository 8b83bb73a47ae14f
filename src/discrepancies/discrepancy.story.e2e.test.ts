import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { addBusinessDays } from '../kernel/business-days.js'
import { sha256Hex } from '../kernel/digest.js'
import { endOfLocalDay, formatLocalDay, localDayOf } from '../kernel/local-day.js'
import type { LicenseValue, ProfileContent } from '../profiles/profile.content.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { SPARSE_PHYSICIAN_NPI } from '../sandbox/sandbox.physicians.js'
import { uploaded } from '../testkit/bulk-acts.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import {
  type BoughtProfile,
  buys,
  discrepancySeen,
  discrepancyWork,
  reportOf,
  reports,
  type TestDiscrepancy,
} from '../testkit/discrepancy-acts.js'
import { setTestClock } from '../testkit/monitoring-acts.js'
import { anotherVendor, clinicianWith } from '../testkit/order-acts.js'
import { ADMINISTRATOR, attempt, lettersTo } from '../testkit/organization-acts.js'
import { person, type TestPerson } from '../testkit/people.js'
import { reported, section } from '../testkit/profile-elements.js'
import { namedPhysicianContent } from '../testkit/profile-fixtures.js'
import { act, auditOf, look } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { saysTheWrong } from './disputed-element.js'

const CHICAGO = 'America/Chicago'
const reason = 'the board was asked'
const PDF = Buffer.from('%PDF-1.7\nnothing that anybody reads')

describe('another buyer is told of what was corrected', () => {
  const license = { jurisdiction: 'OH', number: '50.1', status: 'Active', expiresOn: '2027' }
  const saying = (...licenses: Partial<typeof license>[]): ProfileContent => {
    const elements = licenses.map((one) => reported({ ...license, ...one } as LicenseValue, 'Ohio Sample Board'))
    const named = namedPhysicianContent('Ann')
    return { ...named, sections: { ...named.sections, LICENSES: section(...elements) } }
  }
  const expired = saying({ status: 'Expired' })
  const second = { number: '50.2' }
  test.each<[string, boolean, ProfileContent, ProfileContent, string | null]>([
    ['who has the same', true, saying({}), expired, '0.status'],
    ['unless it says other', false, saying({ status: 'Lapsed' }), expired, '0.status'],
    ['who has the same of what was corrected, of the whole', true, saying({ expiresOn: '2025' }), expired, '0'],
    ['unless only the rest is the same', false, expired, expired, '0'],
    ['who has what should not be there, whatever it says', true, saying({ status: 'Lapsed' }), saying(), '0'],
    ['who lacks what was missing', true, saying({}), saying({}, second), null],
    ['unless it has that', false, saying(second), saying({}, second), null],
  ])('%s', (_, isTold, bought, corrected, path) => {
    expect(saysTheWrong(bought, saying({}), corrected, { section: 'LICENSES', path })).toBe(isTold)
  })
})

describe('a discrepancy and its outcome', () => {
  let gateway: TestGateway
  let staff: TestPerson
  let vendor: TestVendor
  let clinicianId: string
  let bought: BoughtProfile
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true })
    clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())
  beforeEach(async () => {
    vendor = await gateway.vendor()
    bought = await buys(vendor, clinicianId)
  })

  const decides = (id: string, outcome: string, explanation = 'It is so.') =>
    attempt(staff.client, 'decideDiscrepancy', { discrepancyId: id, outcome, explanation, reason })
  const toggles = () =>
    attempt(vendor.client, 'simulateClinicianChange', { organizationId: vendor.organizationId, clinicianId })
  const eventsOf = async (type: string, organizationId = vendor.organizationId) =>
    (
      await rowsOf<{ vendorId: string | null; data: Record<string, unknown> }>(
        gateway,
        'select vendor_id as "vendorId", data from webhook_events where type = $1 and organization_id = $2 order by id',
        [type, organizationId],
      )
    ).filter(({ vendorId }) => vendorId !== null)

  test('is reported with evidence, asked about, corrected, and downloaded for 30 days', async () => {
    const buyer = await person(gateway, { organizationId: vendor.organizationId })
    const whose = { client: buyer.client, organizationId: vendor.organizationId }
    const what = { purpose: 'DISCREPANCY_EVIDENCE', fileName: 'letter.pdf', contentType: 'application/pdf' } as const
    const evidenceUploadId = await uploaded(gateway, whose, PDF, what)
    const report = await reports(buyer.client, reportOf(bought, { evidenceUploadId }))
    const dueOn = addBusinessDays(localDayOf(gateway.clock.now(), CHICAGO), 30)
    expect(report).toMatchObject({
      number: expect.stringMatching(/^DR-\d{8}$/),
      documentNumber: bought.documentNumber,
      ...{ state: 'SUBMITTED', section: 'LICENSES', path: '0.status', says: bought.licenseStatus, dueOn },
      timeline: [{ kind: 'SUBMITTED', actorKind: 'USER', dueOn, message: null }],
      evidence: [{ fileName: 'letter.pdf', contentType: 'application/pdf', sha256: sha256Hex(PDF) }],
    })
    const file = await gateway.download(report.evidence[0]?.url ?? '')
    expect([file.status, file.headers.get('content-disposition'), file.headers.get('x-content-type-options')]).toEqual([
      200,
      `attachment; filename="${report.evidence[0]?.id}.pdf"`,
      'nosniff',
    ])
    expect(Buffer.from(await file.arrayBuffer()).equals(PDF)).toBe(true)

    const discrepancyId = report.id
    const queue = 'discrepancies(first: 100) { nodes { id takenBy says } }'
    const waiting = await look<{ discrepancies: { nodes: { id: string }[] } }>(staff.client, queue)
    expect(waiting.discrepancies.nodes.map(({ id }) => id)).toContain(discrepancyId)
    for (const [mutation, more] of [
      ['takeDiscrepancy', {}],
      ['noteDiscrepancy', { note: 'Called the board.' }],
      ['askAboutDiscrepancy', { question: 'Since when?' }],
    ] as const) {
      expect((await attempt(staff.client, mutation, { discrepancyId, reason, ...more })).codes).toEqual([])
    }
    const taken = await attempt(staff.client, 'takeDiscrepancy', { discrepancyId, reason })
    expect(taken.codes).toEqual(['ALREADY_DECIDED'])
    const reply = { discrepancyId, message: 'Since May.' }
    expect((await attempt(buyer.client, 'replyToDiscrepancy', reply)).codes).toEqual([])

    const unchanged = await leavingNoTrace(gateway, () => decides(discrepancyId, 'CORRECTED'))
    expect(unchanged.codes).toEqual(['DIRECTORY_UNCHANGED'])
    await toggles()
    expect((await decides(discrepancyId, 'CORRECTED', 'The board had it wrong.')).codes).toEqual([])
    expect((await decides(discrepancyId, 'CONFIRMED_ACCURATE')).codes).toEqual(['ALREADY_DECIDED'])
    const corrected = (await discrepancySeen(buyer.client, discrepancyId)) as TestDiscrepancy
    expect(corrected.timeline.map(({ kind }) => kind)).toEqual([
      'SUBMITTED',
      'INVESTIGATING',
      'ASKED',
      'REPLIED',
      'CORRECTED',
    ])
    expect((await discrepancySeen(staff.client, discrepancyId))?.timeline.map(({ kind }) => kind)).toContain('NOTED')
    expect(corrected.correctedProfile).toMatchObject({ orderNumber: bought.orderNumber })
    expect(corrected.correctedProfile?.documentNumber).not.toBe(bought.documentNumber)
    // To report is not to read profiles.
    const reporter = await anotherVendor(gateway, vendor, { grant: ['discrepancies:write'] })
    await expect(discrepancySeen(reporter.client, discrepancyId)).rejects.toThrow('profiles:read')
    expect((await lettersTo(gateway, buyer.email)).map(({ subject }) => subject)).toEqual([
      `Your discrepancy report ${report.number}`,
      `A question about your discrepancy report ${report.number}`,
      `Your discrepancy report ${report.number}: corrected`,
    ])
    expect((await eventsOf('discrepancy.updated')).map(({ data }) => data['state'])).toEqual([
      'SUBMITTED',
      'INVESTIGATING',
      'CORRECTED',
    ])
    const [decided] = await auditOf(gateway, 'DISCREPANCY_DECIDED')
    expect(decided).toMatchObject({ organizationId: vendor.organizationId, reason })

    const deliver = () => act<{ url: string | null }>(buyer.client, 'deliverCorrectedProfile', { discrepancyId }, 'url')
    expect((await deliver()).url).toMatch(/\/downloads\//)
    const end = endOfLocalDay(corrected.downloadUntil ?? '', CHICAGO)
    await setTestClock(gateway, vendor.organizationId, new Date(end.getTime() - 60_000))
    expect((await deliver()).userErrors).toEqual([])
    await setTestClock(gateway, vendor.organizationId, end)
    expect((await deliver()).userErrors).toMatchObject([{ code: 'PROFILE_NOT_AVAILABLE', field: ['discrepancyId'] }])
    expect((await discrepancySeen(buyer.client, discrepancyId))?.correctedProfile).toBeNull()
  })

  test('that was corrected is told to the other buyers of it, each once, whoever runs', async () => {
    const [other, late, elsewhere] = [await gateway.vendor(), await gateway.vendor(), await gateway.vendor()]
    await buys(other, clinicianId)
    await buys(other, clinicianId)
    await buys(late, clinicianId)
    await buys(elsewhere, await clinicianWith(gateway, SPARSE_PHYSICIAN_NPI))
    await setTestClock(gateway, late.organizationId, new Date(gateway.clock.now().getTime() + 182 * 86_400_000))
    const { id } = await reports(vendor.client, reportOf(bought))
    await toggles()
    expect((await decides(id, 'CORRECTED')).codes).toEqual([])
    await leavingNoTrace(gateway, () => discrepancyWork(gateway, { mailFails: true }).tell())
    const [one, another] = [discrepancyWork(gateway), discrepancyWork(gateway)]
    await Promise.all([one.tell(), another.tell()])
    await one.tell()
    const told = await rowsOf<{ organizationId: string }>(
      gateway,
      'select organization_id as "organizationId" from discrepancy_tellings where discrepancy_id = $1',
      [id],
    )
    const ids = told.map(({ organizationId }) => organizationId)
    expect(ids.filter((one) => one === other.organizationId)).toHaveLength(1)
    expect(ids).not.toContain(vendor.organizationId)
    expect(ids).not.toContain(late.organizationId)
    expect(ids).not.toContain(elsewhere.organizationId)
    expect(await eventsOf('profile.corrected', other.organizationId)).toMatchObject([
      { vendorId: other.vendorId, data: { clinicianId, section: 'LICENSES' } },
    ])
    const [finished] = await rowsOf<{ at: Date | null }>(
      gateway,
      'select buyers_told_at as at from discrepancies where id = $1',
      [id],
    )
    expect(finished?.at).not.toBeNull()
  })

  test('that was corrected after the line was paid back promises no download', async () => {
    const administrator = await person(gateway, { organizationId: vendor.organizationId, roles: ADMINISTRATOR })
    const { id } = await reports(vendor.client, reportOf(bought))
    const orderOfLine = 'select order_id as "orderId" from order_items where id = $1'
    const [line] = await rowsOf<{ orderId: string }>(gateway, orderOfLine, [bought.itemId])
    const refund = { orderId: line?.orderId ?? '', orderItemIds: [bought.itemId], idempotencyKey: id, reason }
    expect((await attempt(staff.client, 'refundOrder', refund)).codes).toEqual([])
    await toggles()
    expect((await decides(id, 'CORRECTED', 'The board had it wrong.')).codes).toEqual([])
    expect(await discrepancySeen(vendor.client, id)).toMatchObject({ state: 'CORRECTED', correctedProfile: null })
    const letter = (await lettersTo(gateway, administrator.email)).at(-1)
    expect(letter).toMatchObject({
      subject: expect.stringContaining('corrected'),
      text: expect.not.stringContaining('download'),
    })
  })

  test('is delayed by itself on the day after, as often as the days have passed, and told once', async () => {
    const administrator = await person(gateway, { organizationId: vendor.organizationId, roles: ADMINISTRATOR })
    const report = await reports(vendor.client, reportOf(bought))
    const work = discrepancyWork(gateway)
    const due = endOfLocalDay(report.dueOn, CHICAGO)
    await setTestClock(gateway, vendor.organizationId, new Date(due.getTime() - 1_000))
    await work.delay()
    expect((await discrepancySeen(vendor.client, report.id))?.state).toBe('SUBMITTED')
    const first = addBusinessDays(report.dueOn, 10)
    const second = addBusinessDays(first, 10)
    await setTestClock(gateway, vendor.organizationId, endOfLocalDay(first, CHICAGO))
    await Promise.all([work.delay(), discrepancyWork(gateway).delay()])
    await work.delay()
    const delayed = (await discrepancySeen(vendor.client, report.id)) as TestDiscrepancy
    expect(delayed).toMatchObject({ state: 'DELAYED', dueOn: second, firstDueOn: report.dueOn })
    expect(delayed.timeline.map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ['SUBMITTED', report.dueOn],
      ['DELAYED', first],
      ['DELAYED', second],
    ])
    const letters = (await lettersTo(gateway, administrator.email)).filter(({ subject }) => /delayed/.test(subject))
    expect(letters).toMatchObject([{ text: expect.stringContaining(formatLocalDay(second)) }])
    const told = (await eventsOf('discrepancy.updated')).map(({ data }) => data['state'])
    expect(told).toEqual(['SUBMITTED', 'DELAYED'])
    const later = { dueOn: addBusinessDays(second, 5), explanation: 'The board is slow.' }
    const input = { discrepancyId: report.id, ...later, reason }
    const early = await attempt(staff.client, 'delayDiscrepancy', { ...input, dueOn: second })
    expect(early.codes).toEqual(['INVALID_INPUT'])
    expect((await attempt(staff.client, 'delayDiscrepancy', input)).codes).toEqual([])
    expect((await decides(report.id, 'CONFIRMED_ACCURATE')).codes).toEqual([])
    expect((await discrepancySeen(vendor.client, report.id))?.state).toBe('CONFIRMED_ACCURATE')
  })
})
