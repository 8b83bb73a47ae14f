import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertPerson, type PersonActor, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { type ChangeService, reasonOf } from './change.service.js'
import type { InvitationChanges } from './invitation.changes.js'
import {
  type InvitationRow,
  invitationById,
  invitationsOfChange,
  organizationOfInvitation,
  renewInvitation,
} from './invitation.queries.js'
import { type Invitee, invitationStatusAt, inviteesOf, newInvitationToken } from './invitation.rules.js'
import { hasAdministrator } from './membership.queries.js'
import { assertAdministers, findOrganization } from './organization.access.js'
import { lockAdministered } from './organization.lock.js'
import type { OrganizationMail } from './organization.mail.js'

/** Calls that invite, per organization: with 100 people each, more than any organization has. */
const INVITE = defineRateLimit({ name: 'invitation_invite', points: 60, seconds: 3_600 })
/** Letters that one invitation can become. */
const RESEND = defineRateLimit({ name: 'invitation_resend', points: 5, seconds: 3_600 })

/** What the inviting side needs besides the changes. */
export interface InvitationManagerParts {
  database: Database
  clock: Clock
  limits: RateLimits
  changes: ChangeService
  invitations: InvitationChanges
  mail: OrganizationMail
  onResent: () => void
}

/** The organization's side of invitations. */
export class InvitationManager {
  readonly #parts: InvitationManagerParts

  constructor(parts: InvitationManagerParts) {
    this.#parts = parts
  }

  /**
   * Adds people, all or none. By staff: once an administrator approves it. @throws UserErrors INVALID_INPUT,
   * USER_ALREADY_ADDED (row by row); RequestError RATE_LIMITED
   */
  async invite(
    actor: Actor,
    request: RequestInfo,
    input: { organizationId: string; users: readonly Invitee[]; reason?: string | null },
  ): Promise<{ invitations: InvitationRow[]; changeRequestId: string | null }> {
    const { database, limits, changes } = this.#parts
    assertPerson(actor)
    const users = inviteesOf(input.users)
    const { organizationId } = input
    // Only who may invite counts against the organization's limit.
    if (await administers(database, actor, organizationId)) await limits.take(INVITE, organizationId)
    const wanted = { kind: 'ADD_USERS', users } as const
    const { changeRequestId, applied } = await changes.submit(actor, request, organizationId, wanted, input.reason)
    const invitations = applied && changeRequestId !== null ? await invitationsOfChange(database, changeRequestId) : []
    return { invitations, changeRequestId }
  }

  /** Takes a pending invitation back. By staff: once an administrator approves it. @throws UserErrors */
  async cancel(
    actor: Actor,
    request: RequestInfo,
    input: { invitationId: string; reason?: string | null },
  ): Promise<{ invitation: InvitationRow | null; changeRequestId: string | null }> {
    const { database, changes } = this.#parts
    assertPerson(actor)
    const { invitationId } = input
    const organizationId = await this.#organizationOf(actor, invitationId)
    const wanted = { kind: 'CANCEL_INVITATION', invitationId } as const
    const field = ['invitationId']
    const submitted = await changes.submit(actor, request, organizationId, wanted, input.reason, field)
    const invitation = await invitationById(database, invitationId)
    return { invitation, changeRequestId: submitted.changeRequestId }
  }

  /**
   * Mails a new link, valid for the whole term again; the earlier one is void. Also for an invitation that has expired.
   * By staff at once while the invitation works, for nobody's rights change; one that has expired only while there is no
   * administrator who could approve another one. @throws UserErrors; RequestError RATE_LIMITED
   */
  async resend(
    actor: Actor,
    request: RequestInfo,
    input: { invitationId: string; reason?: string | null },
  ): Promise<InvitationRow> {
    const { database, clock, limits, invitations, mail, onResent } = this.#parts
    assertPerson(actor)
    const reason = reasonOf(actor, input.reason)
    const { invitationId: id } = input
    const organizationId = await this.#organizationOf(actor, id)
    if (await administers(database, actor, organizationId)) await limits.take(RESEND, id)
    const resent = await database.transaction(async (tx) => {
      const organization = await lockAdministered(tx, actor, organizationId, ['invitationId'])
      const sentAt = clock.now()
      const invitation = await invitationById(tx, id)
      invariant(invitation, 'an invitation is not deleted')
      if (invitation.status !== 'PENDING') {
        throw UserErrors.one(
          'ALREADY_DECIDED',
          ['invitationId'],
          'expected an invitation that is pending or has expired',
        )
      }
      const expired = invitationStatusAt(invitation, sentAt) === 'EXPIRED'
      if (actor.kind === 'STAFF' && expired && (await hasAdministrator(tx, organizationId))) throw expiredForStaff()
      const { token, sha256: tokenSha256 } = newInvitationToken()
      const expiresAt = invitations.expiryOf(sentAt)
      await renewInvitation(tx, id, { tokenSha256, sentAt, expiresAt })
      const { name: organizationName, timeZone } = organization
      await mail.invitations(tx, [{ ...invitation, organizationName, timeZone, expiresAt, token }])
      await recordAudit(tx, {
        action: 'INVITATION_RESENT',
        actor,
        request,
        organizationId,
        subject: { kind: 'invitation', ids: [id] },
        ...(reason !== null && { reason }),
        at: sentAt,
      })
      return { ...invitation, sentAt, expiresAt, status: invitationStatusAt({ ...invitation, expiresAt }, sentAt) }
    })
    onResent()
    return resent
  }

  /** By one statement, whatever the id. @throws UserErrors NOT_FOUND */
  async #organizationOf(actor: PersonActor, invitationId: string): Promise<string> {
    const organizationId = await organizationOfInvitation(this.#parts.database, actor, invitationId)
    if (organizationId !== null) return organizationId
    throw UserErrors.one('NOT_FOUND', ['invitationId'], `no invitation has the id "${invitationId}"`)
  }
}

function expiredForStaff(): UserErrors {
  return UserErrors.one(
    'ALREADY_DECIDED',
    ['invitationId'],
    'expected an invitation that is pending: this one has expired; invite the person again, which an administrator approves',
  )
}

/** Whether the actor is one of those for whom the organization is there to be managed. @throws RequestError FORBIDDEN */
async function administers(database: Database, actor: PersonActor, organizationId: string): Promise<boolean> {
  const organization = await findOrganization(database, actor, organizationId)
  if (organization !== null && actor.kind !== 'STAFF') assertAdministers(organization)
  return organization !== null
}
