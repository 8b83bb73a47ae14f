import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { DEPOSIT, DepositScene } from '../testkit/deposit-scene.js'
import { tryToAct } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('a deposit', () => {
  let gateway: TestGateway
  let scene: DepositScene
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    scene = await DepositScene.of(gateway)
  })
  afterAll(() => gateway.stop())

  test('is recorded once however often it is sent, and the first answer comes again', async () => {
    const { organizationId } = await gateway.vendor({ depositCents: 1_000 })
    const input = scene.depositOf(organizationId)
    const first = await scene.record(input)
    await scene.record(scene.depositOf(organizationId))
    const again = await leavingNoTrace(gateway, () => scene.record(input))
    expect(again).toEqual({ ...first, replayed: true })
  })

  test('is recorded once when the same call comes ten times at once', async () => {
    const { organizationId } = await gateway.vendor({ depositCents: 1_000 })
    const input = scene.depositOf(organizationId)
    const answers = await Promise.all(Array.from({ length: 10 }, () => scene.record(input)))
    expect(new Set(answers.map(({ deposit }) => deposit?.id)).size).toBe(1)
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(await scene.ledgerOf(organizationId)).toHaveLength(2)
  })

  test('is recorded for one organization when one key comes for several at once', async () => {
    const organizationIds = await Promise.all([1, 2, 3, 4].map(async () => (await gateway.vendor()).organizationId))
    const input = scene.depositOf('')
    const answers = await Promise.all(
      organizationIds.map((organizationId) => scene.record({ ...input, organizationId })),
    )
    expect(answers.filter(({ deposit }) => deposit !== null)).toHaveLength(1)
    const refused = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))
    expect(refused).toEqual(Array(3).fill('IDEMPOTENCY_KEY_REUSED'))
  })

  test('is refused when its key was used for another', async () => {
    const { organizationId } = await gateway.vendor()
    const input = scene.depositOf(organizationId)
    await scene.record(input)
    const others = [
      { ...input, amountCents: 250_001 },
      { ...input, reference: 'Check 1002' },
      { ...input, reason: 'another reason' },
      { ...input, organizationId: (await gateway.vendor()).organizationId },
    ]
    await leavingNoTrace(gateway, async () => {
      for (const other of others) expect(await scene.problems(other)).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey'])
    })
  })

  test.each(['accounts', 'ledger_entries', 'deposits', 'audit_events'])(
    'leaves nothing behind when %s cannot be written, and works when sent again',
    async (table) => {
      const organizationId = await scene.withoutAccount()
      const input = scene.depositOf(organizationId)
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
        const answer = await leavingNoTrace(gateway, () =>
          tryToAct(scene.staff.client, 'recordDeposit', input, DEPOSIT),
        )
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
      expect(await scene.record(input)).toMatchObject({
        replayed: false,
        deposit: { balanceAfter: { cents: 250_000 } },
      })
    },
  )
})
