import { recordAudit } from '../../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../../auth/actor.js'
import type { Database, Transaction } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { UserErrors } from '../../kernel/errors.js'
import { newId } from '../../kernel/ids.js'
import type { DownloadLinks } from './download-link.js'
import { documentNumbers, type Recipient, recipientOf } from './profile-delivery.details.js'
import type { DeliveryForm, DeliveryMethod } from './profile-delivery.entity.js'
import type { ProfileDeliveryMessages } from './profile-delivery.messages.js'
import {
  type DeliverableDocument,
  type DeliveryRow,
  endDelivery,
  insertDeliveries,
  revocableDelivery,
} from './profile-delivery.queries.js'

/** How long links work. */
export interface LinkTerms {
  /** Of one that is given in the answer (domain.md: 15 minutes). */
  linkMinutes: number
  /** Of one that is sent, and must be good still when it is read, or when the other side is back. */
  sentLinkDays: number
}

/** What a delivery is to be. */
export interface DeliveryWish {
  organizationId: string
  method: DeliveryMethod
  form: DeliveryForm
  /** Whom to mail it to; a person who names nobody means themselves. */
  recipient: { userId: string | null; email: string | null }
}

/** A delivery that was made. */
export interface MadeDelivery {
  delivery: DeliveryRow
  documents: readonly DeliverableDocument[]
  /** Null unless the link goes out with the answer. */
  url: string | null
}

/** What one link leads to. */
interface Parcel {
  id: string
  url: string
  documents: readonly DeliverableDocument[]
}

const DAY_MS = 86_400_000

/** Delivers official PDFs as signed links; every delivery is recorded together with whatever carries its link. */
export class ProfileDeliveryService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: DownloadLinks,
    private readonly messages: ProfileDeliveryMessages,
    private readonly terms: LinkTerms,
  ) {}

  /**
   * Delivers documents that the caller has found to be the organization's; one delivery for each, or one for all as an
   * archive. @throws UserErrors INVALID_INPUT for a way that is not for the actor, NOT_FOUND for a recipient who is none
   * of the organization's people, or may not read profiles there.
   */
  async deliver(
    tx: Transaction,
    actor: Actor,
    request: RequestInfo,
    wish: DeliveryWish,
    documents: readonly DeliverableDocument[],
  ): Promise<MadeDelivery[]> {
    if (documents.length === 0) return []
    const { organizationId, method, form } = wish
    assertFits(actor, wish, documents.length)
    const recipient = method === 'EMAIL' ? await requireRecipient(tx, actor, wish) : null
    const createdAt = this.clock.now()
    const expiresAt = this.#expiryOf(method, createdAt)
    const parcels = await this.#parcels(wish, expiresAt, documents)
    const { emailId, eventIds } = await this.#send(tx, actor, wish, recipient, expiresAt, parcels)
    const made = parcels.map((parcel, index) => ({ ...parcel, webhookEventId: eventIds[index] ?? null }))
    const common = {
      organizationId,
      method,
      form,
      apiKeyId: actor.kind === 'VENDOR' ? actor.apiKeyId : null,
      address: request.address,
      createdAt,
      expiresAt,
      recipientUserId: recipient?.userId ?? null,
      emailId,
    }
    const asker = actor.kind === 'VENDOR' ? { vendorId: actor.id, userId: null } : { vendorId: null, userId: actor.id }
    await insertDeliveries(tx, { ...common, ...asker }, made)
    await recordAudit(tx, {
      action: 'PROFILE_DELIVERED',
      actor,
      request,
      organizationId,
      subject: { kind: 'profileDocument', ids: subjectsOf(documents) },
      at: createdAt,
    })
    const named = { askedByKind: actor.kind, askedBy: actor.name, recipientName: recipient?.fullName ?? null }
    return made.map(({ id, url, documents: delivered, webhookEventId }) => ({
      delivery: { ...common, ...named, id, webhookEventId, revokedAt: null },
      documents: delivered,
      url: method === 'LINK' ? url : null,
    }))
  }

  /**
   * Ends the link of a delivery at once, for an administrator of the organization, whoever asked for it, and staff.
   * @throws UserErrors NOT_FOUND, ALREADY_ENDED for a link that has expired or was ended.
   */
  async revoke(actor: Actor, request: RequestInfo, deliveryId: string): Promise<DeliveryRow> {
    // A person may administer without reading profiles.
    if (actor.kind === 'VENDOR') assertScope(actor, 'profiles:read')
    return await this.database.transaction(async (tx) => {
      const delivery = await revocableDelivery(tx, actor, deliveryId)
      if (delivery === null) {
        throw UserErrors.one('NOT_FOUND', ['deliveryId'], `no delivery of yours has the id "${deliveryId}"`)
      }
      const { organizationId } = delivery
      const at = this.clock.now()
      if (!(await endDelivery(tx, deliveryId, at))) {
        throw UserErrors.one('ALREADY_ENDED', ['deliveryId'], 'expected a link that works, got one that has ended')
      }
      const subject = { kind: 'profileDelivery', ids: [deliveryId] }
      await recordAudit(tx, { action: 'PROFILE_DELIVERY_REVOKED', actor, request, organizationId, subject, at })
      return { ...delivery, revokedAt: at }
    })
  }

  /** A link for each document, or one for all of them. */
  async #parcels(
    { organizationId, form }: DeliveryWish,
    expiresAt: Date,
    documents: readonly DeliverableDocument[],
  ): Promise<Parcel[]> {
    const claims = { organization: organizationId }
    const parcels = form === 'ZIP' ? [documents] : documents.map((document) => [document])
    return await Promise.all(
      parcels.map(async (parcel) => {
        const id = newId('profileDelivery')
        return { id, url: await this.links.url({ subject: id, claims }, expiresAt), documents: parcel }
      }),
    )
  }

  /** Sends off what is not answered; what carries each link then. */
  async #send(
    tx: Transaction,
    actor: Actor,
    { organizationId, method, form }: DeliveryWish,
    recipient: Recipient | null,
    expiresAt: Date,
    parcels: readonly Parcel[],
  ): Promise<{ emailId: string | null; eventIds: string[] }> {
    if (method === 'WEBHOOK' && actor.kind === 'VENDOR') {
      const ids = parcels.map(({ id }) => id)
      return { emailId: null, eventIds: await this.messages.announce(tx, actor, organizationId, ids) }
    }
    // Of an e-mail there is one link.
    const [parcel] = parcels
    if (recipient === null || parcel === undefined) return { emailId: null, eventIds: [] }
    const ids = parcel.documents.map(({ documentId }) => documentId)
    const link = { url: parcel.url, form, expiresAt, documentNumbers: await documentNumbers(tx, ids) }
    const sender = actor.kind === 'STAFF' ? 'our support' : actor.name
    return { emailId: await this.messages.mail(tx, recipient, sender, link), eventIds: [] }
  }

  #expiryOf(method: DeliveryMethod, createdAt: Date): Date {
    const { linkMinutes, sentLinkDays } = this.terms
    return new Date(createdAt.getTime() + (method === 'LINK' ? linkMinutes * 60_000 : sentLinkDays * DAY_MS))
  }
}

