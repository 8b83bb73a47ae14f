import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { Registry } from 'prom-client'
import { ask } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { accountBalances } from './account.queries.js'
import { deposit } from './account.service.js'
import { LedgerPoster } from './ledger.poster.js'

describe('the nightly posting', () => {
  let gateway: TestGateway
  let workers: LedgerPoster[]
  const metrics = new Registry()
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    workers = [metrics, new Registry()].map((each) => new LedgerPoster(gateway.database, gateway.clock, each))
    gateway.clock.advanceTo(new Date('2027-02-02T12:00:00Z'))
  })
  afterAll(() => gateway.stop())

  /** As two processes do it. */
  const night = () => Promise.all(workers.map((worker) => worker.postDue()))
  const pay = async ({ organizationId }: TestVendor) => {
    const [account] = await accountBalances(gateway.database, [organizationId])
    await gateway.database.transaction((tx) => deposit(tx, gateway.clock, account?.id ?? '', 1, 'Check'))
  }
  /** Status of each entry, the oldest first. */
  const statusesOf = async ({ client, organizationId: id }: TestVendor) => {
    const { data } = await ask<{
      organization: { account: { entries: { nodes: { status: string; postedAt: string | null }[] } } }
    }>(client, 'query ($id: ID!) { organization(id: $id) { account { entries { nodes { status postedAt } } } } }', {
      id,
    })
    const nodes = data?.organization.account.entries.nodes ?? []
    for (const { status, postedAt } of nodes) expect(postedAt !== null).toBe(status === 'POSTED')
    return nodes.map(({ status }) => status).reverse()
  }

  test("comes when the organization's day is over, each in its time zone, and takes all that there is then", async () => {
    const chicago = await gateway.vendor({ timeZone: 'America/Chicago' })
    const auckland = await gateway.vendor({ timeZone: 'Pacific/Auckland' })
    await night()
    expect([await statusesOf(chicago), await statusesOf(auckland)]).toEqual([['PENDING'], ['PENDING']])
    // Some minutes past midnight in Auckland; then in Chicago.
    gateway.clock.advanceTo(new Date('2027-02-03T11:05:00Z'))
    await pay(auckland)
    await night()
    expect([await statusesOf(chicago), await statusesOf(auckland)]).toEqual([['POSTED'], ['POSTED', 'POSTED']])
    gateway.clock.advanceTo(new Date('2027-02-03T12:00:00Z'))
    await pay(chicago)
    gateway.clock.advanceTo(new Date('2027-02-04T05:55:00Z'))
    await night()
    expect(await statusesOf(chicago)).toEqual(['POSTED', 'PENDING'])
    gateway.clock.advanceTo(new Date('2027-02-04T06:01:00Z'))
    await night()
    expect(await statusesOf(chicago)).toEqual(['POSTED', 'POSTED'])
    expect(await rowsOf(gateway, 'select account_id from ledger_postings group by 1 having count(*) > 2')).toEqual([])
  })

  test('waits for no account in which money moves just then, and takes it when that is over', async () => {
    const [busy, idle] = [await gateway.vendor(), await gateway.vendor()]
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 25 * 3_600_000))
    const payer = new pg.Client({ connectionString: gateway.databaseUrl })
    await payer.connect()
    try {
      await payer.query('begin')
      await payer.query('select from accounts where organization_id = $1 for update', [busy.organizationId])
      const posted = night()
      await eventually(
        () => statusesOf(idle),
        ([status]) => status === 'POSTED',
      )
      expect(await statusesOf(busy)).toEqual(['PENDING'])
      await payer.query('commit')
      await posted
      expect(await statusesOf(busy)).toEqual(['POSTED'])
    } finally {
      await payer.end()
    }
  })

  test('waits for the end of no day that has 25 hours', async () => {
    gateway.clock.advanceTo(new Date('2027-11-07T05:10:00Z'))
    const vendor = await gateway.vendor()
    gateway.clock.advanceTo(new Date('2027-11-08T04:35:00Z'))
    await night()
    expect(await statusesOf(vendor)).toEqual(['PENDING'])
    const [, waited] = /^gateway_ledger_oldest_pending_seconds (\d+)/m.exec(await metrics.metrics()) ?? []
    expect(Math.floor(Number(waited) / 60)).toBe(23 * 60 + 25)
    gateway.clock.advanceTo(new Date('2027-11-08T04:45:00Z'))
    await workers[0]?.postDue(AbortSignal.abort())
    expect(await statusesOf(vendor)).toEqual(['PENDING'])
    await night()
    expect(await statusesOf(vendor)).toEqual(['POSTED'])
  })

  test.each([
    'update ledger_postings set through_sequence = 9',
    'delete from ledger_postings',
    'truncate ledger_postings',
  ])('is never changed: %s', async (statement) => {
    await expect(rowsOf(gateway, statement)).rejects.toThrow()
  })
})
