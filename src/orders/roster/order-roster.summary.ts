import { accountBalances } from '../../accounts/account.queries.js'
import type { Actor } from '../../auth/actor.js'
import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import { accessValues } from '../../organizations/organization.access.js'
import type { ProductCode } from '../../profiles/profile.sections.js'
import { formatOrderNumber } from '../order.rules.js'
import type { OrderRosterType } from './order-roster.type.js'
import type { RosterPaymentMethod } from './order-roster-purchase.entity.js'

interface OperationLinks {
  operationId: string
  organizationId: string
  purchaseId: string | null
  previewId: string
  paymentMethod: RosterPaymentMethod | null
  maximumTotalCents: number | null
  numbers: number[]
}

/** Rosters, and purchases of them, of organizations for which the actor may order. */
const OPERATIONS = readStatement<OperationLinks>(
  'order_roster_operations',
  `select b.id as "operationId", b.organization_id as "organizationId", p.operation_id as "purchaseId",
          coalesce(p.preview_operation_id, b.id) as "previewId", p.payment_method as "paymentMethod",
          p.maximum_total_cents as "maximumTotalCents",
          array(select o.number from order_roster_orders r join orders o on o.id = r.order_id
                 where r.operation_id = p.operation_id order by r.first_row) as numbers
     from bulk_operations b
     join organizations n on n.id = b.organization_id and n.mode = $3
     join organization_access a on a.organization_id = n.id and a.actor_kind = $1 and a.actor_id = $2
                               and 'orders:write' = any (a.scopes)
     left join order_roster_purchases p on b.id in (p.operation_id, p.preview_operation_id)
    where b.id = any ($4) and b.kind in ('ORDER_ROSTER', 'ORDER_ROSTER_PURCHASE')`,
)

interface ProductTotal {
  operationId: string
  product: ProductCode
  rows: number
  cents: number
}

const TOTALS = readStatement<ProductTotal>(
  'order_roster_totals',
  `select r.operation_id as "operationId", r.product, count(*)::int as rows, sum(r.unit_price_cents)::bigint as cents
     from order_roster_rows r
    where r.operation_id = any ($1) and r.status = 'READY'
    group by r.operation_id, r.product
    union all
   select r.operation_id, i.product, count(*)::int, sum(i.unit_price_cents)::bigint
     from order_roster_orders r join order_items i on i.order_id = r.order_id
    where r.operation_id = any ($1)
    group by r.operation_id, i.product
    order by 1, 2`,
)

/** What the rosters come to, by operation; one that is none, or not for the actor to see, is left out. Three statements. */
export async function rosterSummaries(
  reader: Reader,
  actor: Actor,
  operationIds: readonly string[],
): Promise<Map<string, OrderRosterType>> {
  const operations = actor.scopes.has('orders:write')
    ? await reader.rows(OPERATIONS, [...accessValues(actor), operationIds])
    : []
  if (operations.length === 0) return new Map()
  const totals = await reader.rows(TOTALS, [operations.map(({ operationId }) => operationId)])
  const accounts = await accountBalances(reader, [...new Set(operations.map((one) => one.organizationId))])
  const currencies = new Map(accounts.map(({ organizationId, currency }) => [organizationId, currency]))
  return new Map(
    operations.map((operation) => {
      const { operationId, previewId, purchaseId, paymentMethod, maximumTotalCents, numbers } = operation
      const currency = currencies.get(operation.organizationId) ?? ''
      const own = totals.filter((one) => one.operationId === operationId)
      const summary = {
        products: own.map(({ product, rows, cents }) => ({ product, rows, total: { cents, currency } })),
        total: { cents: own.reduce((sum, { cents }) => sum + cents, 0), currency },
        previewOperationId: previewId,
        purchaseOperationId: purchaseId,
        paymentMethod,
        maximumTotal: maximumTotalCents === null ? null : { cents: maximumTotalCents, currency },
        orderNumbers: numbers.map(formatOrderNumber),
      }
      return [operationId, summary]
    }),
  )
}
