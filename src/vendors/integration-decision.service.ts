import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import { type RequestInfo, SCOPES, type StaffActor } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { findMember } from '../organizations/membership.queries.js'
import type { IntegrationRequest } from './integration-request.entity.js'
import { type DecidedRequest, decideRequest, lockOrganizationOfRequest } from './integration-request.queries.js'
import type { VendorMail } from './vendor.mail.js'
import type { VendorMetrics } from './vendor.metrics.js'
import { grantIntegration } from './vendor.service.js'

const LOCK_VENDOR = writeStatement<{ suspended: boolean }>(
  'vendor_lock_for_approval',
  'select suspended_at is not null as suspended from vendors where id = $1 for no key update',
)

const APPROVE_VENDOR = writeStatement(
  'vendor_approve_for_live',
  'update vendors set live_approved_at = $2 where id = $1 and live_approved_at is null',
)

const EVER_GRANTED = readStatement<{ id: string }>(
  'vendor_ever_granted',
  'select id from vendor_grants where vendor_id = $1 and organization_id = $2 limit 1',
)

/** What staff decide about a request. */
interface DecisionInput {
  integrationRequestId: string
  reason: string
}

/** Staff decide requests for integrations; the organization's administrators are told by e-mail. */
export class IntegrationDecisionService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: VendorMail,
    private readonly metrics: VendorMetrics,
  ) {}

  /**
   * Live keys can be made from now on, and the vendor may act for the organization with every scope: an administrator
   * asked for just that, so the request is the grant, in the name of who asked. Where the administrators took a grant
   * back meanwhile, theirs is the last word. Nothing is granted in the name of somebody who administers it no more.
   * @throws UserErrors NOT_FOUND, ALREADY_DECIDED, CHANGE_OUTDATED, INVALID_INPUT
   */
  async approve(actor: StaffActor, request: RequestInfo, input: DecisionInput): Promise<IntegrationRequest> {
    const reason = requireReason(input.reason)
    const approved = await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      await lockOrganizationOfRequest(tx, actor, input.integrationRequestId)
      const decided = await decideRequest(tx, actor, { ...input, status: 'APPROVED', reason, at })
      await assertApprovable(tx, decided)
      // A sandbox organization plays at being approved: its vendor never sees the live world.
      if (decided.mode === 'LIVE') await tx.write(APPROVE_VENDOR, [decided.vendorId, at])
      const grantId = await this.#grant(tx, decided)
      const ids = [decided.id, decided.vendorId, ...(grantId === null ? [] : [grantId])]
      const subject = { kind: 'integrationRequest', ids }
      const { organizationId } = decided
      await recordAudit(tx, { action: 'INTEGRATION_APPROVED', actor, request, organizationId, subject, reason, at })
      await this.mail.integrationApproved(tx, decided)
      return decided
    })
    this.metrics.integrationRequest('approved')
    return approved
  }

  /** No live keys; the test key goes on working. @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT */
  async reject(actor: StaffActor, request: RequestInfo, input: DecisionInput): Promise<IntegrationRequest> {
    const reason = requireReason(input.reason)
    const rejected = await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      const decided = await decideRequest(tx, actor, { ...input, status: 'REJECTED', reason, at })
      const subject = { kind: 'integrationRequest', ids: [decided.id, decided.vendorId] }
      const { organizationId } = decided
      await recordAudit(tx, { action: 'INTEGRATION_REJECTED', actor, request, organizationId, subject, reason, at })
      await this.mail.integrationRejected(tx, decided, reason)
      return decided
    })
    this.metrics.integrationRequest('rejected')
    return rejected
  }

  async #grant(
    tx: Transaction,
    { vendorId, organizationId, requestedByUserId }: DecidedRequest,
  ): Promise<string | null> {
    if ((await tx.rows(EVER_GRANTED, [vendorId, organizationId])).length > 0) return null
    const wanted = { vendorId, organizationId, scopes: SCOPES, grantedByUserId: requestedByUserId }
    return (await grantIntegration(tx, this.clock, wanted)).id
  }
}

/** Under the organization's lock, and holding the vendor's from now on. */
async function assertApprovable(tx: Transaction, decided: DecidedRequest): Promise<void> {
  const { organizationId, requestedByUserId, vendorId } = decided
  const field = ['integrationRequestId']
  const asker = await findMember(tx, organizationId, requestedByUserId)
  if (asker?.roles.includes('ORGANIZATION_ADMINISTRATOR') !== true) {
    const message = 'who asked for the integration does not administer the organization any more: reject the request'
    throw UserErrors.one('CHANGE_OUTDATED', field, message)
  }
  const [vendor] = await tx.write(LOCK_VENDOR, [vendorId])
  if (vendor?.suspended === true) {
    const message = 'the vendor is suspended: reinstate it first, or reject the request'
    throw UserErrors.one('INVALID_INPUT', field, message)
  }
}
