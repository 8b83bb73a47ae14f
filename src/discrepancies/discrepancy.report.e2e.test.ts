import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { readConfig } from '../config.js'
import { endOfLocalDay } from '../kernel/local-day.js'
import { NoticeMail } from '../monitoring/notices/notice.mail.js'
import { NoticeTeller } from '../monitoring/notices/notice.teller.js'
import { noticeChanges } from '../monitoring/notices/notice-changes.job.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { createUpload, sendFile, uploaded } from '../testkit/bulk-acts.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import {
  type BoughtProfile,
  buys,
  DISCREPANCY,
  discrepancySeen,
  reportOf,
  reports,
  tryToReport,
} from '../testkit/discrepancy-acts.js'
import { monitor, setTestClock } from '../testkit/monitoring-acts.js'
import { anotherVendor, clinicianWith } from '../testkit/order-acts.js'
import { attempt, organizationOf } from '../testkit/organization-acts.js'
import { person, type TestPerson } from '../testkit/people.js'
import { act } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { discrepancyWindow } from './discrepancy-window.rules.js'

const CHICAGO = 'America/Chicago'
const reason = 'the board was asked'
const PDF = Buffer.from('%PDF-1.7\nnothing that anybody reads')

describe('a discrepancy can be reported', () => {
  // Bought on December 31 by the calendar of Chicago.
  const item = { purchasedAt: new Date('2026-01-01T05:59:59Z'), timeZone: CHICAGO }
  const notice = new Date('2026-02-01T05:59:59Z')
  test.each<[string, Date | null, string, object]>([
    ['on the day of the purchase', null, '2026-01-01T05:59:59Z', { daysLeft: 180, open: true }],
    ['on the last day, to its end', null, '2026-06-30T04:59:59Z', { until: '2026-06-29', daysLeft: 0, open: true }],
    ['no more on the day after', null, '2026-06-30T05:00:00Z', { daysLeft: 0, open: false, ground: 'PURCHASE' }],
    ['from a notice on', notice, '2026-06-30T05:00:00Z', { until: '2026-07-30', open: true, ground: 'NOTICE' }],
    ['no more after that', notice, '2026-07-31T05:00:00Z', { open: false, ground: 'NOTICE' }],
    ['not by a notice before the purchase', new Date('2025-12-01T00:00:00Z'), '2026-06-30T05:00:00Z', { open: false }],
  ])('%s', (_, notifiedAt, at, window) => {
    expect(discrepancyWindow(item, notifiedAt, new Date(at))).toMatchObject(window)
  })
})

