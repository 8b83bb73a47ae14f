import type { Mode } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { CardRefundOrder, RefundReport } from './card-processor.js'
import type { CardRefundCause } from './card-refund.entity.js'

/** A refund that is to be brought to the processor, or asked after. */
export type OpenCardRefund = CardRefundOrder & { mode: Mode }

const FIRST_PAUSE_SECONDS = 60
const LONGEST_PAUSE_SECONDS = 21_600
const CLAIMED_AT_A_TIME = 20

const INSERT = writeStatement<{ id: string }>(
  'card_refund_insert',
  `insert into card_refunds (id, card_payment_id, amount_cents, cause, state, created_at, next_attempt_at)
   select $1, id, $3, $4, 'WAITING', $5, $5 from card_payments where order_id = $2 returning id`,
)

const CLAIM = writeStatement<OpenCardRefund>(
  'card_refunds_claim',
  `with claimed as (
     update card_refunds
        set attempts = attempts + 1,
            next_attempt_at = $1::timestamptz + least($2 * 2 ^ least(attempts, 10), $3) * interval '1 second'
      where id in (select id from card_refunds where state = 'WAITING' and next_attempt_at <= $1
                    order by next_attempt_at limit $4 for update skip locked)
     returning id, card_payment_id, amount_cents, reference)
   select c.id as "refundId", p.reference as charge, c.amount_cents as cents, c.reference, p.mode
     from claimed c join card_payments p on p.id = c.card_payment_id`,
)

const NOTE = writeStatement(
  'card_refund_note',
  `update card_refunds
      set state = $2, reference = coalesce($3, reference), failure_code = $4,
          settled_at = case when $2 = 'WAITING' then null else $5::timestamptz end,
          next_attempt_at = case when $2 = 'WAITING' then next_attempt_at end
    where id = $1 and state = 'WAITING'`,
)

/** Writes down that so much of what an order's card was charged goes back. The database refuses more than was charged. */
export async function insertCardRefund(
  tx: Transaction,
  { orderId, cents, cause, at }: { orderId: string; cents: number; cause: CardRefundCause; at: Date },
): Promise<void> {
  const inserted = await tx.write(INSERT, [newId('cardRefund'), orderId, cents, cause, at])
  invariant(inserted.length === 1, `order ${orderId} was paid by card`)
}

/** Takes refunds that are due; others leave them alone for a while, a longer one each time. */
export async function claimRefunds(tx: Transaction, at: Date): Promise<OpenCardRefund[]> {
  return await tx.write(CLAIM, [at, FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, CLAIMED_AT_A_TIME])
}

/** Notes what the processor said of a refund. */
export async function noteRefund(
  tx: Transaction,
  refundId: string,
  { state, reference, code }: RefundReport,
  at: Date,
): Promise<void> {
  await tx.write(NOTE, [refundId, state, reference, code, at])
}
