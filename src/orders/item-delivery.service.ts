import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { UserErrors } from '../kernel/errors.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { assertGranted, assertScopeThere, findOrganization } from '../organizations/organization.access.js'
import type { DeliveryForm } from '../profiles/delivery/profile-delivery.entity.js'
import type { DeliverableDocument } from '../profiles/delivery/profile-delivery.queries.js'
import type {
  DeliveryWish,
  MadeDelivery,
  ProfileDeliveryService,
} from '../profiles/delivery/profile-delivery.service.js'
import {
  type DeliverProfilePdfInput,
  type DeliverProfilePdfsInput,
  type DeliveryInput,
  MAX_DELIVERED_ITEMS,
} from './item-delivery.inputs.js'
import type { DeliveryResult } from './item-delivery.payloads.js'
import { accessibleItem, itemsOfOrganization } from './order.queries.js'
import type { OrderItemType } from './order.type.js'

/** E-mails that one vendor or one person can have sent to the people of organizations. */
const EMAILS = defineRateLimit({ name: 'delivery_emails', points: 250, seconds: 3_600 })

/** Has the official PDFs of order lines delivered. */
export class ItemDeliveryService {
  constructor(
    private readonly database: Database,
    private readonly deliveries: ProfileDeliveryService,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Delivers the document of one line, as its PDF unless told otherwise. @throws UserErrors NOT_FOUND, and what
   * `ProfileDeliveryService.deliver` throws.
   */
  async deliver(
    actor: Actor,
    request: RequestInfo,
    input: DeliverProfilePdfInput,
    form: Exclude<DeliveryForm, 'ZIP'> = 'SINGLE',
  ): Promise<MadeDelivery | undefined> {
    assertScope(actor, 'profiles:read')
    await this.#countEmail(actor, input)
    return await this.database.transaction(async (tx) => {
      const { orderItemId } = input
      const item = await accessibleItem(tx, actor, orderItemId)
      if (item === null) throw UserErrors.one('NOT_FOUND', ['orderItemId'], notFound(orderItemId))
      assertScopeThere(actor, item.scopes, 'profiles:read')
      const wish = wishOf(input, item.organizationId, form)
      const document = documentOf(item)
      if (document === null) throw UserErrors.one('PROFILE_NOT_AVAILABLE', ['orderItemId'], notAvailable(orderItemId))
      const [made] = await this.deliveries.deliver(tx, actor, request, wish, [document])
      return made
    })
  }

  /**
   * Delivers a document that a line of the organization led to, such as that of a change or of a correction; `find` gives
   * it with what the actor may do there. @throws what `find` throws, and what `ProfileDeliveryService.deliver` throws.
   */
  async deliverFound(
    actor: Actor,
    request: RequestInfo,
    input: DeliveryInput,
    find: (tx: Transaction) => Promise<DeliverableDocument & { organizationId: string; scopes: string[] }>,
  ): Promise<MadeDelivery | undefined> {
    assertScope(actor, 'profiles:read')
    await this.#countEmail(actor, input)
    return await this.database.transaction(async (tx) => {
      const { organizationId, scopes, ...document } = await find(tx)
      assertScopeThere(actor, scopes, 'profiles:read')
      const wish = wishOf(input, organizationId, 'SINGLE')
      const [made] = await this.deliveries.deliver(tx, actor, request, wish, [document])
      return made
    })
  }

  /**
   * Delivers the PDFs of those of the lines that the organization bought, and says of each line what became of it: an
   * unknown one and a foreign one answer alike. @throws UserErrors for what is wrong with the request as a whole.
   */
  async deliverMany(actor: Actor, request: RequestInfo, input: DeliverProfilePdfsInput): Promise<DeliveryResult[]> {
    assertScope(actor, 'profiles:read')
    const { organizationId, orderItemIds } = input
    const count = orderItemIds.length
    if (count < 1 || count > MAX_DELIVERED_ITEMS) {
      const message = `expected 1 to ${MAX_DELIVERED_ITEMS} order lines, got ${count}`
      throw UserErrors.one('INVALID_INPUT', ['orderItemIds'], message)
    }
    await this.#countEmail(actor, input)
    return await this.database.transaction(async (tx) => {
      const organization = await findOrganization(tx, actor, organizationId)
      if (organization === null) {
        throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${organizationId}"`)
      }
      assertGranted(actor, organization, 'profiles:read')
      const wanted = [...new Set(orderItemIds)]
      const items = new Map((await itemsOfOrganization(tx, organizationId, wanted)).map((item) => [item.id, item]))
      const found = wanted.flatMap((id) => items.get(id) ?? [])
      const documents = found.flatMap((item) => documentOf(item) ?? [])
      const wish = wishOf(input, organizationId, input.as)
      const made = await this.deliveries.deliver(tx, actor, request, wish, documents)
      return resultsOf(orderItemIds, made, items)
    })
  }

  async #countEmail(actor: Actor, { method }: DeliveryInput): Promise<void> {
    if (method === 'EMAIL') await this.limits.take(EMAILS, actor.id)
  }
}

function wishOf(
  { method, userId = null, email = null }: DeliveryInput,
  organizationId: string,
  form: DeliveryWish['form'],
): DeliveryWish {
  return { organizationId, method, form, recipient: { userId, email } }
}

function documentOf({ id, documentId, clinicianId }: OrderItemType) {
  return documentId === null ? null : { orderItemId: id, documentId, clinicianId }
}

function resultsOf(
  orderItemIds: readonly string[],
  made: readonly MadeDelivery[],
  known: ReadonlyMap<string, OrderItemType>,
): DeliveryResult[] {
  const byItem = new Map(made.flatMap((one) => one.documents.map(({ orderItemId }) => [orderItemId, one] as const)))
  return orderItemIds.map((orderItemId, index) => {
    const one = byItem.get(orderItemId)
    if (one !== undefined) return { orderItemId, delivery: one.delivery, url: one.url, userError: null }
    const field = ['orderItemIds', String(index)]
    const userError = known.has(orderItemId)
      ? { code: 'PROFILE_NOT_AVAILABLE' as const, field, message: notAvailable(orderItemId) }
      : { code: 'NOT_FOUND' as const, field, message: notFound(orderItemId) }
    return { orderItemId, delivery: null, url: null, userError }
  })
}

function notFound(orderItemId: string): string {
  return `no order line has the id "${orderItemId}"`
}

function notAvailable(orderItemId: string): string {
  return `expected a line that bought a profile, of a completed order, and was not paid back; got ${orderItemId}`
}
