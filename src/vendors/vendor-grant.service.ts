import type { AuditAction } from '../audit/audit.actions.js'
import { recordAudit } from '../audit/audit.trail.js'
import type { PersonActor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { constraintOf } from '../db/sql-state.js'
import { writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { assertAdministers } from '../organizations/organization.access.js'
import { lockAdministered } from '../organizations/organization.lock.js'
import type { GrantEvent, VendorMail } from './vendor.mail.js'
import { optionalCap, requireScopes } from './vendor.rules.js'
import { grantIntegration } from './vendor.service.js'
import type { VendorGrant } from './vendor-grant.entity.js'
import type { ChangeGrantInput, GrantIntegrationInput } from './vendor-grant.inputs.js'
import { grantableVendor, type LockedGrant, lockGrant } from './vendor-grant.queries.js'

const CHANGE = writeStatement(
  'vendor_grant_change',
  'update vendor_grants set scopes = $2, monthly_spend_cap_cents = $3 where id = $1',
)

const REVOKE = writeStatement(
  'vendor_grant_revoke',
  'update vendor_grants set revoked_at = $2, revoked_by_user_id = $3 where id = $1',
)

const ACTIONS = {
  GIVEN: 'GRANT_GIVEN',
  CHANGED: 'GRANT_CHANGED',
  REVOKED: 'GRANT_REVOKED',
} as const satisfies Record<GrantEvent, AuditAction>

/**
 * Administrators decide which vendor acts for their organization (domain.md, "Who acts"). Grants are read at each
 * request of a vendor, so a change counts from the next one on. Staff cannot grant for an organization.
 */
export class VendorGrantService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: VendorMail,
  ) {}

  /**
   * @throws UserErrors NOT_FOUND for an organization or a vendor that is not there, ALREADY_EXISTS when the vendor has
   * an active grant, INVALID_INPUT
   */
  async give(actor: PersonActor, request: RequestInfo, input: GrantIntegrationInput): Promise<VendorGrant> {
    return await this.database
      .transaction(async (tx) => {
        const organization = await lockAdministered(tx, actor, input.organizationId)
        // Also for staff, whom the organization's lock lets through.
        assertAdministers(organization)
        const scopes = requireScopes(['scopes'], input.scopes)
        const monthlySpendCapCents = optionalCap(['monthlySpendCapCents'], input.monthlySpendCapCents)
        const vendor = await grantableVendor(tx, organization.id, input.vendorId)
        if (vendor === null) {
          throw UserErrors.one('NOT_FOUND', ['vendorId'], `no vendor has the id "${input.vendorId}"`)
        }
        const grant = await grantIntegration(tx, this.clock, {
          vendorId: vendor.id,
          organizationId: organization.id,
          scopes,
          monthlySpendCapCents,
          grantedByUserId: actor.id,
        })
        await this.#tell(tx, 'GIVEN', actor, request, {
          ...grant,
          administers: true,
          organizationName: organization.name,
          vendorName: vendor.name,
        })
        return grant
      })
      .catch((error: unknown) => {
        if (constraintOf(error) !== 'vendor_grants_one_active') throw error
        throw UserErrors.one(
          'ALREADY_EXISTS',
          ['vendorId'],
          'the vendor has a grant already: change or revoke that one',
        )
      })
  }

  /** @throws UserErrors NOT_FOUND, INVALID_INPUT, ALREADY_DECIDED for a grant that was revoked */
  async change(actor: PersonActor, request: RequestInfo, input: ChangeGrantInput): Promise<VendorGrant> {
    return await this.database.transaction(async (tx) => {
      const grant = await lockGrant(tx, actor, input.grantId)
      assertAdministers(grant)
      if (grant.revokedAt !== null) {
        throw UserErrors.one('ALREADY_DECIDED', ['grantId'], 'the grant was revoked: give a new one')
      }
      const { monthlySpendCapCents: cap } = input
      const changed = {
        ...grant,
        scopes: input.scopes == null ? grant.scopes : requireScopes(['scopes'], input.scopes),
        monthlySpendCapCents:
          cap === undefined ? grant.monthlySpendCapCents : optionalCap(['monthlySpendCapCents'], cap),
      }
      await tx.write(CHANGE, [grant.id, changed.scopes, changed.monthlySpendCapCents])
      await this.#tell(tx, 'CHANGED', actor, request, changed)
      return changed
    })
  }

  /** Ends a grant from the vendor's next request on; one that was revoked before stays as it is. @throws UserErrors NOT_FOUND */
  async revoke(actor: PersonActor, request: RequestInfo, grantId: string): Promise<VendorGrant> {
    return await this.database.transaction(async (tx) => {
      const grant = await lockGrant(tx, actor, grantId)
      assertAdministers(grant)
      if (grant.revokedAt !== null) return grant
      const revoked = { ...grant, revokedAt: this.clock.now(), revokedByUserId: actor.id }
      await tx.write(REVOKE, [grant.id, revoked.revokedAt, revoked.revokedByUserId])
      await this.#tell(tx, 'REVOKED', actor, request, revoked)
      return revoked
    })
  }

  /** The audit trail and the organization's administrators learn of it. */
  async #tell(
    tx: Transaction,
    event: GrantEvent,
    actor: PersonActor,
    request: RequestInfo,
    grant: LockedGrant,
  ): Promise<void> {
    await recordAudit(tx, {
      action: ACTIONS[event],
      actor,
      request,
      organizationId: grant.organizationId,
      subject: { kind: 'vendorGrant', ids: [grant.id, grant.vendorId] },
      at: this.clock.now(),
    })
    await this.mail.grant(tx, event, { ...grant, byName: actor.name })
  }
}
