import type { Told, Wish } from './crash.clients.js'
import type { World } from './crash.world.js'
import { DEPOSIT_CENTS } from './crash.world.js'

/** A statement that must hold, as a number that must be another. */
export interface Check {
  name: string
  expected: number
  found: number
}

const ORDERS = `
  select o.idempotency_key as key, o.number::int, o.organization_id as "organizationId", v.name as "vendorName",
         json_agg(json_build_object('clinicianId', i.clinician_id, 'product', i.product,
                                    'vendorReference', i.vendor_reference) order by i.line) as items
    from orders o join vendors v on v.id = o.vendor_id left join order_items i on i.order_id = o.id
   group by o.id, v.name`

/** Each counts what may not be. */
const MAY_NOT_BE: readonly (readonly [name: string, sql: string])[] = [
  [
    'orders whose lines do not come to their total',
    `select count(*) from orders o
      where total_cents is distinct from (select sum(unit_price_cents) from order_items i where i.order_id = o.id)`,
  ],
  [
    'lines without a document of their order, or a snapshot as it was signed',
    `select count(*) from order_items i join orders o on o.id = i.order_id
       left join profile_documents d on d.id = i.document_id and d.organization_id = o.organization_id
             and d.product = i.product and d.order_number = 'PO-' || lpad(o.number::text, 10, '0')
       left join profile_snapshots s on s.id = d.snapshot_id and s.clinician_id = i.clinician_id
             and s.content_sha256 = encode(sha256(convert_to(s.content, 'UTF8')), 'hex')
      where s.id is null`,
  ],
  [
    'documents without a line of an order',
    `select count(*) from profile_documents d where not exists (select 1 from order_items i where i.document_id = d.id)`,
  ],
  [
    'orders without exactly one audit row',
    `select count(*) from orders o where 1 <> (select count(*) from audit_events a
      where a.action = 'ORDER_PLACED' and a.subject_ids[1] = o.id and a.organization_id = o.organization_id)`,
  ],
  [
    'audit rows of no order',
    `select (select count(*) from audit_events where action = 'ORDER_PLACED') - (select count(*) from orders)`,
  ],
  [
    'orders without exactly one PURCHASE entry of their total',
    `select count(*) from orders o where o.total_cents is distinct from (select -sum(e.amount_cents) from ledger_entries e
       join ledger_transactions t on t.id = e.transaction_id join accounts a on a.id = e.account_id
      where t.order_id = o.id and t.kind = 'PURCHASE' and e.book = 'BALANCE' and a.organization_id = o.organization_id having count(*) = 1)`,
  ],
  ['transactions of no order', `select count(*) from ledger_transactions where kind <> 'DEPOSIT' and order_id is null`],
  [
    'accounts whose entries do not come to the last balance',
    `select count(*) from accounts a where (select sum(amount_cents) from ledger_entries e
       where e.book = 'BALANCE' and e.account_id = a.id)
       is distinct from (select balance_after_cents from ledger_entries e where e.book = 'BALANCE' and e.account_id = a.id
                          order by sequence desc limit 1)`,
  ],
  [
    'accounts whose balance is not the deposit less the orders',
    `select count(*) from accounts a where (select balance_after_cents from ledger_entries e where e.book = 'BALANCE' and e.account_id = a.id
       order by sequence desc limit 1) is distinct from ${DEPOSIT_CENTS} - (select coalesce(sum(total_cents), 0)
       from orders o where o.organization_id = a.organization_id)`,
  ],
  [
    'orders without exactly one job for their PDFs',
    `select count(*) from orders o where 1 <> (select count(*) from pgboss.job j where j.name = 'RenderProfilePdfs'
       and j.data->'documentIds' = (select jsonb_agg(document_id order by line) from order_items i where i.order_id = o.id))`,
  ],
  [
    'documents whose PDF is neither there nor due',
    `select count(*) from profile_documents d where not exists (select 1 from profile_pdfs p where p.document_id = d.id)
        and not exists (select 1 from pgboss.job j where j.name = 'RenderProfilePdfs'
                           and j.state in ('created', 'retry', 'active') and j.data->'documentIds' ? d.id)`,
  ],
  [
    'organizations without exactly one receipt',
    `select count(*) from organizations g where 1 <> (select count(*) from daily_receipts r where r.organization_id = g.id)
        and exists (select 1 from orders o where o.organization_id = g.id)`,
  ],
  [
    'orders that do not stand on the receipt of their organization and day',
    `select count(*) from orders o left join daily_receipts r on r.organization_id = o.organization_id
        and r.day = o.placed_on and r.content -> 'orders' @> jsonb_build_array(jsonb_build_object('orderId', o.id))
      where r.id is null`,
  ],
  [
    'receipts that do not come to what the ledger says',
    `select count(*) from daily_receipts r where (r.total_cents, r.order_count) not in
       (select -sum(e.amount_cents), count(*) from jsonb_array_elements(r.content -> 'orders') o
          join ledger_transactions t on t.order_id = o ->> 'orderId' and t.kind = 'PURCHASE'
          join ledger_entries e on e.transaction_id = t.id and e.book = 'BALANCE')`,
  ],
  [
    'receipts whose e-mail is not noted as sent',
    `select count(*) from daily_receipts r join emails m on m.id = r.email_id where m.sent_at is null`,
  ],
  [
    'e-mails of no receipt',
    `select count(*) from emails m where not exists (select 1 from daily_receipts r where r.email_id = m.id)`,
  ],
]

/** Looks at everything that the run left behind. */
export async function checkOrders(world: World, wanted: readonly Wish[], told: Told): Promise<Check[]> {
  const { rows } = await world.superuser.query<
    { key: string; number: number } & Omit<Wish, 'key' | 'vendorIndex'> & { vendorName: string }
  >(ORDERS)
  const placed = new Map(rows.map((row) => [row.key, row]))
  const asWished = wanted.filter(({ key, organizationId, vendorIndex, items }) => {
    const order = placed.get(key)
    const numbers = told.numbers.get(key) ?? new Set()
    const lines = items.map(({ clinicianId, product, vendorReference }) => ({ clinicianId, product, vendorReference }))
    return (
      order?.organizationId === organizationId &&
      order.vendorName === world.vendors[vendorIndex]?.name &&
      numbers.has(`PO-${String(order.number).padStart(10, '0')}`) &&
      JSON.stringify(order.items) === JSON.stringify(lines)
    )
  })
  const checks = [
    { name: 'orders lost', expected: 0, found: wanted.filter(({ key }) => !placed.has(key)).length },
    {
      name: 'orders doubled',
      expected: 0,
      found: rows.length - placed.size + Math.max(0, placed.size - wanted.length),
    },
    {
      name: 'order numbers changed',
      expected: 0,
      found: [...told.numbers.values()].filter(({ size }) => size !== 1).length,
    },
    { name: 'orders as they were wished', expected: wanted.length, found: asWished.length },
    { name: 'answers that should not be', expected: 0, found: told.refusals.length },
  ]
  for (const [name, sql] of MAY_NOT_BE) {
    const { rows: counted } = await world.superuser.query<{ count: string }>({ text: `select (${sql}) as count` })
    checks.push({ name, expected: 0, found: Number(counted[0]?.count ?? Number.NaN) })
  }
  return checks
}
