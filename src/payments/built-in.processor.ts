import type { Database } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import {
  type CardCharge,
  type CardProcessor,
  type CardRefundOrder,
  type ChargeReport,
  type PreparedCharge,
  ProcessorTrouble,
  type RefundReport,
} from './card-processor.js'
import { reportOf, TEST_CARDS, type TestCharge, testCard } from './test-cards.js'

const COLUMNS = `token, amount_cents as cents, currency, confirmed_at as "confirmedAt", cancelled_at as "cancelledAt"`

const PREPARE = writeStatement<{ reference: string }>(
  'test_card_charge_prepare',
  `insert into test_card_charges (reference, payment_id, token, amount_cents, currency) values ($1, $2, $3, $4, $5)
   on conflict (payment_id) do update set payment_id = excluded.payment_id returning reference`,
)

const CONFIRM = writeStatement<TestCharge>(
  'test_card_charge_confirm',
  `update test_card_charges set confirmed_at = case when cancelled_at is null then coalesce(confirmed_at, $2) end
    where reference = $1 returning ${COLUMNS}`,
)

const LOCK = writeStatement<TestCharge>(
  'test_card_charge_lock',
  `select ${COLUMNS} from test_card_charges where reference = $1 for update`,
)

const CANCEL = writeStatement(
  'test_card_charge_cancel',
  'update test_card_charges set cancelled_at = $2 where reference = $1',
)

const FIND = readStatement<TestCharge>(
  'test_card_charge',
  `select ${COLUMNS} from test_card_charges where reference = $1`,
)

/**
 * The processor of the test mode: play money on the well-known test cards. Like any processor it stands apart: what it
 * does is in no transaction of the gateway's, and it remembers across processes and restarts.
 */
export class BuiltInProcessor implements CardProcessor {
  readonly name = 'BUILT_IN'

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async prepare({ paymentId, cents, currency }: CardCharge, token: string): Promise<PreparedCharge> {
    // What Stripe says of a token that it does not know.
    if (!Object.hasOwn(TEST_CARDS, token)) return { declined: 'resource_missing' }
    const values = [newId('testCardCharge'), paymentId, token, cents, currency]
    const [charge] = await this.database.transaction((tx) => tx.write(PREPARE, values))
    invariant(charge, 'a charge was made ready')
    return charge
  }

  async charge(reference: string): Promise<ChargeReport> {
    const at = this.clock.now()
    const [charge] = await this.database.transaction((tx) => tx.write(CONFIRM, [reference, at]))
    invariant(charge, `the test charge ${reference} exists`)
    const report = reportOf(charge, at)
    if (report.state === 'PROCESSING') throw new ProcessorTrouble('TIMEOUT')
    return report
  }

  async find(reference: string): Promise<ChargeReport> {
    const [charge] = await this.database.rows(FIND, [reference])
    invariant(charge, `the test charge ${reference} exists`)
    return reportOf(charge, this.clock.now())
  }

  async cancel(reference: string): Promise<ChargeReport> {
    return await this.database.transaction(async (tx) => {
      const [charge] = await tx.write(LOCK, [reference])
      invariant(charge, `the test charge ${reference} exists`)
      const report = reportOf(charge, this.clock.now())
      if (report.state !== 'READY' && report.state !== 'PROCESSING') return report
      await tx.write(CANCEL, [reference, this.clock.now()])
      return { state: 'CANCELLED' }
    })
  }

  /** Moves nothing: what becomes of it follows from the card alone, so it can be repeated at will. */
  async refund({ refundId, charge, reference }: CardRefundOrder): Promise<RefundReport> {
    const [found] = await this.database.rows(FIND, [charge])
    invariant(found, `the test charge ${charge} exists`)
    const wanted = testCard(found.token).refund
    // One that waits has arrived when it is asked for again.
    const state = wanted === 'WAITING' && reference !== null ? 'SUCCEEDED' : wanted
    return { state, reference: `test_${refundId}`, code: state === 'FAILED' ? 'expired_or_canceled_card' : null }
  }
}
