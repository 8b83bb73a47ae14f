import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { MailServer, type ReceivedMail } from '../testkit/mail-server.js'
import { clinicianWith, initialAppointment, orderOf, place } from '../testkit/order-acts.js'
import { attempt, organizationOf } from '../testkit/organization-acts.js'
import { person, type TestPerson } from '../testkit/people.js'
import { readPdf } from '../testkit/read-pdf.js'
import { runModule, samplesOf } from '../testkit/sample.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { endpointAt } from '../testkit/webhook-acts.js'
import { SendDailyReceipts } from './daily-receipt.job.js'

const DAY = '2027-03-03'

let mail: MailServer
let gateway: TestGateway
let vendor: TestVendor
let administrator: TestPerson
let payer: TestPerson

beforeAll(async () => {
  mail = await MailServer.start()
  gateway = await startTestGateway({ environment: { SMTP_URL: mail.url } })
  gateway.clock.advanceTo(new Date(`${DAY}T18:00:00Z`))
  vendor = await gateway.vendor()
  // Nothing is sent to a disabled endpoint, but written down for a replay.
  const { id: endpointId } = await endpointAt(vendor, 'https://hooks.example/receipts', { types: ['receipt.sent'] })
  await attempt(vendor.client, 'disableWebhookEndpoint', { endpointId })
  await place(vendor.client, orderOf(vendor, initialAppointment(await clinicianWith(gateway, FULL_PHYSICIAN_NPI))))
  gateway.clock.advanceTo(new Date('2027-03-04T12:00:00Z'))
  const { organizationId } = vendor
  administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
  payer = await person(gateway, { organizationId, email: 'payer@hospital.example', fullName: 'Petra Payer' })
  await gateway.database.transaction((tx) => gateway.gateway.jobs.add(tx, SendDailyReceipts, {}))
  await arrived(1)
})
afterAll(async () => {
  await gateway.stop()
  await mail.close()
})

const ofReceipts = () => mail.received.filter((each) => each.mail.subject?.includes('Daily receipt summary'))
const arrived = (count: number) =>
  eventually(
    async () => ofReceipts(),
    (received) => received.length >= count,
  )
const file = (received: ReceivedMail | undefined, ending: string) =>
  received?.mail.attachments.find(({ filename }) => filename?.endsWith(ending))

describe('the e-mail of a receipt', () => {
  test('brings the receipt as a PDF that says the same', async () => {
    const pdf = file(ofReceipts()[0], '.pdf')
    expect(pdf).toMatchObject({ filename: `daily-receipt-${DAY}.pdf`, contentType: 'application/pdf' })
    expect(pdf?.content.includes('/ETSI.CAdES.detached')).toBe(true)
    const text = (await readPdf(pdf?.content ?? Buffer.alloc(0))).text
    expect(text).toContain('Daily receipt summary')
    expect(text).toContain('$41.00')
  })

  test('brings it as data, signed by the certificate of documents', async () => {
    const jws = String(file(ofReceipts()[0], '.jws')?.content)
    // As the documentation says that it is done.
    const [sample = ''] = samplesOf('receipts.md', 'js')
    const check = sample
      .replace('https://gateway.example', gateway.url)
      .replace('const pem', 'const jws = process.argv[2]\n$&')
    const run = async (given: string) => await runModule(`${check}\nconsole.log(JSON.stringify(receipt))`, [given])
    const said = JSON.parse(await run(jws))
    const [ledger] = await rowsOf<{ cents: number }>(
      gateway,
      `select sum(amount_cents)::int as cents from ledger_entries where book = 'REVENUE'`,
    )
    expect(said).toMatchObject({ day: DAY, currency: 'USD', mode: 'TEST', totalCents: ledger?.cents, refundedCents: 0 })
    const [head = '', , signature = ''] = jws.split('.')
    const other = Buffer.from(JSON.stringify({ ...said, totalCents: 0 })).toString('base64url')
    await expect(run(`${head}.${other}.${signature}`)).rejects.toThrow('signature verification failed')
  })
})

const resend = (client = vendor.client, more: Record<string, unknown> = {}) =>
  attempt<{ replayed: boolean; email: { recipientCount: number } }>(
    client,
    'resendDailyReceipt',
    { organizationId: vendor.organizationId, day: DAY, idempotencyKey: 'again-1', ...more },
    'replayed dailyReceipt { id net { cents } } email { status recipientCount }',
  )
const choose = (client = administrator.client, more: Record<string, unknown> = {}) =>
  attempt<{ recipients: { email: string }[] }>(
    client,
    'setReceiptRecipients',
    { organizationId: vendor.organizationId, userIds: [payer.userId], ...more },
    'recipients { email }',
  )

