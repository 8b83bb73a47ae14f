import { recordAudit } from '../audit/audit.trail.js'
import { MAX_REASON_LENGTH } from '../audit/reason.js'
import { type Actor, assertPerson, type PersonActor, type RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, RequestError, UserErrors } from '../kernel/errors.js'
import { lockUser } from '../people/user.service.js'
import { type ChangeApplier, wantedOf } from './change.applier.js'
import { reasonOf } from './change.service.js'
import {
  accessibleChangeRequest,
  type ChangeRequestRow,
  changeRequestById,
  decideChangeRequest,
  lockChangeRequest,
} from './change-request.queries.js'
import { changeRequestStatusAt, isSameState } from './change-request.rules.js'
import { administersAny } from './membership.queries.js'
import type { OrganizationCreation } from './organization.creation.js'
import type { Organization } from './organization.entity.js'
import { lockAdministered } from './organization.lock.js'
import type { OrganizationMail } from './organization.mail.js'
import type { OrganizationMetrics } from './organization.metrics.js'
import { optionalTextOf } from './organization.rules.js'

/** What an approval or a rejection says. */
export interface DecisionInput {
  changeRequestId: string
  /** Mailed to whoever asked. */
  note?: string | null
  /** Why; staff have to say it. */
  reason?: string | null
}

interface Deciding {
  tx: Transaction
  actor: PersonActor
  request: RequestInfo
  changeRequest: ChangeRequestRow
  /** Locked; null for one that is asked for. */
  organization: Organization | null
  note: string | null
  reason: { reason?: string }
  at: Date
}

/** Approves and rejects: administrators what staff ask of their organization, staff new organizations. */
export class ChangeRequestService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly applier: ChangeApplier,
    private readonly creation: OrganizationCreation,
    private readonly mail: OrganizationMail,
    private readonly metrics: OrganizationMetrics,
  ) {}

  /** Applies the change, by the rules as they hold now. @throws UserErrors when one stands against it: it stays pending. */
  async approve(actor: Actor, request: RequestInfo, input: DecisionInput): Promise<ChangeRequestRow> {
    return await this.#decide(actor, request, input, 'APPROVED')
  }

  /** Leaves everything as it is; whoever asked withdraws it so. @throws UserErrors */
  async reject(actor: Actor, request: RequestInfo, input: DecisionInput): Promise<ChangeRequestRow> {
    return await this.#decide(actor, request, input, 'REJECTED')
  }

  async #decide(
    caller: Actor,
    request: RequestInfo,
    input: DecisionInput,
    outcome: 'APPROVED' | 'REJECTED',
  ): Promise<ChangeRequestRow> {
    assertPerson(caller)
    const actor: PersonActor = caller
    const reason = reasonOf(actor, input.reason)
    const note = optionalTextOf(input.note, ['note'], MAX_REASON_LENGTH)
    const decided = await this.database.transaction(async (tx) => {
      const { changeRequest, organization } = await this.#lock(tx, actor, input.changeRequestId, outcome)
      const at = this.clock.now()
      if (changeRequestStatusAt(changeRequest, at) !== 'PENDING') throw alreadyDecided(changeRequest)
      const reasonRow = reason === null ? {} : { reason }
      const deciding = { tx, actor, request, changeRequest, organization, note, reason: reasonRow, at }
      const organizationId = outcome === 'APPROVED' ? await this.#apply(deciding) : (organization?.id ?? null)
      const { id } = changeRequest
      await decideChangeRequest(tx, { id, status: outcome, at, byUserId: actor.id, note, organizationId })
      await recordAudit(tx, {
        action: outcome === 'APPROVED' ? 'CHANGE_APPROVED' : 'CHANGE_REJECTED',
        actor,
        request,
        organizationId,
        subject: { kind: 'changeRequest', ids: [id] },
        ...reasonRow,
        at,
      })
      const organizationName = organization?.name ?? null
      await this.mail.changeDecided(tx, actor.id, { ...changeRequest, organizationName }, outcome, note)
      const row = await changeRequestById(tx, id)
      invariant(row, 'a change request is not deleted')
      return row
    })
    this.metrics.change(decided.kind, outcome === 'APPROVED' ? 'approved' : 'rejected')
    const users = decided.after?.users ?? []
    if (outcome === 'APPROVED' && decided.kind === 'ADD_USERS') this.metrics.invitations('sent', users.length)
    if (outcome === 'APPROVED' && decided.kind === 'CANCEL_INVITATION') this.metrics.invitations('cancelled')
    return decided
  }

  /** Finds it by one statement, and takes first its organization, then it: everybody in this order. */
  async #lock(
    tx: Transaction,
    actor: PersonActor,
    id: string,
    outcome: 'APPROVED' | 'REJECTED',
  ): Promise<Pick<Deciding, 'changeRequest' | 'organization'>> {
    const found = await accessibleChangeRequest(tx, actor, id)
    if (found === null) {
      throw UserErrors.one('NOT_FOUND', ['changeRequestId'], `no change request has the id "${id}"`)
    }
    assertDecides(actor, found, outcome)
    const { organizationId } = found
    const organization =
      organizationId === null || isForStaff(found)
        ? null
        : await lockAdministered(tx, actor, organizationId, ['changeRequestId'])
    const locked = await lockChangeRequest(tx, id)
    invariant(locked, 'a change request is not deleted')
    return { changeRequest: { ...found, ...locked }, organization }
  }

  /** Returns the id of the organization that was changed, or came of it. */
  async #apply(deciding: Deciding): Promise<string> {
    const { tx, organization, changeRequest, at } = deciding
    if (organization === null) return await this.#establish(deciding)
    const { kind, before, after } = changeRequest
    const wanted = wantedOf({ kind, before, after })
    try {
      const now = await this.applier.plan(tx, organization, wanted, at)
      if (now === null || !isSameState(now.before, before)) throw outdated()
      await this.applier.apply({ ...deciding, organization, changeRequestId: changeRequest.id }, now)
      return organization.id
    } catch (error) {
      throw error instanceof UserErrors ? asOfTheRequest(error) : error
    }
  }

  async #establish({ tx, actor, request, changeRequest, reason, at }: Deciding): Promise<string> {
    const { mode, after, requestedByUserId } = changeRequest
    // Taken, so that the address stays the same until the organization is there.
    const asker = await lockUser(tx, requestedByUserId)
    invariant(asker && after?.name !== undefined && after.timeZone !== undefined, 'the request names the organization')
    if (!(await administersAny(tx, asker.id, mode))) throw outdated()
    const { name, timeZone, phone = null, address = null } = after
    const roles = after.users?.[0]?.roles ?? ['ORGANIZATION_ADMINISTRATOR' as const]
    const administrator = { email: asker.email, fullName: asker.fullName, roles }
    const { organization } = await this.creation.establish(tx, { mode, name, timeZone, phone, address, administrator })
    const organizationId = organization.id
    const subject = { kind: 'organization', ids: [organizationId] }
    await recordAudit(tx, { action: 'ORGANIZATION_CREATED', actor, request, organizationId, subject, ...reason, at })
    return organizationId
  }
}

