import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { newId } from '../kernel/ids.js'
import type { CardPaymentState, CardPaymentType } from './card-payment.type.js'
import type { CardProcessorName } from './card-processor.js'

/** A payment of which the processor has not said its last word. */
export interface OpenCardPayment {
  id: string
  orderId: string
  organizationId: string
  mode: Mode
  cents: number
  currency: string
  /** Null: no charge was made ready yet, so nothing can have been charged. */
  reference: string | null
  createdAt: Date
}

/** What came of one. */
export interface CardOutcome {
  state: Exclude<CardPaymentState, 'CREATED'>
  declineCode: string | null
  card: { brand: string; last4: string } | null
}

/** A payment is first looked after when whoever made it has certainly gone: two answers of a processor take less. */
const FIRST_LOOK_SECONDS = 30
const LONGEST_PAUSE_SECONDS = 3_600
/** How many one claim takes. */
const CLAIMED_AT_A_TIME = 20

const INSERT = writeStatement(
  'card_payment_insert',
  `insert into card_payments
     (id, order_id, organization_id, mode, processor, amount_cents, currency, state, created_at, next_look_at)
   values ($1, $2, $3, $4, $5, $6, $7, 'CREATED', $8, $8::timestamptz + $9 * interval '1 second')`,
)

const COLUMNS = `id, order_id as "orderId", organization_id as "organizationId", mode, amount_cents as cents, currency,
  reference, created_at as "createdAt"`

const OPEN_OF_ORDER = readStatement<OpenCardPayment>(
  'card_payment_open_of_order',
  `select ${COLUMNS} from card_payments where order_id = $1 and state = 'CREATED'`,
)

const NOTE_REFERENCE = writeStatement<{ id: string }>(
  'card_payment_note_reference',
  `update card_payments set reference = $2
    where id = $1 and state = 'CREATED' and (reference is null or reference = $2) returning id`,
)

const CLAIM = writeStatement<OpenCardPayment>(
  'card_payments_claim',
  `update card_payments
      set looks = looks + 1, next_look_at = $1::timestamptz + least($2 * 2 ^ least(looks, 10), $3) * interval '1 second'
    where id in (select id from card_payments where state = 'CREATED' and next_look_at <= $1
                  order by next_look_at limit $4 for update skip locked)
   returning ${COLUMNS}`,
)

const SETTLE = writeStatement<{ id: string }>(
  'card_payment_settle',
  `update card_payments
      set state = $2, decline_code = $3, card_brand = $4, card_last4 = $5, settled_at = $6, next_look_at = null
    where id = $1 and state = 'CREATED' returning id`,
)

const RING = writeStatement<{ id: string }>(
  'card_payments_ring',
  `with payment as (select id, state from card_payments where processor = $1 and reference = $2),
   paid as (update card_payments c set next_look_at = $3 from payment p
             where c.id = p.id and p.state = 'CREATED' returning c.id),
   refunded as (update card_refunds r set next_attempt_at = $3 from payment p
                 where r.card_payment_id = p.id and r.state = 'WAITING' returning r.id)
   select id from paid union all select id from refunded`,
)

const OF_ORDERS = readStatement<CardPaymentType & { currency: string }>(
  'card_payments_of_orders',
  `select p.order_id as "orderId", p.state, p.card_brand as brand, p.card_last4 as "lastFour",
          p.decline_code as "declineCode", p.settled_at as "settledAt", p.currency,
          coalesce((select json_agg(json_build_object('amountCents', r.amount_cents, 'state', r.state,
                                      'createdAt', r.created_at, 'settledAt', r.settled_at) order by r.created_at, r.id)
                      from card_refunds r where r.card_payment_id = p.id), '[]') as refunds
     from card_payments p where p.order_id = any ($1)`,
)

/** Writes down that an order is to be paid by card; what was opened is looked after until the processor has answered. */
export async function openCardPayment(
  tx: Transaction,
  payment: Pick<OpenCardPayment, 'orderId' | 'organizationId' | 'mode' | 'cents' | 'currency'> & {
    processor: CardProcessorName
    at: Date
  },
): Promise<void> {
  const { orderId, organizationId, mode, processor, cents, currency, at } = payment
  const values = [
    newId('cardPayment'),
    orderId,
    organizationId,
    mode,
    processor,
    cents,
    currency,
    at,
    FIRST_LOOK_SECONDS,
  ]
  await tx.write(INSERT, values)
}

/** The open payment of the order; null if it has none, or none that is open. */
export async function openPaymentOfOrder(reader: Reader, orderId: string): Promise<OpenCardPayment | null> {
  const [payment] = await reader.rows(OPEN_OF_ORDER, [orderId])
  return payment ?? null
}

/** Notes the processor's id of a charge. False if the payment has ended meanwhile: then nothing must be charged. */
export async function noteReference(tx: Transaction, paymentId: string, reference: string): Promise<boolean> {
  return (await tx.write(NOTE_REFERENCE, [paymentId, reference])).length === 1
}

/** Takes open payments that are to be looked after; others leave them alone for a while, a longer one each time. */
export async function claimPayments(tx: Transaction, at: Date): Promise<OpenCardPayment[]> {
  return await tx.write(CLAIM, [at, FIRST_LOOK_SECONDS, LONGEST_PAUSE_SECONDS, CLAIMED_AT_A_TIME])
}

/** Ends an open payment; false if somebody else did before. */
export async function settlePayment(
  tx: Transaction,
  paymentId: string,
  { state, declineCode, card }: CardOutcome,
  at: Date,
): Promise<boolean> {
  const values = [paymentId, state, declineCode, card?.brand ?? null, card?.last4 ?? null, at]
  return (await tx.write(SETTLE, values)).length === 1
}

/** Has whatever is open of this charge looked after at once; false if nothing is. */
export async function ringFor(
  tx: Transaction,
  processor: CardProcessorName,
  reference: string,
  at: Date,
): Promise<boolean> {
  return (await tx.write(RING, [processor, reference, at])).length > 0
}

/** The payments of these orders, each with what went back. Whoever asks must have found the orders within the scope. */
export async function cardPaymentsOfOrders(reader: Reader, orderIds: readonly string[]): Promise<CardPaymentType[]> {
  const payments = await reader.rows(OF_ORDERS, [orderIds])
  return payments.map(({ currency, refunds, ...payment }) => ({
    ...payment,
    refunds: refunds.map((refund) => ({
      ...refund,
      currency,
      createdAt: new Date(refund.createdAt),
      settledAt: refund.settledAt === null ? null : new Date(refund.settledAt),
    })),
  }))
}