/** Ids of documents and clinicians, for the audit trail. */
export function subjectsOf(documents: readonly Pick<DeliverableDocument, 'documentId' | 'clinicianId'>[]): string[] {
  return [...new Set(documents.flatMap(({ documentId, clinicianId }) => [documentId, clinicianId]))]
}

function assertFits(actor: Actor, { method, form, recipient }: DeliveryWish, count: number): void {
  const wrong = (field: string, message: string) => UserErrors.one('INVALID_INPUT', [field], message)
  if (method === 'WEBHOOK' && actor.kind !== 'VENDOR') {
    throw wrong('method', 'expected LINK or EMAIL, got WEBHOOK, which is for software that comes with an API key')
  }
  if (method === 'EMAIL' && form === 'SINGLE' && count > 1) {
    throw wrong('as', `expected ZIP, for an e-mail has one link, got SINGLE for ${count} documents`)
  }
  const { userId, email } = recipient
  if (method !== 'EMAIL' && (userId ?? email) !== null) {
    throw wrong(userId === null ? 'email' : 'userId', `expected none, for ${method} is no e-mail`)
  }
  if (userId !== null && email !== null) throw wrong('email', 'expected either userId or email, got both')
}

/** Never an outside address: only somebody who could read the documents anyway. */
async function requireRecipient(tx: Transaction, actor: Actor, wish: DeliveryWish): Promise<Recipient> {
  const { organizationId, recipient: named } = wish
  const isNamed = (named.userId ?? named.email) !== null
  if (!isNamed && actor.kind !== 'USER') {
    throw UserErrors.one('INVALID_INPUT', ['email'], 'expected userId or email, got neither')
  }
  const recipient = await recipientOf(tx, organizationId, isNamed ? named : { userId: actor.id, email: null })
  if (recipient !== null) return recipient
  const field = named.email === null ? 'userId' : 'email'
  throw UserErrors.one('NOT_FOUND', [field], "expected one of the organization's people who may read profiles there")
}
