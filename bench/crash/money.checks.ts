import { pino } from 'pino'
import { Registry } from 'prom-client'
import { AuditSealer } from '../../src/audit/audit.sealer.js'
import { AuditVerifier } from '../../src/audit/audit.verifier.js'
import type { Check } from './crash.checks.js'
import type { World } from './crash.world.js'

/** Each counts what may not be. */
const MAY_NOT_BE: readonly (readonly [name: string, sql: string])[] = [
  ['orders that are still pending', `select count(*) from orders where status = 'PENDING'`],
  [
    'transactions whose entries are not as many as they should be, or do not sum to zero',
    `select count(*) from (select t.id from ledger_transactions t left join ledger_entries e on e.transaction_id = t.id
       group by t.id, t.entry_count having count(e.id) <> t.entry_count or coalesce(sum(e.amount_cents), 0) <> 0) x`,
  ],
  [
    'entries that do not follow from the one before, or a balance below zero',
    `select count(*) from (select book, balance_after_cents as after, balance_after_cents - sum(amount_cents)
        over (partition by account_id, book order by sequence) as off from ledger_entries) x
      where off <> 0 or (book = 'BALANCE' and after < 0)`,
  ],
  [
    'completed orders without exactly one purchase',
    `select count(*) from orders o where o.status in ('COMPLETED', 'REFUNDED')
        and 1 <> (select count(*) from ledger_transactions t where t.order_id = o.id and t.kind = 'PURCHASE')`,
  ],
  [
    'purchases of orders that were not completed',
    `select count(*) from orders o join ledger_transactions t on t.order_id = o.id
      where o.status in ('FAILED', 'CANCELLED', 'PENDING')`,
  ],
  [
    'completed lines without a document, and others with one',
    `select count(*) from order_items i join orders o on o.id = i.order_id
      where (o.status in ('COMPLETED', 'REFUNDED') and i.product <> 'CONTINUOUS_MONITORING') <> (i.document_id is not null)`,
  ],
  [
    'refunds that are not exactly one, or not what was paid',
    `select count(*) from orders o where o.status = 'REFUNDED' and o.total_cents is distinct from
       (select sum(r.amount_cents) from order_refunds r where r.order_id = o.id having count(*) = 1)`,
  ],
  [
    'orders by card that were completed without a charge, or charged without either order or money back',
    `select count(*) from orders o join card_payments p on p.order_id = o.id
      where case when o.status in ('COMPLETED', 'REFUNDED') then p.state <> 'SUCCEEDED'
                 else p.state = 'SUCCEEDED' and o.total_cents is distinct from (
                   select sum(r.amount_cents) from card_refunds r where r.card_payment_id = p.id and r.state = 'SUCCEEDED') end`,
  ],
  [
    'orders by card without exactly one payment',
    `select count(*) from orders o where o.payment_method = 'CREDIT_CARD' and o.total_cents > 0
        and 1 <> (select count(*) from card_payments p where p.order_id = o.id)`,
  ],
  [
    'allowances that are not the profiles of orders by subscription, less those paid back',
    `select count(*) from subscriptions s where (select coalesce(sum(u.profiles), 0) from allowance_uses u
       where u.subscription_id = s.id) <> (select count(*) from order_items i join orders o on o.id = i.order_id
         join accounts a on a.organization_id = o.organization_id
       where a.id = s.account_id and o.payment_method = 'SUBSCRIPTION' and o.status = 'COMPLETED')`,
  ],
  [
    'lines of carts that were bought twice',
    `select count(*) from (select vendor_reference from order_items where vendor_reference is not null
       group by vendor_reference having count(*) > 1) x`,
  ],
  [
    'proposals that are ordered without exactly one line, and lines of none',
    `select (select count(*) from reappointment_decisions d where d.state = 'ORDERED' and 1 <> (
              select count(*) from order_items i
               where i.order_id = d.order_id and i.clinician_id = d.clinician_id and i.product = d.product))
          + (select count(*) from order_items i where i.order_id in (select order_id from reappointment_decisions)
                and not exists (select from reappointment_decisions d
                                 where d.order_id = i.order_id and d.clinician_id = i.clinician_id))`,
  ],
  [
    'organizations that were reset without exactly one entry of play money',
    `select count(*) from sandbox_resets r join accounts a on a.organization_id = r.successor_id
      where 1 <> (select count(*) from ledger_entries e where e.account_id = a.id and e.book = 'BALANCE')`,
  ],
  [
    'rosters that are bought and not COMPLETED, or of which a row that was ready was not ordered',
    `select count(*) from order_roster_purchases p join bulk_operations o on o.id = p.operation_id
       join bulk_operations w on w.id = p.preview_operation_id
      where o.state <> 'COMPLETED' or o.row_counts -> 'ORDERED' is distinct from w.row_counts -> 'READY'
         or (o.row_counts ->> 'ORDERED')::int <> (select count(*) from order_roster_orders r
              join order_items i on i.order_id = r.order_id where r.operation_id = p.operation_id)`,
  ],
]

/** Seals what is not sealed yet, and verifies the audit trail from its beginning. */
export async function checkChain({ database }: World): Promise<Check[]> {
  await new AuditSealer(database, pino({ level: 'silent' }), new Registry()).sealAll()
  const { faults, unsealed, seals } = await new AuditVerifier(database, () => undefined).verify({})
  return [
    { name: 'faults of the audit chain', expected: 0, found: faults },
    { name: 'events of the audit trail that are not sealed', expected: 0, found: unsealed.count },
    { name: 'whether there are seals', expected: 1, found: Math.min(1, seals) },
  ]
}

/** Looks at everything that the run left behind. */
export async function checkMoney({ superuser }: World): Promise<Check[]> {
  const checks: Check[] = []
  for (const [name, sql] of MAY_NOT_BE) {
    const { rows } = await superuser.query<{ count: string }>({ text: `select (${sql}) as count` })
    checks.push({ name, expected: 0, found: Number(rows[0]?.count ?? Number.NaN) })
  }
  return checks
}