function isForStaff({ kind, requestedByStaff }: ChangeRequestRow): boolean {
  return kind === 'CREATE_ORGANIZATION' && !requestedByStaff
}

/** The other side decides, and never approves what the same person asked for; that person may withdraw it. */
function assertDecides(
  actor: PersonActor,
  changeRequest: ChangeRequestRow & { administers: boolean },
  outcome: 'APPROVED' | 'REJECTED',
): void {
  const own = actor.id === changeRequest.requestedByUserId
  if (own && outcome === 'REJECTED') return
  if (isForStaff(changeRequest)) {
    if (actor.kind !== 'STAFF') throw new RequestError('FORBIDDEN', "the publisher's staff decide about this")
  } else if (actor.kind !== 'USER' || !changeRequest.administers) {
    throw new RequestError('FORBIDDEN', "the organization's administrators decide about this")
  }
  // Whoever was of one side when asking may be of the other by now.
  if (own && changeRequest.status === 'PENDING') {
    throw new RequestError('FORBIDDEN', 'somebody else has to decide about what you asked for')
  }
}

function alreadyDecided({ status }: ChangeRequestRow): UserErrors {
  const what = { PENDING: 'has expired', EXPIRED: 'has expired', APPROVED: 'was approved', REJECTED: 'was rejected' }
  return UserErrors.one('ALREADY_DECIDED', ['changeRequestId'], `expected a pending change request: it ${what[status]}`)
}

function outdated(): UserErrors {
  return UserErrors.one(
    'CHANGE_OUTDATED',
    ['changeRequestId'],
    'what it was to change has changed since it was asked for: reject it, and have it asked for again',
  )
}

/** What stands against the change now, of the request as a whole; what is gone makes it outdated. */
function asOfTheRequest(error: UserErrors): UserErrors {
  if (error.items.some(({ code }) => code === 'NOT_FOUND' || code === 'ALREADY_DECIDED')) return outdated()
  return new UserErrors(error.items.map((item) => ({ ...item, field: ['changeRequestId'] })))
}
