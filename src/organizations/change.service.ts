import { recordAudit } from '../audit/audit.trail.js'
import { MAX_REASON_LENGTH, requireReason } from '../audit/reason.js'
import { type Actor, assertPerson, type PersonActor, type RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import type { ChangeApplier } from './change.applier.js'
import type { WantedChange } from './change.applying.js'
import { insertChangeRequest, isAskedForByStaff } from './change-request.queries.js'
import type { Change } from './change-request.rules.js'
import { hasAdministrator } from './membership.queries.js'
import type { Organization } from './organization.entity.js'
import { lockAdministered } from './organization.lock.js'
import type { OrganizationMail } from './organization.mail.js'
import type { OrganizationMetrics } from './organization.metrics.js'
import { administratorAddresses } from './organization.queries.js'
import { optionalTextOf } from './organization.rules.js'

const MS_PER_DAY = 86_400_000
/** What staff ask of one organization: each is a letter to all of its administrators. */
const STAFF_ASK = defineRateLimit({ name: 'change_request_staff', points: 60, seconds: 3_600 })

/** What came of a wanted change. */
export interface SubmittedChange {
  organizationId: string
  /** Null when there was nothing to change. */
  changeRequestId: string | null
  /** False while an administrator has to approve it, and when there was nothing to change. */
  applied: boolean
}

/** What changes need; `days` is how long a change request waits. */
export interface ChangeServiceParts {
  database: Database
  clock: Clock
  limits: RateLimits
  applier: ChangeApplier
  mail: OrganizationMail
  metrics: OrganizationMetrics
  days: number
}

/**
 * The one way to change an organization (domain.md, "Change requests"): its administrators change it at once, staff ask
 * its administrators; either way who, what, before, after and when are written down in the same transaction. While no
 * administrator has made the account there is nobody to ask: what staff change then applies at once.
 */
export class ChangeService {
  readonly #parts: ChangeServiceParts

  constructor(parts: ChangeServiceParts) {
    this.#parts = parts
  }

  /** @throws UserErrors when a rule stands against it, RequestError FORBIDDEN for who does not administer it */
  async submit(
    caller: Actor,
    request: RequestInfo,
    organizationId: string,
    wanted: WantedChange,
    reason: string | null | undefined,
    field?: string[],
  ): Promise<SubmittedChange> {
    assertPerson(caller)
    const actor: PersonActor = caller
    const { database, clock, limits, applier, metrics } = this.#parts
    const why = reasonOf(actor, reason)
    if (actor.kind === 'STAFF') await limits.take(STAFF_ASK, organizationId)
    const submitted = await database.transaction(async (tx) => {
      const organization = await lockAdministered(tx, actor, organizationId, field)
      const at = clock.now()
      const change = await applier.plan(tx, organization, wanted, at)
      if (change === null) return { changeRequestId: null, applied: false }
      const asks = actor.kind === 'STAFF' && (await hasAdministrator(tx, organizationId))
      if (asks && (await isAskedForByStaff(tx, organizationId, change, at))) throw askedAlready()
      const changeRequestId = newId('changeRequest')
      await this.#write(tx, { changeRequestId, actor, organization, change, asks, reason: why, at })
      const reasonRow = why === null ? {} : { reason: why }
      if (asks) {
        await this.#ask(tx, organization, { ...change, id: changeRequestId, reason: why }, at)
        const subject = { kind: 'changeRequest', ids: [changeRequestId] }
        const action = 'CHANGE_REQUESTED'
        await recordAudit(tx, { action, actor, request, organizationId, subject, ...reasonRow, at })
      } else {
        await applier.apply({ tx, actor, request, organization, changeRequestId, reason: reasonRow, at }, change)
      }
      return { changeRequestId, applied: !asks }
    })
    if (submitted.changeRequestId !== null) metrics.change(wanted.kind, submitted.applied ? 'applied' : 'requested')
    if (submitted.applied && wanted.kind === 'ADD_USERS') metrics.invitations('sent', wanted.users.length)
    if (submitted.applied && wanted.kind === 'CANCEL_INVITATION') metrics.invitations('cancelled')
    return { organizationId, ...submitted }
  }

  /** What applies at once is decided the moment it is asked for. */
  async #write(
    tx: Transaction,
    written: {
      changeRequestId: string
      actor: PersonActor
      organization: Organization
      change: Change
      asks: boolean
      reason: string | null
      at: Date
    },
  ): Promise<void> {
    const { changeRequestId: id, actor, organization, change, asks, reason, at } = written
    await insertChangeRequest(tx, {
      ...change,
      id,
      mode: organization.mode,
      organizationId: organization.id,
      status: asks ? 'PENDING' : 'APPROVED',
      requestedByUserId: actor.id,
      requestedByStaff: actor.kind === 'STAFF',
      reason,
      createdAt: at,
      expiresAt: expiryOf(at, this.#parts.days),
      decidedAt: asks ? null : at,
      decidedByUserId: asks ? null : actor.id,
    })
  }

  async #ask(
    tx: Transaction,
    organization: Organization,
    change: Change & { id: string; reason: string | null },
    at: Date,
  ): Promise<void> {
    const recipients = await administratorAddresses(tx, organization.id)
    const until = { at: expiryOf(at, this.#parts.days), timeZone: organization.timeZone }
    await this.#parts.mail.changeAsked(tx, recipients, { ...change, organizationName: organization.name }, until)
  }
}

function askedAlready(): UserErrors {
  return UserErrors.one('ALREADY_EXISTS', [], 'the same change waits for an administrator already')
}

/** When a change request that is made at `at` can no longer be decided. */
export function expiryOf(at: Date, days: number): Date {
  return new Date(at.getTime() + days * MS_PER_DAY)
}

/** Staff say why, always; others may. @throws UserErrors INVALID_INPUT */
export function reasonOf(actor: PersonActor, reason: string | null | undefined): string | null {
  return actor.kind === 'STAFF' ? requireReason(reason) : optionalTextOf(reason, ['reason'], MAX_REASON_LENGTH)
}
