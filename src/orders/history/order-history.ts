import { recordAudit } from '../../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../../auth/actor.js'
import type { Database, Reader } from '../../db/database.js'
import { type CountedConnection, keysetList, type PageArgs } from '../../graphql/connection.js'
import type { Clock } from '../../kernel/clock.js'
import { assertGranted } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import type { Organization } from '../../organizations/organization.entity.js'
import type { OrderType } from '../order.type.js'
import { whoIsMeant } from './bought-names.queries.js'
import { type OrderFilter, wantedOrders } from './order.filter.js'
import { cliniciansFound, countOrders, orderHistory, type WantedOrders } from './order-history.queries.js'

/** How many a page has whose size is not said (domain.md, "Orders"). */
export const ORDERS_PAGE = 5
const ORDERS = keysetList<OrderType>({
  name: 'orders',
  form: /^\d{1,15}$/,
  keyOf: (order) => order.sequence,
  size: ORDERS_PAGE,
})

/** The orders of an organization, and the search among them. */
export class OrderHistory {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * A page of the organization's orders, the newest first. To look for a clinician by name is a read of who is found, and
   * written down.
   */
  async page(
    actor: Actor,
    request: RequestInfo,
    organization: Organization,
    { filter, ...page }: PageArgs & { filter?: OrderFilter | null },
  ): Promise<CountedConnection<OrderType>> {
    assertGranted(actor, organization, 'profiles:read')
    const { id: organizationId, timeZone } = organization
    const wanted = wantedOrders(filter ?? {}, timeZone, timeOf(this.clock, organization))
    if (wanted.name === undefined) return await this.#pageOf(this.database, organizationId, wanted, page)
    return await this.database.transaction(async (tx) => {
      const search = await whoIsMeant(tx, organizationId, wanted)
      const found = await this.#pageOf(tx, organizationId, search, page)
      const orderIds = found.nodes.map((order) => order.id)
      const subject = { kind: 'clinician', ids: await cliniciansFound(tx, orderIds, search) }
      const audited = { actor, request, organizationId, subject, at: this.clock.now() }
      await recordAudit(tx, { action: 'ORDERS_SEARCHED', ...audited })
      return found
    })
  }

  async #pageOf(
    reader: Reader,
    organizationId: string,
    wanted: WantedOrders,
    page: PageArgs,
  ): Promise<CountedConnection<OrderType>> {
    const connection = await ORDERS.page(page, async (beyond, limit) =>
      orderHistory(reader, organizationId, wanted, { after: beyond === null ? null : Number(beyond), limit }),
    )
    return { ...connection, count: async () => await countOrders(this.database, organizationId, wanted) }
  }
}
