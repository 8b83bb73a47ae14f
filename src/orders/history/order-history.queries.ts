import type { PaymentMethod } from '../../accounts/payment-method.js'
import { hasNameBeginning, type NameBeginning } from '../../clinicians/name.beginning.js'
import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import type { ProductCode } from '../../profiles/profile.sections.js'
import { ORDER, type OrderRow, withNumber } from '../order.queries.js'
import type { OrderChannel, OrderStatus, OrderType } from '../order.type.js'

/** Which orders of an organization; what is left out does not matter. */
export interface WantedOrders {
  /** For names that many have; few clinicians are named by their ids. */
  name?: NameBeginning
  clinicianIds?: readonly string[]
  number?: number
  products?: readonly ProductCode[]
  /** The first instant at which they were placed, and the first that is too late. */
  from?: Date
  before?: Date
  statuses?: readonly OrderStatus[]
  paymentMethods?: readonly PaymentMethod[]
  channel?: OrderChannel
  /** A vendor or a person. */
  placedById?: string
}

type Values = (given: unknown) => string

/** Up to `limit` of the orders, the newest first; after the one of the organization with the number `after`. */
export async function orderHistory(
  reader: Reader,
  organizationId: string,
  wanted: WantedOrders,
  { after, limit }: { after: number | null; limit: number },
): Promise<OrderType[]> {
  const { values, value, conditions } = conditionsOf(organizationId, wanted)
  if (after !== null) {
    const order = `select b.placed_at, b.number from orders b where b.number = ${value(after)} and b.organization_id = $1`
    conditions.push(`(o.placed_at, o.number) < (${order})`)
  }
  const text = `${ORDER} where ${conditions.join(' and ')} order by o.placed_at desc, o.number desc limit ${value(limit)}`
  return (await reader.rows(readStatement<OrderRow>('order_history', text), values)).map(withNumber)
}

/** How many there are. It looks at each. */
export async function countOrders(reader: Reader, organizationId: string, wanted: WantedOrders): Promise<number> {
  const { values, conditions } = conditionsOf(organizationId, wanted)
  const text = `select count(*)::int as count from orders o where ${conditions.join(' and ')}`
  const [row] = await reader.rows(readStatement<{ count: number }>('order_history_count', text), values)
  return row?.count ?? 0
}

/** The clinicians on the lines for which these orders were found. */
export async function cliniciansFound(
  reader: Reader,
  orderIds: readonly string[],
  wanted: WantedOrders,
): Promise<string[]> {
  const values: unknown[] = [orderIds]
  const conditions = ['i.order_id = any ($1)', ...lineConditions(wanted, (given) => `$${values.push(given)}`)]
  const text = `select distinct i.clinician_id as id from order_items i where ${conditions.join(' and ')}`
  const rows = await reader.rows(readStatement<{ id: string }>('order_history_clinicians', text), values)
  return rows.map(({ id }) => id)
}

/** Only what is asked for stands in the statement, so that the planner sees which index it is about. */
function conditionsOf(organizationId: string, wanted: WantedOrders) {
  const values: unknown[] = [organizationId]
  const value: Values = (given) => `$${values.push(given)}`
  const conditions = ['o.organization_id = $1']
  const { number, from, before, statuses, paymentMethods, channel, placedById } = wanted
  if (number !== undefined) conditions.push(`o.number = ${value(number)}`)
  if (from !== undefined) conditions.push(`o.placed_at >= ${value(from)}`)
  if (before !== undefined) conditions.push(`o.placed_at < ${value(before)}`)
  if (statuses !== undefined) conditions.push(`o.status = any (${value(statuses)})`)
  if (paymentMethods !== undefined) conditions.push(`o.payment_method = any (${value(paymentMethods)})`)
  if (channel !== undefined) conditions.push(`o.channel = ${value(channel)}`)
  if (placedById !== undefined) {
    const column = placedById.startsWith('vnd_') ? 'vendor_id' : 'placed_by_user_id'
    conditions.push(`o.${column} = ${value(placedById)}`)
  }
  const line = lineConditions(wanted, value)
  if (line.length > 0) {
    const own = 'i.order_id = o.id and i.organization_id = o.organization_id'
    conditions.push(`exists (select from order_items i where ${own} and ${line.join(' and ')})`)
  }
  return { values, value, conditions }
}

/** All of one line `i`. */
function lineConditions({ name, clinicianIds, products }: WantedOrders, value: Values): string[] {
  const conditions: string[] = []
  if (clinicianIds !== undefined) conditions.push(`i.clinician_id = any (${value(clinicianIds)})`)
  if (products !== undefined) conditions.push(`i.product = any (${value(products)})`)
  if (name !== undefined) conditions.push(hasNameBeginning('i.clinician_id', name, value))
  return conditions
}