test('is told to the software whose orders are on it', async () => {
  const [event] = await rowsOf(
    gateway,
    `select vendor_id, data from webhook_events where type = 'receipt.sent' and vendor_id is not null`,
  )
  const data = { organizationId: vendor.organizationId, day: DAY, dailyReceiptId: expect.stringMatching(/^rcpt_/) }
  expect(event).toEqual({ vendor_id: vendor.vendorId, data })
})

describe('a receipt that is sent again', () => {
  test('goes once to those who are the recipients now, with the same documents, and says that it is a copy', async () => {
    expect(await choose()).toMatchObject({ codes: [], thing: { recipients: [{ email: payer.email }] } })
    expect(await resend()).toMatchObject({ codes: [], thing: { replayed: false, email: { recipientCount: 2 } } })
    expect(await resend()).toMatchObject({ codes: [], thing: { replayed: true, email: { recipientCount: 2 } } })
    const [first, copy] = await arrived(2)
    expect(copy?.mail.subject).toBe(`[Test] Copy: ${first?.mail.subject?.slice('[Test] '.length)}`)
    expect(copy?.envelopeTo).toContain(payer.email)
    for (const ending of ['.pdf', '.jws']) {
      expect(file(copy, ending)?.content.equals(file(first, ending)?.content ?? Buffer.alloc(0))).toBe(true)
    }
    const audit = await rowsOf<{ action: string }>(
      gateway,
      `select action from audit_events where action like '%RECEIPT%' and actor_kind <> 'SYSTEM' order by id`,
    )
    expect(audit.map(({ action }) => action)).toEqual([
      'RECEIPT_RECIPIENTS_CHANGED',
      'DAILY_RECEIPT_RESENT',
      'DAILY_RECEIPT_READ',
    ])
  })

  test('is no second one when two ask at once with one key', async () => {
    const both = await Promise.all([1, 2].map(() => resend(payer.client, { idempotencyKey: 'at once' })))
    expect(both.map(({ thing }) => thing.replayed).sort()).toEqual([false, true])
    expect(await rowsOf(gateway, 'select 1 from daily_receipt_copies')).toHaveLength(2)
  })

  test('must be there, for whoever asks: foreign and unknown are alike', async () => {
    const stranger = await gateway.vendor()
    const unknown = { organizationId: 'org_00000000000000000000000000' }
    const counts = { foreign: [] as number[], unknown: [] as number[] }
    // What the gateway does by itself meanwhile is counted, too: the least of some tries is the call's own.
    for (let round = 0; round < 4; round++) {
      const answers: unknown[] = []
      counts.foreign.push(await gateway.countStatements(async () => answers.push(await resend(stranger.client))))
      counts.unknown.push(
        await gateway.countStatements(async () => answers.push(await resend(stranger.client, unknown))),
      )
      expect(answers).toMatchObject([{ codes: ['NOT_FOUND'] }, { codes: ['NOT_FOUND'] }])
    }
    expect(Math.min(...counts.foreign)).toBe(Math.min(...counts.unknown))
    expect(await resend(undefined, { day: '2027-03-02' })).toMatchObject({ codes: ['NOT_FOUND'], fields: [['day']] })
    expect((await resend(undefined, { idempotencyKey: '' })).codes).toEqual(['INVALID_INPUT'])
  })

  test('is limited', async () => {
    const codes = []
    for (let call = 0; call < 21; call++) codes.push(...(await resend(administrator.client)).codes)
    expect(codes).toEqual(['RATE_LIMITED'])
  })
})

describe('the recipients', () => {
  test('are people of the organization, chosen by its administrators', async () => {
    const stranger = await person(gateway)
    const many = Array.from({ length: 21 }, (_, index) => `usr_${index}`)
    expect(await choose(undefined, { userIds: [payer.userId, stranger.userId] })).toMatchObject({
      codes: ['NOT_FOUND'],
      fields: [['userIds', '1']],
    })
    expect((await choose(undefined, { userIds: many })).codes).toEqual(['INVALID_INPUT'])
    expect((await choose(payer.client)).codes).toEqual(['FORBIDDEN'])
    expect((await choose(stranger.client)).codes).toEqual(['NOT_FOUND'])
    expect(await recipients()).toEqual([payer.email])
  })

  test('are none any more once they leave', async () => {
    const input = { organizationId: vendor.organizationId, userId: payer.userId }
    expect((await attempt(administrator.client, 'removeUser', input)).codes).toEqual([])
    expect(await recipients()).toEqual([])
  })
})

async function recipients(): Promise<string[]> {
  const { receiptRecipients } = await organizationOf<{ receiptRecipients: { email: string }[] }>(
    administrator.client,
    vendor.organizationId,
    'receiptRecipients { email }',
  )
  return receiptRecipients.map(({ email }) => email)
}
