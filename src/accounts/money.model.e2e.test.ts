import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { DailyReceiptMaker } from '../receipts/daily-receipt.maker.js'
import { DailyReceiptService } from '../receipts/daily-receipt.service.js'
import { activityTroubles, booksExpected, booksFound, receiptedCents } from '../testkit/money-audit.js'
import { linearized, type MoneyAct, type MoneyState } from '../testkit/money-model.js'
import { MoneyWorld } from '../testkit/money-world.js'
import { addPhysicians } from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { LedgerPoster } from './ledger.poster.js'

/** What the model believes; commands replace it. */
interface Model {
  state: MoneyState
}

/** A world, and what looks at it after every command. */
interface Real {
  world: MoneyWorld
  night(): Promise<void>
  audit(state: MoneyState): Promise<void>
}

type Command = fc.AsyncCommand<Model, Real>

/** Several people do something in the same moment, some of them twice by the same key. */
class AtOnce implements Command {
  constructor(readonly acts: readonly { act: MoneyAct; copies: number }[]) {}
  check = () => true
  async run(model: Model, { world, audit }: Real): Promise<void> {
    const answered = await world.atOnce(model.state, this.acts)
    const state = linearized(model.state, answered)
    if (state === null) throw new Error(`in no order: ${JSON.stringify([model.state, answered])}`)
    model.state = state
    await audit(state)
  }
  toString = () => `at once ${JSON.stringify(this.acts)}`
}

/** Time passes, and two workers each post the ledger and make the receipts of the day. */
class Sleep implements Command {
  constructor(readonly hours: number) {}
  check = () => true
  async run(model: Model, { world, night, audit }: Real): Promise<void> {
    await world.sleep(this.hours)
    await night()
    await audit(model.state)
  }
  toString = () => `${this.hours} hours later`
}

/** Clients ask again for what was answered long ago. */
class AskAgain implements Command {
  check = () => true
  async run(model: Model, { world, audit }: Real): Promise<void> {
    expect(await world.askedAgain()).toEqual([])
    await audit(model.state)
  }
  toString = () => 'ask again'
}

const cents = fc.integer({ min: 1, max: 12_000 })
const anyAct: fc.Arbitrary<MoneyAct> = fc.oneof(
  fc.record({ act: fc.constantFrom('deposit', 'invoice'), cents }),
  fc.record({ act: fc.constant('adjust'), cents: cents.map((some) => (some % 3 === 0 ? some : -some)) }),
  fc.record({ act: fc.constant('transfer'), cents: fc.option(cents, { freq: 3 }) }),
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('order'),
      pay: fc.constantFrom('ACCOUNT_BALANCE', 'ACCOUNT_BALANCE', 'SUBSCRIPTION', 'CREDIT_CARD', 'DECLINED_CARD'),
      lines: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('refund'), order: fc.nat(9), what: fc.constantFrom('all', 'first line') }),
  },
)
const together = fc.array(fc.record({ act: anyAct, copies: fc.constantFrom(1, 1, 2) }), { minLength: 1, maxLength: 4 })
const commands = fc.commands<Model, Real, false>(
  [
    ...[1, 2, 3, 4].map(() => together.map((acts) => new AtOnce(acts))),
    fc.integer({ min: 1, max: 700 }).map((hours) => new Sleep(hours)),
    fc.constant(new AskAgain()),
  ],
  { maxCommands: 12, size: 'max' },
)

describe("an organization's money", () => {
  let gateway: TestGateway
  let physicians: string[]
  let night: () => Promise<void>
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physicians = await addPhysicians(gateway, 3)
    const { database, clock } = gateway
    const workers = [1, 2].map(() => {
      const maker = new DailyReceiptMaker(clock, gateway.gateway.jobs)
      const logger = pino({ level: 'silent' })
      const settings = { database, clock, logger, maker, graceMinutes: 5 }
      const receipts = new DailyReceiptService({ ...settings, metrics: new Registry() })
      return { receipts, posting: new LedgerPoster(database, clock, new Registry()) }
    })
    night = async () => {
      await Promise.all(workers.flatMap(({ receipts, posting }) => [receipts.sendDue(), posting.postDue()]))
      // The accounts of which a receipt was made in that moment were left for the next time.
      await workers[0]?.posting.postDue()
    }
  })
  afterAll(() => gateway.stop())

  /** A world with so much money, and the model of it. */
  const begin = async (balance: number): Promise<{ model: Model; real: Real }> => {
    const world = await MoneyWorld.start(gateway, physicians, balance)
    const { vendor } = world
    const audit = async (state: MoneyState) => {
      expect(await booksFound(gateway, vendor.organizationId)).toEqual(booksExpected(state))
      expect(await activityTroubles(gateway, vendor)).toEqual([])
    }
    const nightOf = async () => {
      await night()
      const { ledger, receipts } = await receiptedCents(gateway, vendor.organizationId)
      expect(receipts).toBe(ledger)
    }
    return {
      model: { state: { balance, used: 0, paid: 0, orders: new Map() } },
      real: { world, night: nightOf, audit },
    }
  }

  test('is as if one thing had been done after the other, whatever is done at once, repeated or slept over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20_000 }), commands, async (balance, story) => {
        const setup = await begin(balance)
        await fc.asyncModelRun(() => setup, story)
      }),
      { numRuns: 8, interruptAfterTimeLimit: 25_000 },
    )
  })
})