describe('a report of a discrepancy', () => {
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

  const evidence = (content = PDF, contentType = 'application/pdf') =>
    uploaded(gateway, vendor, content, { purpose: 'DISCREPANCY_EVIDENCE', fileName: 'letter.pdf', contentType })

  test('can be reported to the end of the last day, of the purchase or of the last notice', async () => {
    const window = async () => {
      const selection = `orders(first: 5) { nodes { items { id discrepancyReportable { until daysLeft open ground } } } }`
      const { orders } = await organizationOf<{
        orders: { nodes: { items: { id: string; discrepancyReportable: Record<string, unknown> | null }[] }[] }
      }>(vendor.client, vendor.organizationId, selection)
      return orders.nodes.flatMap(({ items }) => items).find(({ id }) => id === bought.itemId)?.discrepancyReportable
    }
    const { until } = (await window()) as { until: string }
    const end = endOfLocalDay(until, CHICAGO)
    await setTestClock(gateway, vendor.organizationId, new Date(end.getTime() - 1_000))
    expect(await window()).toEqual({ until, daysLeft: 0, open: true, ground: 'PURCHASE' })
    const { id } = await reports(vendor.client, reportOf(bought))
    expect((await attempt(vendor.client, 'withdrawDiscrepancy', { discrepancyId: id })).codes).toEqual([])
    await setTestClock(gateway, vendor.organizationId, end)
    expect(await window()).toEqual({ until, daysLeft: 0, open: false, ground: 'PURCHASE' })
    const late = await leavingNoTrace(gateway, () => tryToReport(vendor.client, reportOf(bought)))
    expect(late.userErrors).toMatchObject([
      { code: 'DISCREPANCY_WINDOW_CLOSED', field: ['orderItemId'], message: expect.stringContaining(until) },
    ])
  })

  test('is accepted again for 180 days after a notice about the monitored clinician, in the document of the notice', async () => {
    await monitor(vendor, clinicianId)
    const later = (days: number) => new Date(gateway.clock.now().getTime() + days * 86_400_000)
    await setTestClock(gateway, vendor.organizationId, later(100))
    const change = { organizationId: vendor.organizationId, clinicianId }
    const changed = await act<{ licenseStatus: string }>(
      vendor.client,
      'simulateClinicianChange',
      change,
      'licenseStatus',
    )
    await noticing(gateway)
    await setTestClock(gateway, vendor.organizationId, later(270))
    const selection = 'monitoringNotices { nodes { profile { documentNumber } } }'
    const { monitoringNotices } = await organizationOf<{
      monitoringNotices: { nodes: { profile: { documentNumber: string } }[] }
    }>(vendor.client, vendor.organizationId, selection)
    const documentNumber = monitoringNotices.nodes[0]?.profile.documentNumber
    const now = reportOf(bought, { documentNumber, says: changed.licenseStatus })
    const before = await tryToReport(vendor.client, { ...now, documentNumber: null })
    expect(before.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['says'] }])
    expect((await reports(vendor.client, now)).says).toBe(changed.licenseStatus)
    await setTestClock(gateway, vendor.organizationId, later(282))
    const late = await tryToReport(vendor.client, reportOf(bought))
    expect(late.userErrors).toMatchObject([{ code: 'DISCREPANCY_WINDOW_CLOSED' }])
  })

  test('is reported once with one key, and once about one thing, also at the same moment', async () => {
    const input = reportOf(bought)
    const twice = await Promise.all([tryToReport(vendor.client, input), tryToReport(vendor.client, input)])
    expect(new Set(twice.map(({ discrepancy }) => discrepancy?.id)).size).toBe(1)
    expect(twice.map(({ replayed }) => replayed).sort()).toEqual([false, true])
    const other = await leavingNoTrace(gateway, () => tryToReport(vendor.client, { ...input, why: 'Other words.' }))
    expect(other.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }])
    const again = await buys(vendor, clinicianId)
    const same = await leavingNoTrace(gateway, () => tryToReport(vendor.client, reportOf(again)))
    expect(same.userErrors).toMatchObject([
      { code: 'ALREADY_REPORTED', message: expect.stringContaining(twice[0]?.discrepancy?.number ?? '') },
    ])
    const missing = { path: null, says: null, shouldSay: 'WY, 99999' }
    expect(await reports(vendor.client, reportOf(again, missing))).toMatchObject({ path: null, element: null })
  })

  test.each<[string, object, string, string[]]>([
    ['of a section that was not bought', { section: 'NCCPA' }, 'INVALID_INPUT', ['section']],
    ['at no place', { path: '99.status' }, 'INVALID_INPUT', ['path']],
    ['of no field', { path: '0.color' }, 'INVALID_INPUT', ['path']],
    ['in other words than its own', { says: 'Purple' }, 'INVALID_INPUT', ['says']],
    ['without a reason', { why: ' ' }, 'INVALID_INPUT', ['why']],
    ['in another document', { documentNumber: 'PD-9999999999' }, 'NOT_FOUND', ['documentNumber']],
    ['with a file that is none', { evidenceUploadId: 'upl_1' }, 'NOT_FOUND', ['evidenceUploadId']],
    ['in half a character', { says: '\ud800' }, 'INVALID_INPUT', ['says']],
    ['of no line', { orderItemId: 'item_1' }, 'NOT_FOUND', ['orderItemId']],
    ['without a key', { idempotencyKey: '' }, 'INVALID_INPUT', ['idempotencyKey']],
  ])('%s is refused, and nothing is left of it', async (_, more, code, field) => {
    const answer = await leavingNoTrace(gateway, () => tryToReport(vendor.client, reportOf(bought, more)))
    expect(answer.userErrors).toMatchObject([{ code, field }])
  })

  test('takes evidence by its content, used once', async () => {
    const announced = { purpose: 'DISCREPANCY_EVIDENCE', fileName: 'x.png', contentType: 'image/png' } as const
    const { upload } = await createUpload(vendor, { bytes: PDF.length, ...announced })
    const refused = await sendFile(gateway, upload?.url ?? '', PDF, 'image/png')
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('a PDF document, not a PNG image'),
    ])
    const large = await createUpload(vendor, { bytes: 10_485_761, ...announced })
    expect(large.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['bytes'] }])
    const evidenceUploadId = await evidence()
    const { id } = await reports(vendor.client, reportOf(bought, { evidenceUploadId }))
    const again = await attempt(vendor.client, 'replyToDiscrepancy', {
      discrepancyId: id,
      message: 'More.',
      evidenceUploadId,
    })
    expect(again.codes).toEqual(['UPLOAD_UNUSABLE'])
    expect((await discrepancySeen(vendor.client, id))?.timeline).toHaveLength(1)
    const replies = `insert into discrepancy_events (discrepancy_id, kind, actor_kind, occurred_at, message)
      select $1, 'REPLIED', 'VENDOR', now(), 'More.' from generate_series(1, 100)`
    await rowsOf(gateway, replies, [id])
    const much = await attempt(vendor.client, 'replyToDiscrepancy', { discrepancyId: id, message: 'Yet more.' })
    expect(much.codes).toEqual(['LIMIT_REACHED'])
  })

  test('is found by name, order and number, stands where its profile does, and is nobody else’s', async () => {
    const { id, number } = await reports(vendor.client, reportOf(bought))
    const found = async (filter: string) => {
      const selection = `discrepancies(filter: {${filter}}) { nodes { id } }`
      const { discrepancies } = await organizationOf<{ discrepancies: { nodes: { id: string }[] } }>(
        vendor.client,
        vendor.organizationId,
        selection,
      )
      return discrepancies.nodes.map((one) => one.id)
    }
    const [name] = await rowsOf<{ last: string }>(gateway, 'select last_name as last from clinicians where id = $1', [
      clinicianId,
    ])
    for (const filter of [
      `lastName: "${name?.last}"`,
      `number: "${number}"`,
      `orderNumber: "${bought.orderNumber}"`,
      `orderItemId: "${bought.itemId}", states: [SUBMITTED]`,
    ]) {
      expect(await found(filter)).toEqual([id])
    }
    expect(await found('lastName: "Nobody"')).toEqual([])
    const listed = () => found('states: [SUBMITTED]')
    const statements = await gateway.countStatements(listed)
    await reports(vendor.client, reportOf(bought, { path: null, says: null }))
    expect(await gateway.countStatements(listed)).toBe(statements)
    const manager = `profileManager { nodes { openDiscrepancies { id } lastPurchase { openDiscrepancies { id } } } }`
    const { profileManager } = await organizationOf<{
      profileManager: { nodes: { openDiscrepancies: object[]; lastPurchase: { openDiscrepancies: object[] } }[] }
    }>(vendor.client, vendor.organizationId, manager)
    expect(profileManager.nodes[0]?.openDiscrepancies).toHaveLength(2)
    expect(profileManager.nodes[0]?.lastPurchase.openDiscrepancies).toHaveLength(2)

    const stranger = await gateway.vendor()
    expect(await discrepancySeen(stranger.client, id)).toBeNull()
    const foreign = reportOf(bought)
    expect((await tryToReport(stranger.client, foreign)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    const [unknown, theirs] = [`dsc_${'0'.repeat(26)}`, id]
    const counts: number[] = []
    for (const discrepancyId of [unknown, theirs]) {
      for (const mutation of ['withdrawDiscrepancy', 'deliverCorrectedProfile']) {
        expect((await attempt(stranger.client, mutation, { discrepancyId })).codes).toEqual(['NOT_FOUND'])
      }
      const withdraw = () => attempt(stranger.client, 'withdrawDiscrepancy', { discrepancyId })
      counts.push(await gateway.countStatements(withdraw))
    }
    expect(counts[0]).toBe(counts[1])
    const colleague = await anotherVendor(gateway, vendor)
    const withdraw = { discrepancyId: id }
    expect((await attempt(colleague.client, 'withdrawDiscrepancy', withdraw)).codes).toEqual(['FORBIDDEN'])
    const narrow = await anotherVendor(gateway, vendor, { grant: ['profiles:read'] })
    expect((await attempt(narrow.client, 'reportDiscrepancy', reportOf(bought))).codes).toEqual(['FORBIDDEN'])
    expect((await attempt(staff.client, 'reportDiscrepancy', reportOf(bought))).codes).toEqual(['FORBIDDEN'])
    expect((await attempt(vendor.client, 'takeDiscrepancy', { ...withdraw, reason })).codes).toEqual(['FORBIDDEN'])
    expect(
      (await attempt(vendor.client, 'withdrawDiscrepancy', withdraw, `discrepancy ${DISCREPANCY}`)).thing,
    ).toMatchObject({
      discrepancy: { state: 'WITHDRAWN' },
    })
  })
})

/** Has the organizations told of what has changed by now. */
async function noticing({ database, clock, gateway }: TestGateway): Promise<void> {
  const mail = new NoticeMail(gateway.jobs, clock, readConfig({}).publisher)
  const teller = new NoticeTeller(database, clock, gateway.jobs, mail, () => undefined, pino({ level: 'silent' }))
  await noticeChanges(database, clock, teller)({}, new AbortController().signal)
}
