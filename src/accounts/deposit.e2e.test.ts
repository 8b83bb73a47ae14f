import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { newId } from '../kernel/ids.js'
import { createOrganization } from '../organizations/organization.service.js'
import { codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { person, type TestPerson } from '../testkit/people.js'
import { act, auditOf, look, refusalsOfOthers, tryToAct } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

interface Recorded {
  deposit: {
    id: string
    ledgerEntryId: string
    reference: string
    recordedBy: string
    amount: { cents: number; currency: string }
    balanceAfter: { cents: number }
    organization: { id: string }
  } | null
  replayed: boolean
}

const DEPOSIT = `replayed deposit { id ledgerEntryId reference recordedBy amount { cents currency }
  balanceAfter { cents } organization { id } }`

describe('a deposit', () => {
  let gateway: TestGateway
  let staff: TestPerson
  let keys = 0
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true, fullName: 'Sam Staff' })
  })
  afterAll(() => gateway.stop())

  function depositOf(organizationId: string, more: Record<string, unknown> = {}) {
    keys++
    return {
      organizationId,
      amountCents: 250_000,
      reference: 'Check 1001',
      idempotencyKey: `deposit-${keys}`,
      reason: 'check came by mail',
      ...more,
    }
  }

  const record = (input: Record<string, unknown>, by = staff) =>
    act<Recorded>(by.client, 'recordDeposit', input, DEPOSIT)
  const codes = async (input: Record<string, unknown>) =>
    (await record(input)).userErrors.map(({ code, field }) => `${code} ${field.join('.')}`)

  async function ledgerOf(organizationId: string): Promise<{ kind: string; cents: number; description: string }[]> {
    return await rowsOf(
      gateway,
      `select e.kind, e.amount_cents::int as cents, e.description from ledger_entries e join accounts a on a.id = e.account_id
        where a.organization_id = $1 order by e.sequence`,
      [organizationId],
    )
  }

  /** An organization for which nobody has opened an account yet. */
  async function withoutAccount(mode: 'TEST' | 'LIVE' = 'TEST'): Promise<string> {
    keys++
    const administrator = { email: `no-account-${keys}@hospital.example`, fullName: 'Ada Sandbox' }
    const wanted = { mode, name: 'Fictional Clinic', timeZone: 'America/Chicago' }
    const { organization } = await gateway.database.transaction((tx) =>
      createOrganization(tx, gateway.clock, {
        ...wanted,
        administrator: { ...administrator, roles: ['ORGANIZATION_ADMINISTRATOR'] },
      }),
    )
    return organization.id
  }

  test('that staff record is in the ledger, in the list and in the audit trail', async () => {
    const { organizationId } = await gateway.vendor({ depositCents: 1_000 })
    const { deposit, replayed, userErrors } = await record(depositOf(organizationId, { reference: '  Check\n1001 ' }))
    expect({ replayed, userErrors }).toEqual({ replayed: false, userErrors: [] })
    expect(deposit).toMatchObject({
      reference: 'Check 1001',
      recordedBy: 'Sam Staff',
      amount: { cents: 250_000, currency: 'USD' },
      balanceAfter: { cents: 251_000 },
      organization: { id: organizationId },
    })
    expect((await ledgerOf(organizationId)).at(-1)).toEqual({
      kind: 'DEPOSIT',
      cents: 250_000,
      description: 'Deposit Check 1001',
    })
    const [audited] = await auditOf(gateway, 'DEPOSIT_RECORDED')
    expect(audited).toEqual({
      actorId: staff.userId,
      organizationId,
      subjectIds: [deposit?.id],
      reason: 'check came by mail',
    })
    const { deposits } = await look<{ deposits: { nodes: { id: string }[] } }>(
      staff.client,
      `deposits(organizationId: "${organizationId}") { nodes { id } }`,
    )
    expect(deposits.nodes).toEqual([{ id: deposit?.id }])
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
    expect(metrics).toMatch(/gateway_deposits_total\{mode="TEST"\} [1-9]/)
  })

  test('opens an account in US dollars for an organization that has none, also when two come at once', async () => {
    const organizationId = await withoutAccount()
    const answers = await Promise.all([1, 2].map(() => record(depositOf(organizationId))))
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([])
    expect(answers.map(({ deposit }) => deposit?.balanceAfter.cents).sort()).toEqual([250_000, 500_000])
    expect(answers[0]?.deposit?.amount.currency).toBe('USD')
  })

  test('is recorded once however often it is sent, and the first answer comes again', async () => {
    const { organizationId } = await gateway.vendor({ depositCents: 1_000 })
    const input = depositOf(organizationId)
    const first = await record(input)
    await record(depositOf(organizationId))
    const again = await leavingNoTrace(gateway, () => record(input))
    expect(again).toEqual({ ...first, replayed: true })
  })

  test('is recorded once when the same call comes ten times at once', async () => {
    const { organizationId } = await gateway.vendor({ depositCents: 1_000 })
    const input = depositOf(organizationId)
    const answers = await Promise.all(Array.from({ length: 10 }, () => record(input)))
    expect(new Set(answers.map(({ deposit }) => deposit?.id)).size).toBe(1)
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(await ledgerOf(organizationId)).toHaveLength(2)
  })

  test('is recorded for one organization when one key comes for several at once', async () => {
    const organizationIds = await Promise.all([1, 2, 3, 4].map(async () => (await gateway.vendor()).organizationId))
    const input = depositOf('')
    const answers = await Promise.all(organizationIds.map((organizationId) => record({ ...input, organizationId })))
    expect(answers.filter(({ deposit }) => deposit !== null)).toHaveLength(1)
    const refused = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))
    expect(refused).toEqual(Array(3).fill('IDEMPOTENCY_KEY_REUSED'))
  })

  test('is refused when its key was used for another', async () => {
    const { organizationId } = await gateway.vendor()
    const input = depositOf(organizationId)
    await record(input)
    const others = [
      { ...input, amountCents: 250_001 },
      { ...input, reference: 'Check 1002' },
      { ...input, reason: 'another reason' },
      { ...input, organizationId: (await gateway.vendor()).organizationId },
    ]
    await leavingNoTrace(gateway, async () => {
      for (const other of others) expect(await codes(other)).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey'])
    })
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
      expect(await codes(depositOf(organizationId, wrong))).toEqual([expected])
    })
  })

  test('of the largest amount is taken', async () => {
    const { organizationId } = await gateway.vendor()
    expect(await codes(depositOf(organizationId, { amountCents: 100_000_000 }))).toEqual([])
  })

  test('for an organization of the other mode is refused like one for none, at the same cost', async () => {
    const live = await withoutAccount('LIVE')
    const messages: string[] = []
    const costs: number[] = []
    for (const id of [live, newId('organization')]) {
      costs.push(
        await gateway.countStatements(async () => {
          const { userErrors } = await record(depositOf(id))
          expect(userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND'])
          messages.push(userErrors[0]?.message.replace(id, 'ID') ?? '')
        }),
      )
    }
    expect(messages[0]).toBe(messages[1])
    expect(costs[0]).toBe(costs[1])
    const inLive = await person(gateway, { staff: true, mode: 'LIVE' })
    expect((await record(depositOf(live), inLive)).deposit?.organization.id).toBe(live)
  })

  test('is for staff only', async () => {
    const { organizationId } = await gateway.vendor()
    const input = depositOf(organizationId)
    expect(await refusalsOfOthers(gateway, 'recordDeposit', input)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ])
    expect((await record(input)).replayed).toBe(false)
  })

  test.each(['accounts', 'ledger_entries', 'deposits', 'audit_events'])(
    'leaves nothing behind when %s cannot be written, and works when sent again',
    async (table) => {
      const organizationId = await withoutAccount()
      const input = depositOf(organizationId)
      await rowsOf(
        gateway,
        `create or replace function break_down() returns trigger language plpgsql as
           $$ begin raise exception 'secret of the database'; end $$`,
      )
      // Only the audit row of the deposit: denials are written down by others.
      const when = table === 'audit_events' ? `when (new.action = 'DEPOSIT_RECORDED')` : ''
      await rowsOf(
        gateway,
        `create trigger broken after insert on ${table} for each row ${when} execute function break_down()`,
      )
      try {
        const answer = await leavingNoTrace(gateway, () => tryToAct(staff.client, 'recordDeposit', input, DEPOSIT))
        expect(codesOf(answer)).toEqual(['INTERNAL'])
        expect(JSON.stringify(answer)).not.toContain('secret')
        expect(await rowsOf(gateway, 'select id from accounts where organization_id = $1', [organizationId])).toEqual(
          [],
        )
        expect(await rowsOf(gateway, 'select id from deposits where organization_id = $1', [organizationId])).toEqual(
          [],
        )
      } finally {
        await rowsOf(gateway, `drop trigger broken on ${table}`)
      }
      expect(await record(input)).toMatchObject({ replayed: false, deposit: { balanceAfter: { cents: 250_000 } } })
    },
  )

  test('that was recorded cannot be changed or taken away', async () => {
    for (const sql of [`update deposits set reference = 'x'`, 'delete from deposits', 'truncate deposits']) {
      await expect(rowsOf(gateway, sql)).rejects.toThrow('append-only')
    }
  })

  test('list is walked page by page, at a cost that does not grow with it', async () => {
    const { organizationId } = await gateway.vendor()
    for (let n = 0; n < 5; n++) await record(depositOf(organizationId))
    const page = (first: number, after: string | null) =>
      look<{ deposits: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }>(
        staff.client,
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
