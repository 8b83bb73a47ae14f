import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { accountBalances } from '../accounts/account.queries.js'
import { deposit } from '../accounts/account.service.js'
import type { GatewayClient } from '../client/gateway-client.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { addPhysicians, initialAppointment, orderOf, place, revokeGrant } from '../testkit/order-acts.js'
import { person } from '../testkit/people.js'
import { readPdf, readSequences } from '../testkit/read-pdf.js'
import { everyElement, PdfObjects } from '../testkit/read-structure.js'
import { FILE, toldOf } from '../testkit/run-program.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

interface LinkPayload {
  link: { url: string; expiresAt: string } | null
  userErrors: { code: string; field: string[]; message: string }[]
}
interface Receipt {
  number: string
  issuedTo: string
  purchaseOrderNumber: string | null
  lines: { clinicianName: string; vendorReference: string | null; amount: { cents: number } }[]
}

describe('the documents of an account', () => {
  let gateway: TestGateway
  let physicians: string[]
  let vendor: TestVendor
  let month: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physicians = await addPhysicians(gateway, 3)
    vendor = await gateway.vendor({ depositCents: 50_000, organizationName: 'Fictional Žďár Hospital' })
    const items = physicians.map((id, index) => initialAppointment(id, { vendorReference: `REF-${index}` }))
    await place(vendor.client, { ...orderOf(vendor, ...items), purchaseOrderNumber: '=4711' })
    const [account] = await accountBalances(gateway.database, [vendor.organizationId])
    await gateway.database.transaction((tx) => deposit(tx, gateway.clock, account?.id ?? '', 7, '=Formula(1)'))
    const now = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(gateway.clock.now())
    month = now.slice(0, 7)
  }, 120_000)
  afterAll(() => gateway.stop())

  const statement = async (client: GatewayClient, organizationId: string, format: string, ofMonth = month) => {
    const query = `mutation ($input: CreateStatementLinkInput!) {
      createStatementLink(input: $input) { link { url expiresAt } userErrors { code field message } } }`
    const input = { organizationId, month: ofMonth, format }
    return await ask<{ createStatementLink: LinkPayload }>(client, query, { input })
  }
  const receipt = async (client: GatewayClient, transactionId: string) => {
    const query = `mutation ($input: CreateReceiptLinkInput!) {
      createReceiptLink(input: $input) { link { url expiresAt } userErrors { code field message } } }`
    return await ask<{ createReceiptLink: LinkPayload }>(client, query, { input: { transactionId } })
  }
  const fetched = async (payload: LinkPayload | undefined) => {
    if (payload?.link == null) throw new Error(`expected a link, got ${JSON.stringify(payload)}`)
    const response = await gateway.download(payload.link.url)
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  const purchase = async () => {
    const [row] = await rowsOf<{ id: string; orderId: string }>(
      gateway,
      `select t.id, t.order_id as "orderId" from ledger_transactions t join accounts a on a.id = t.account_id
        where a.organization_id = $1 and t.kind = 'PURCHASE' order by t.sequence limit 1`,
      [vendor.organizationId],
    )
    if (row === undefined) throw new Error('something was bought')
    return row
  }
  const lastAudit = async (action: string) =>
    (
      await rowsOf<{ kind: string; ids: string[]; actor: string }>(
        gateway,
        `select subject_kind as kind, subject_ids as ids, actor_kind as actor from audit_events
          where action = $1 and organization_id = $2 order by id desc limit 1`,
        [action, vendor.organizationId],
      )
    )[0]

  test('a month as PDF: signed, tagged, archival, and all of it there', async () => {
    const { data } = await statement(vendor.client, vendor.organizationId, 'PDF')
    expect(await lastAudit('ACCOUNT_LINK_CREATED')).toMatchObject({
      ids: ['STATEMENT_PDF', vendor.organizationId, month],
    })
    const { status, headers, bytes } = await fetched(data?.createStatementLink)
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'application/pdf',
      'no-store',
    ])
    expect(headers.get('content-disposition')).toBe(`attachment; filename="account-activity-${month}.pdf"`)
    expect(await toldOf(bytes, 'pdfsig', FILE)).toContain('Signature is Valid')
    expect(await toldOf(bytes, 'qpdf', '--check', FILE)).toContain('No syntax or stream encoding errors')
    const pdf = await readPdf(bytes)
    for (const text of [
      'Fictional Žďár Hospital',
      'Opening balance $0.00',
      '-$123.00',
      '$377.00',
      '=Formula(1)',
      'Purchase order =4711',
      'Pending',
    ]) {
      expect(pdf.text).toContain(text)
    }
    expect(pdf.xmp).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(pdf.bookmarks.map(({ title }) => title)).toEqual([
      '1 Transactions',
      '2 Buyers',
      '3 Payment methods',
      '4 Notices',
    ])
    const elements = everyElement((await PdfObjects.read(bytes)).structure)
    const marked = elements.reduce((sum, element) => sum + element.marks.length, 0)
    const sequences = (await readSequences(bytes)).flat()
    expect(sequences.filter((sequence) => sequence.mcid !== null)).toHaveLength(marked)
    expect(elements.filter(({ kind }) => kind === 'Table')).toHaveLength(3)
    expect(await lastAudit('ACCOUNT_DOCUMENT_DOWNLOADED')).toMatchObject({ kind: 'account', actor: 'ANONYMOUS' })
  }, 90_000)

  test('a month as CSV, which says the same and is no formula to a spreadsheet', async () => {
    const { data } = await statement(vendor.client, vendor.organizationId, 'CSV')
    const { status, headers, bytes } = await fetched(data?.createStatementLink)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present'])
    const [columns = [], ...lines] = bytes
      .toString()
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','))
    const rows = lines.map((line) => Object.fromEntries(columns.map((column, index) => [column, line[index]])))
    expect(rows.map((row) => [row['kind'], row['amount'], row['balance_after'], row['profiles']])).toEqual([
      ['OPENING_BALANCE', '', '0.00', ''],
      ['DEPOSIT', '500.00', '500.00', '0'],
      ['PURCHASE', '-123.00', '377.00', '3'],
      ['DEPOSIT', '0.07', '377.07', '0'],
      ['ENDING_BALANCE', '', '377.07', ''],
    ])
    expect(rows[3]?.['description']).toBe("'=Formula(1)")
    expect(rows[2]?.['purchase_order_number']).toBe("'=4711")
  })

  test('a receipt names what was bought, as data and as PDF, and whoever read it is written down', async () => {
    const { id, orderId } = await purchase()
    const query = `query ($organizationId: ID!, $id: ID!, $number: String!) {
      organization(id: $organizationId) { accountTransaction(id: $id) {
        receipt { number issuedTo purchaseOrderNumber lines { clinicianName vendorReference amount { cents } } } } }
      order(organizationId: $organizationId, number: $number) { transactions { id kind } } }`
    const [order] = await rowsOf<{ number: string }>(
      gateway,
      `select 'PO-' || lpad(number::text, 10, '0') as number from orders where id = $1`,
      [orderId],
    )
    const { data } = await ask<{
      organization: { accountTransaction: { receipt: Receipt } }
      order: { transactions: unknown[] }
    }>(vendor.client, query, { organizationId: vendor.organizationId, id, number: order?.number })
    expect(data?.order.transactions).toEqual([{ id, kind: 'PURCHASE' }])
    const found = data?.organization.accountTransaction.receipt
    expect(found).toMatchObject({ number: id, issuedTo: 'Fictional Žďár Hospital' })
    expect(found?.lines.map((line) => [line.vendorReference, line.amount.cents])).toEqual([
      ['REF-0', 4100],
      ['REF-1', 4100],
      ['REF-2', 4100],
    ])
    const clinicians = expect.arrayContaining([id, ...physicians])
    expect(await lastAudit('TRANSACTION_RECEIPT_READ')).toMatchObject({ actor: 'VENDOR', ids: clinicians })
    const { bytes } = await fetched((await receipt(vendor.client, id)).data?.createReceiptLink)
    expect(await toldOf(bytes, 'pdfsig', FILE)).toContain('Signature is Valid')
    const { text } = await readPdf(bytes)
    for (const wanted of [id, order?.number ?? '', found?.lines[0]?.clinicianName ?? '', 'REF-2', '$123.00']) {
      expect(text).toContain(wanted)
    }
    expect(await lastAudit('ACCOUNT_DOCUMENT_DOWNLOADED')).toMatchObject({ kind: 'ledgerTransaction', ids: clinicians })
  }, 90_000)

  test('a receipt of a refund names what was paid back, and no more', async () => {
    const buyer = await person(gateway, { organizationId: vendor.organizationId, fullName: 'Ada Hubbuyer' })
    const items = physicians.map((id, index) =>
      initialAppointment(id, { vendorReference: `BACK-${index}`, allowDuplicate: true }),
    )
    const order = await place(buyer.client, orderOf(vendor, ...items))
    const staff = await person(gateway, { staff: true })
    const refund = `mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { userErrors { code message }
      order { transactions { kind profileCount buyer { name } amount { cents } receipt { lines { vendorReference } } } } } }`
    const input = { orderId: order.id, orderItemIds: [order.items[1]?.id], idempotencyKey: order.id, reason: 'wrong' }
    const { data, errors } = await ask<{ refundOrder: { order: unknown; userErrors: unknown[] } }>(
      staff.client,
      refund,
      { input },
    )
    expect([errors, data?.refundOrder.userErrors]).toEqual([[], []])
    const entry = (kind: string, profileCount: number, cents: number, references: string[]) => ({
      ...{ kind, profileCount, buyer: { name: 'Ada Hubbuyer' }, amount: { cents } },
      receipt: { lines: references.map((vendorReference) => ({ vendorReference })) },
    })
    expect(data?.refundOrder.order).toEqual({
      transactions: [
        entry('PURCHASE', 3, -12_300, ['BACK-0', 'BACK-1', 'BACK-2']),
        entry('REFUND', 1, 4100, ['BACK-1']),
      ],
    })
  })

  test('are for nobody else: foreign and unknown look alike, and leave no link behind', async () => {
    const stranger = await gateway.vendor()
    const { id } = await purchase()
    const unknown = { organization: 'org_00000000000000000000000000', transaction: 'ltx_00000000000000000000000000' }
    await leavingNoTrace(gateway, async () => {
      const answers = [
        (await statement(stranger.client, vendor.organizationId, 'PDF')).data?.createStatementLink,
        (await statement(stranger.client, unknown.organization, 'PDF')).data?.createStatementLink,
        (await receipt(stranger.client, id)).data?.createReceiptLink,
        (await receipt(stranger.client, unknown.transaction)).data?.createReceiptLink,
      ]
      expect(answers.map((payload) => [payload?.link, payload?.userErrors[0]?.code])).toEqual(
        answers.map(() => [null, 'NOT_FOUND']),
      )
    })
    const past = (await statement(vendor.client, vendor.organizationId, 'CSV', '2020-01')).data?.createStatementLink
    expect(past?.userErrors).toEqual([
      { code: 'INVALID_INPUT', field: ['month'], message: expect.stringContaining('got 2020-01') },
    ])
    const staff = await person(gateway, { staff: true })
    expect(codesOf(await receipt(staff.client, id))).toEqual(['FORBIDDEN'])
  })

  test('come with links that end: with the right to them, and with time', async () => {
    const other = await gateway.vendor()
    const { data } = await statement(other.client, other.organizationId, 'CSV')
    await revokeGrant(gateway, other)
    expect((await fetched(data?.createStatementLink)).status).toBe(404)
    const denied = await rowsOf(
      gateway,
      `select 1 from audit_events where action = 'ACCESS_DENIED' and organization_id = $1 and subject_ids[1] like '%account-documents%'`,
      [other.organizationId],
    )
    expect(denied).toHaveLength(1)
    const mine = (await statement(vendor.client, vendor.organizationId, 'CSV')).data?.createStatementLink
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 16 * 60_000))
    expect((await fetched(mine)).status).toBe(410)
    expect((await gateway.download('http://gateway.test/account-documents/nonsense')).status).toBe(404)
  })
})
