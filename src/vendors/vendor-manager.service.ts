import type { AuditAction } from '../audit/audit.actions.js'
import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import type { PersonActor, RequestInfo, StaffActor } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { RequestError, UserErrors } from '../kernel/errors.js'
import { findUserByEmail } from '../people/user.service.js'
import { type AccessibleVendor, assertManages, lockVendor } from './vendor.access.js'
import type { CreateVendorInput, UpdateVendorInput } from './vendor.inputs.js'
import type { VendorMail } from './vendor.mail.js'
import { MAX_DESCRIPTION_LENGTH, optionalText, optionalWebsite, requireEmail, requireName } from './vendor.rules.js'
import { createVendor } from './vendor.service.js'
import { addMember } from './vendor-member.queries.js'

const UPDATE = writeStatement(
  'vendor_update',
  `update vendors set name = $2, website = $3, description = $4, contact_email = $5, listed = $6, live_approved_at = $7,
          suspended_at = $8, suspension_reason = $9
    where id = $1`,
)

/** What staff decide about a vendor. */
interface DecisionInput {
  vendorId: string
  reason: string
}

/** Sets vendors up and changes what is said of them; by whom is told with each. */
export class VendorManagerService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: VendorMail,
  ) {}

  /** By staff: a software provider, not yet approved for live keys. @throws UserErrors INVALID_INPUT, NOT_FOUND */
  async create(actor: StaffActor, request: RequestInfo, input: CreateVendorInput): Promise<AccessibleVendor> {
    const reason = requireReason(input.reason)
    return await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      const vendor = await createVendor(tx, this.clock, {
        name: requireName(['name'], input.name),
        kind: 'SOFTWARE',
        organizationId: null,
        website: optionalWebsite(['website'], input.website),
        description: optionalText(['description'], input.description, MAX_DESCRIPTION_LENGTH),
        contactEmail: optionalEmail(input.contactEmail),
        listed: input.listed,
      })
      await this.#audit(tx, 'VENDOR_CREATED', actor, request, vendor, reason)
      if (input.firstMemberEmail != null) {
        const user = await findUserByEmail(tx, input.firstMemberEmail.trim())
        if (user?.activatedAt == null) {
          const message = 'nobody with an account has this e-mail address'
          throw UserErrors.one('NOT_FOUND', ['firstMemberEmail'], message)
        }
        await addMember(tx, { vendorId: vendor.id, userId: user.id, addedByUserId: actor.id, addedAt: at })
        const subject = { kind: 'vendorMember', ids: [vendor.id, user.id] }
        const record = { action: 'VENDOR_MEMBER_ADDED', actor, request, organizationId: null, subject } as const
        await recordAudit(tx, { ...record, reason, at })
        const { fullName, email } = user
        const news = { vendorId: vendor.id, vendorName: vendor.name, fullName, email, byName: actor.name }
        await this.mail.memberAdded(tx, news)
      }
      return { ...vendor, manages: false }
    })
  }

  /**
   * By its people: website and description; by staff, with a reason: everything.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT; RequestError FORBIDDEN
   */
  async update(actor: PersonActor, request: RequestInfo, input: UpdateVendorInput): Promise<AccessibleVendor> {
    const reason = actor.kind === 'STAFF' || input.reason != null ? requireReason(input.reason) : null
    return await this.#change(actor, request, input.vendorId, 'VENDOR_UPDATED', reason, (vendor) => {
      if (actor.kind !== 'STAFF') assertEditable(vendor, input)
      if (input.listed === true && vendor.kind !== 'SOFTWARE') {
        const message = 'the directory names software providers only, not an integration of one organization'
        throw UserErrors.one('INVALID_INPUT', ['listed'], message)
      }
      const { website, description, contactEmail } = input
      return {
        ...(input.name != null && { name: requireName(['name'], input.name) }),
        ...(website !== undefined && { website: optionalWebsite(['website'], website) }),
        ...(description !== undefined && {
          description: optionalText(['description'], description, MAX_DESCRIPTION_LENGTH),
        }),
        ...(contactEmail !== undefined && { contactEmail: optionalEmail(contactEmail) }),
        ...(input.listed != null && { listed: input.listed }),
      }
    })
  }

  /** Live keys can be made from now on. @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT */
  async approveForLive(actor: StaffActor, request: RequestInfo, input: DecisionInput): Promise<AccessibleVendor> {
    const reason = requireReason(input.reason)
    return await this.#change(actor, request, input.vendorId, 'INTEGRATION_APPROVED', reason, (vendor) => {
      if (vendor.kind !== 'SOFTWARE') {
        const message = 'expected a software provider; an integration of one organization is approved by its request'
        throw UserErrors.one('INVALID_INPUT', ['vendorId'], message)
      }
      if (vendor.liveApprovedAt !== null) throw decided('the vendor is approved already')
      return { liveApprovedAt: this.clock.now() }
    })
  }

  /** Its keys open nothing from their next request on. @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT */
  async suspend(actor: StaffActor, request: RequestInfo, input: DecisionInput): Promise<AccessibleVendor> {
    const reason = requireReason(input.reason)
    return await this.#change(actor, request, input.vendorId, 'VENDOR_SUSPENDED', reason, (vendor) => {
      if (vendor.suspendedAt !== null) throw decided('the vendor is suspended already')
      return { suspendedAt: this.clock.now(), suspensionReason: reason }
    })
  }

  /** Its keys and grants work as before. @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT */
  async reinstate(actor: StaffActor, request: RequestInfo, input: DecisionInput): Promise<AccessibleVendor> {
    const reason = requireReason(input.reason)
    return await this.#change(actor, request, input.vendorId, 'VENDOR_REINSTATED', reason, (vendor) => {
      if (vendor.suspendedAt === null) throw decided('the vendor is not suspended')
      return { suspendedAt: null, suspensionReason: null }
    })
  }

  async #change(
    actor: PersonActor,
    request: RequestInfo,
    vendorId: string,
    action: AuditAction,
    reason: string | null,
    changeOf: (vendor: AccessibleVendor) => Partial<AccessibleVendor>,
  ): Promise<AccessibleVendor> {
    return await this.database.transaction(async (tx) => {
      const before = await lockVendor(tx, actor, vendorId)
      const vendor = { ...before, ...changeOf(before) }
      await tx.write(UPDATE, [
        vendor.id,
        vendor.name,
        vendor.website,
        vendor.description,
        vendor.contactEmail,
        vendor.listed,
        vendor.liveApprovedAt,
        vendor.suspendedAt,
        vendor.suspensionReason,
      ])
      await this.#audit(tx, action, actor, request, vendor, reason)
      return vendor
    })
  }

  async #audit(
    tx: Transaction,
    action: AuditAction,
    actor: PersonActor,
    request: RequestInfo,
    { id, organizationId }: { id: string; organizationId: string | null },
    reason: string | null,
  ): Promise<void> {
    const subject = { kind: 'vendor', ids: [id] }
    const at = this.clock.now()
    await recordAudit(tx, { action, actor, request, organizationId, subject, at, ...(reason !== null && { reason }) })
  }
}

/** What the people of a vendor cannot change of it themselves. */
function assertEditable(vendor: AccessibleVendor, input: UpdateVendorInput): void {
  assertManages(vendor)
  if (input.name != null || input.contactEmail !== undefined || input.listed != null) {
    throw new RequestError('FORBIDDEN', "name, contactEmail and listed are changed by the publisher's staff")
  }
}

function optionalEmail(given: string | null | undefined): string | null {
  return given == null || given.trim() === '' ? null : requireEmail(['contactEmail'], given)
}

function decided(message: string): UserErrors {
  return UserErrors.one('ALREADY_DECIDED', ['vendorId'], message)
}
