import { type Actor, assertScope } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { assertGranted, findOrganization } from '../organizations/organization.access.js'
import { orderByNumber } from './order.queries.js'
import { parseOrderNumber } from './order.rules.js'
import type { OrderType } from './order.type.js'

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
}
