import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { newId } from '../kernel/ids.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { DepositScene } from '../testkit/deposit-scene.js'
import { person } from '../testkit/people.js'
import { auditOf, look, refusalsOfOthers } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('a deposit', () => {
  let gateway: TestGateway
  let scene: DepositScene
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    scene = await DepositScene.of(gateway)
  })
  afterAll(() => gateway.stop())

  test('that staff record is in the ledger, in the list and in the audit trail', async () => {
    const { organizationId } = await gateway.vendor({ depositCents: 1_000 })
    const { deposit, replayed, userErrors } = await scene.record(
      scene.depositOf(organizationId, { reference: '  Check\n1001 ' }),
    )
    expect({ replayed, userErrors }).toEqual({ replayed: false, userErrors: [] })
    expect(deposit).toMatchObject({
      reference: 'Check 1001',
      recordedBy: 'Sam Staff',
      amount: { cents: 250_000, currency: 'USD' },
      balanceAfter: { cents: 251_000 },
      organization: { id: organizationId },
    })
    expect((await scene.ledgerOf(organizationId)).at(-1)).toEqual({
      kind: 'DEPOSIT',
      cents: 250_000,
      description: 'Deposit Check 1001',
    })
    const [audited] = await auditOf(gateway, 'DEPOSIT_RECORDED')
    expect(audited).toEqual({
      actorId: scene.staff.userId,
      organizationId,
      subjectIds: [deposit?.id],
      reason: 'check came by mail',
    })
    const { deposits } = await look<{ deposits: { nodes: { id: string }[] } }>(
      scene.staff.client,
      `deposits(organizationId: "${organizationId}") { nodes { id } }`,
    )
    expect(deposits.nodes).toEqual([{ id: deposit?.id }])
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
    expect(metrics).toMatch(/gateway_deposits_total\{mode="TEST"\} [1-9]/)
  })

  test('opens an account in US dollars for an organization that has none, also when two come at once', async () => {
    const organizationId = await scene.withoutAccount()
    const answers = await Promise.all([1, 2].map(() => scene.record(scene.depositOf(organizationId))))
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([])
    expect(answers.map(({ deposit }) => deposit?.balanceAfter.cents).sort()).toEqual([250_000, 500_000])
    expect(answers[0]?.deposit?.amount.currency).toBe('USD')
  })

  test.each([
    [{ amountCents: 0 }, 'INVALID_INPUT amountCents'],
    [{ amountCents: -1 }, 'INVALID_INPUT amountCents'],
    [{ amountCents: 100_000_001 }, 'INVALID_INPUT amountCents'],
    [{ reference: ' ' }, 'INVALID_INPUT reference'],
    [{ reference: 'x'.repeat(101) }, 'INVALID_INPUT reference'],
    [{ idempotencyKey: '' }, 'INVALID_INPUT idempotencyKey'],
    [{ idempotencyKey: 'k'.repeat(256) }, 'INVALID_INPUT idempotencyKey'],
    [{ reason: ' ' }, 'INVALID_INPUT reason'],
  ])('with %p is refused', async (wrong, expected) => {
    const { organizationId } = await gateway.vendor()
    await leavingNoTrace(gateway, async () => {
      expect(await scene.problems(scene.depositOf(organizationId, wrong))).toEqual([expected])
    })
  })

  test('of the largest amount is taken', async () => {
    const { organizationId } = await gateway.vendor()
    expect(await scene.problems(scene.depositOf(organizationId, { amountCents: 100_000_000 }))).toEqual([])
  })

  test('for an organization of the other mode is refused like one for none, at the same cost', async () => {
    const live = await scene.withoutAccount('LIVE')
    const messages: string[] = []
    const costs: number[] = []
    for (const id of [live, newId('organization')]) {
      costs.push(
        await gateway.countStatements(async () => {
          const { userErrors } = await scene.record(scene.depositOf(id))
          expect(userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND'])
          messages.push(userErrors[0]?.message.replace(id, 'ID') ?? '')
        }),
      )
    }
    expect(messages[0]).toBe(messages[1])
    expect(costs[0]).toBe(costs[1])
    const inLive = await person(gateway, { staff: true, mode: 'LIVE' })
    expect((await scene.record(scene.depositOf(live), inLive)).deposit?.organization.id).toBe(live)
  })

  test('is for staff only', async () => {
    const { organizationId } = await gateway.vendor()
    const input = scene.depositOf(organizationId)
    expect(await refusalsOfOthers(gateway, 'recordDeposit', input)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ])
    expect((await scene.record(input)).replayed).toBe(false)
  })

  test('that was recorded cannot be changed or taken away', async () => {
    for (const sql of [`update deposits set reference = 'x'`, 'delete from deposits', 'truncate deposits']) {
      await expect(rowsOf(gateway, sql)).rejects.toThrow('append-only')
    }
  })

  test('list is walked page by page, at a cost that does not grow with it', async () => {
    const { organizationId } = await gateway.vendor()
    for (let n = 0; n < 5; n++) await scene.record(scene.depositOf(organizationId))
    const page = (first: number, after: string | null) =>
      look<{ deposits: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }>(
        scene.staff.client,
        `deposits(organizationId: "${organizationId}", first: ${first}, after: ${JSON.stringify(after)}) {
           nodes { id amount { cents } organization { name } } pageInfo { endCursor hasNextPage } }`,
      )
    const seen: string[] = []
    let after: string | null = null
    for (let hasNext = true; hasNext; ) {
      const { deposits } = await page(2, after)
      seen.push(...deposits.nodes.map(({ id }) => id))
      after = deposits.pageInfo.endCursor
      hasNext = deposits.pageInfo.hasNextPage
    }
    expect(new Set(seen).size).toBe(5)
    expect(seen).toEqual([...seen].sort().reverse())
    const one = await gateway.countStatements(() => page(1, null))
    const all = await gateway.countStatements(() => page(100, null))
    expect(all).toBe(one)
    const foreign = await look<{ deposits: { nodes: unknown[] } }>(
      (await person(gateway, { staff: true, mode: 'LIVE' })).client,
      `deposits(organizationId: "${organizationId}") { nodes { id } }`,
    )
    expect(foreign.deposits.nodes).toEqual([])
  })
})
