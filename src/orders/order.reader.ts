import { type Actor, assertScope } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { type Connection, decodeCursor, encodeCursor, type PageArgs, pageOf, pageSize } from '../graphql/connection.js'
import { assertGranted, findOrganization } from '../organizations/organization.access.js'
import type { Organization } from '../organizations/organization.entity.js'
import { orderByNumber, orderHistory } from './order.queries.js'
import { parseOrderNumber } from './order.rules.js'
import type { OrderType } from './order.type.js'

const ORDERS = 'orders'

/** The history shows the newest five without arguments (domain.md, "Orders"). */
const DEFAULT_ORDERS = 5

/** Reads orders within the actor's scope. */
export class OrderReader {
  constructor(private readonly database: Database) {}

  /** Null for an organization that is not there for the actor, and for a number that it has no order of. */
  async byNumber(actor: Actor, organizationId: string, number: string): Promise<OrderType | null> {
    assertScope(actor, 'profiles:read')
    const organization = await findOrganization(this.database, actor, organizationId)
    if (organization === null) return null
    assertGranted(actor, organization, 'profiles:read')
    const sequence = parseOrderNumber(number)
    return sequence === null ? null : await orderByNumber(this.database, organization.id, sequence)
  }

  async history(actor: Actor, organization: Organization, page: PageArgs): Promise<Connection<OrderType>> {
    assertGranted(actor, organization, 'profiles:read')
    const size = pageSize(page, DEFAULT_ORDERS)
    const before = Number(decodeCursor(ORDERS, page, /^\d{1,15}$/) ?? Number.MAX_SAFE_INTEGER)
    const orders = await orderHistory(this.database, organization.id, before, size + 1)
    return pageOf(orders, size, page, (order) => encodeCursor(ORDERS, order.sequence))
  }
}
