import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertPerson, type Mode, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, RequestError } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { usersByIds } from '../people/user.service.js'
import { expiryOf, reasonOf } from './change.service.js'
import { type ChangeRequestRow, changeRequestById, insertChangeRequest } from './change-request.queries.js'
import { administersAny } from './membership.queries.js'
import type { OrganizationMetrics } from './organization.metrics.js'
import { assertModeOfRequest, type OrganizationData, organizationDataOf } from './organization.rules.js'

/** New organizations that one person asks for: each is work for staff. */
const ASK = defineRateLimit({ name: 'organization_request', points: 10, seconds: 86_400 })

/** A new organization as an administrator asks for it. */
export interface OrganizationAskedFor extends Pick<OrganizationData, 'name' | 'timeZone'> {
  mode: Mode
  phone?: string | null
  address?: OrganizationData['address']
}

/** Who administers an organization asks for another one; staff decide. */
export class OrganizationRequestService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly metrics: OrganizationMetrics,
    private readonly days: number,
  ) {}

  /** @throws UserErrors INVALID_INPUT, RequestError FORBIDDEN for who administers none of the mode, RATE_LIMITED */
  async ask(
    caller: Actor,
    request: RequestInfo,
    wanted: OrganizationAskedFor,
    reason: string | null | undefined,
  ): Promise<ChangeRequestRow> {
    assertPerson(caller)
    const actor = caller
    if (actor.kind === 'STAFF') throw new RequestError('FORBIDDEN', 'staff set an organization up: createOrganization')
    const why = reasonOf(actor, reason)
    assertModeOfRequest(actor, wanted.mode)
    const data = organizationDataOf(wanted)
    await this.limits.take(ASK, actor.id)
    const asked = await this.database.transaction(async (tx) => {
      if (!(await administersAny(tx, actor.id, wanted.mode))) {
        throw new RequestError(
          'FORBIDDEN',
          `this is for people who administer an organization of ${wanted.mode} mode already`,
        )
      }
      const [user] = await usersByIds(tx, [actor.id])
      invariant(user, 'the actor is a person')
      const { id: userId, email, fullName } = user
      const at = this.clock.now()
      const id = newId('changeRequest')
      await insertChangeRequest(tx, {
        id,
        kind: 'CREATE_ORGANIZATION',
        before: null,
        after: { ...data, users: [{ userId, email, fullName, roles: ['ORGANIZATION_ADMINISTRATOR'] }] },
        mode: wanted.mode,
        organizationId: null,
        status: 'PENDING',
        requestedByUserId: actor.id,
        requestedByStaff: false,
        reason: why,
        createdAt: at,
        expiresAt: expiryOf(at, this.days),
        decidedAt: null,
        decidedByUserId: null,
      })
      const subject = { kind: 'changeRequest', ids: [id] }
      await recordAudit(tx, { action: 'CHANGE_REQUESTED', actor, request, organizationId: null, subject, at })
      const row = await changeRequestById(tx, id)
      invariant(row, 'a change request is there once inserted')
      return row
    })
    this.metrics.change('CREATE_ORGANIZATION', 'requested')
    return asked
  }
}
