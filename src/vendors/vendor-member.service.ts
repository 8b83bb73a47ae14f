import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import type { PersonActor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { RequestError, UserErrors } from '../kernel/errors.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { findMember } from '../organizations/membership.queries.js'
import { keepingStaffApart } from '../people/staff-apart.js'
import { findUserByEmail } from '../people/user.service.js'
import { type AccessibleVendor, assertManages, lockVendor } from './vendor.access.js'
import type { AddVendorMemberInput, RemoveVendorMemberInput } from './vendor.inputs.js'
import type { VendorMail } from './vendor.mail.js'
import { addMember, countMembers, removeMember, vendorOfMember } from './vendor-member.queries.js'

/** Whoever manages a vendor can find out whether an address has an account, so nobody can ask for many. */
const ADDITIONS = defineRateLimit({ name: 'vendor_member_additions', points: 30, seconds: 3_600 })

/**
 * Who manages a vendor: its people decide, and staff with a reason. An organization's own integration is managed by its
 * administrators, who need no membership here and alone add others to it.
 */
export class VendorMemberService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly mail: VendorMail,
  ) {}

  /**
   * A person who has an account may manage the vendor from the next request on; that person and everybody else who
   * manages it are told by e-mail.
   * @throws UserErrors NOT_FOUND for the vendor or the address, ALREADY_EXISTS, INVALID_INPUT; RequestError RATE_LIMITED
   */
  async add(actor: PersonActor, request: RequestInfo, input: AddVendorMemberInput): Promise<AccessibleVendor> {
    const reason = reasonOf(actor, input.reason)
    await this.limits.take(ADDITIONS, actor.id)
    return await this.database.transaction(async (tx) => {
      const vendor = await lockVendor(tx, actor, input.vendorId)
      if (actor.kind !== 'STAFF') await assertAdds(tx, actor, vendor)
      const user = await findUserByEmail(tx, input.email.trim())
      if (user?.activatedAt == null) {
        throw UserErrors.one('NOT_FOUND', ['email'], 'nobody with an account has this e-mail address')
      }
      const at = this.clock.now()
      const added = { vendorId: vendor.id, userId: user.id, addedByUserId: actor.id, addedAt: at }
      if ((await keepingStaffApart(['email'], () => addMember(tx, added))) === null) {
        throw UserErrors.one('ALREADY_EXISTS', ['email'], 'the person manages the vendor already')
      }
      const subject = { kind: 'vendorMember', ids: [vendor.id, user.id] }
      const { organizationId } = vendor
      await recordAudit(tx, { action: 'VENDOR_MEMBER_ADDED', actor, request, organizationId, subject, at, ...reason })
      const { fullName, email } = user
      const news = { vendorId: vendor.id, vendorName: vendor.name, fullName, email, byName: actor.name }
      await this.mail.memberAdded(tx, news)
      return vendor
    })
  }

  /**
   * The last one cannot go, not even one of two at once; where administrators manage the vendor anyway, everybody can.
   * @throws UserErrors NOT_FOUND, LAST_MEMBER, INVALID_INPUT
   */
  async remove(actor: PersonActor, request: RequestInfo, input: RemoveVendorMemberInput): Promise<string> {
    const reason = reasonOf(actor, input.reason)
    const { vendorMemberId } = input
    const notFound = UserErrors.one('NOT_FOUND', ['vendorMemberId'], `no membership has the id "${vendorMemberId}"`)
    return await this.database.transaction(async (tx) => {
      const vendorId = await vendorOfMember(tx, actor, vendorMemberId)
      if (vendorId === null) throw notFound
      const vendor = await lockVendor(tx, actor, vendorId)
      if (actor.kind !== 'STAFF') assertManages(vendor)
      const userId = await removeMember(tx, vendorMemberId)
      if (userId === null) throw notFound
      if (vendor.organizationId === null && (await countMembers(tx, vendor.id)) === 0) {
        const message = 'this is the last person who manages the vendor: add another one first'
        throw UserErrors.one('LAST_MEMBER', ['vendorMemberId'], message)
      }
      const subject = { kind: 'vendorMember', ids: [vendor.id, userId] }
      const { organizationId } = vendor
      const at = this.clock.now()
      await recordAudit(tx, { action: 'VENDOR_MEMBER_REMOVED', actor, request, organizationId, subject, at, ...reason })
      return vendorMemberId
    })
  }
}

/** Whoever was added to an organization's own integration does not add others. */
async function assertAdds(tx: Transaction, actor: PersonActor, vendor: AccessibleVendor): Promise<void> {
  assertManages(vendor)
  if (vendor.organizationId === null) return
  const member = await findMember(tx, vendor.organizationId, actor.id)
  if (member?.roles.includes('ORGANIZATION_ADMINISTRATOR') !== true) {
    throw new RequestError('FORBIDDEN', "this is for the administrators of the vendor's organization")
  }
}

/** Staff say why; others may. */
function reasonOf(actor: PersonActor, given: string | null | undefined): { reason?: string } {
  return actor.kind === 'STAFF' || given != null ? { reason: requireReason(given) } : {}
}
