import { recordAudit } from '../audit/audit.trail.js'
import { MAX_REASON_LENGTH, requireReason } from '../audit/reason.js'
import { type Actor, assertPerson, type PersonActor, type RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import type { ChangeApplier } from './change.applier.js'
import type { WantedChange } from './change.applying.js'
import { insertChangeRequest } from './change-request.queries.js'
import type { Change } from './change-request.rules.js'
import type { Organization } from './organization.entity.js'
import { lockAdministered } from './organization.lock.js'
import type { OrganizationMail } from './organization.mail.js'
import type { OrganizationMetrics } from './organization.metrics.js'
import { administratorAddresses } from './organization.queries.js'
import { optionalTextOf } from './organization.rules.js'

const MS_PER_DAY = 86_400_000

/** What came of a wanted change. */
export interface SubmittedChange {
  organizationId: string
  /** Null when there was nothing to change. */
  changeRequestId: string | null
  /** False while an administrator has to approve it, and when there was nothing to change. */
  applied: boolean
}

/**
 * The one way to change an organization (domain.md, "Change requests"): its administrators change it at once, staff ask
 * its administrators; either way who, what, before, after and when are written down in the same transaction.
 */
export class ChangeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly applier: ChangeApplier,
    private readonly mail: OrganizationMail,
    private readonly metrics: OrganizationMetrics,
    private readonly days: number,
  ) {}

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
    const why = reasonOf(actor, reason)
    const submitted = await this.database.transaction(async (tx) => {
      const organization = await lockAdministered(tx, actor, organizationId, field)
      const at = this.clock.now()
      const change = await this.applier.plan(tx, organization, wanted, at)
      if (change === null) return { changeRequestId: null, applied: false }
      const changeRequestId = newId('changeRequest')
      await this.#write(tx, { changeRequestId, actor, organization, change, reason: why, at })
      const reasonRow = why === null ? {} : { reason: why }
      if (actor.kind === 'STAFF') {
        await this.#ask(tx, organization, { ...change, id: changeRequestId, reason: why }, at)
        const subject = { kind: 'changeRequest', ids: [changeRequestId] }
        const action = 'CHANGE_REQUESTED'
        await recordAudit(tx, { action, actor, request, organizationId, subject, ...reasonRow, at })
      } else {
        await this.applier.apply({ tx, actor, request, organization, changeRequestId, reason: reasonRow, at }, change)
      }
      return { changeRequestId, applied: actor.kind !== 'STAFF' }
    })
    if (submitted.changeRequestId !== null) {
      this.metrics.change(wanted.kind, submitted.applied ? 'applied' : 'requested')
    }
    if (submitted.applied && wanted.kind === 'ADD_USERS') this.metrics.invitations('sent', wanted.users.length)
    if (submitted.applied && wanted.kind === 'CANCEL_INVITATION') this.metrics.invitations('cancelled')
    return { organizationId, ...submitted }
  }

  /** By an administrator it is decided the moment it is asked for. */
  async #write(
    tx: Transaction,
    written: {
      changeRequestId: string
      actor: PersonActor
      organization: Organization
      change: Change
      reason: string | null
      at: Date
    },
  ): Promise<void> {
    const { changeRequestId: id, actor, organization, change, reason, at } = written
    const asks = actor.kind === 'STAFF'
    await insertChangeRequest(tx, {
      ...change,
      id,
      mode: organization.mode,
      organizationId: organization.id,
      status: asks ? 'PENDING' : 'APPROVED',
      requestedByUserId: actor.id,
      requestedByStaff: asks,
      reason,
      createdAt: at,
      expiresAt: expiryOf(at, this.days),
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
    const until = { at: expiryOf(at, this.days), timeZone: organization.timeZone }
    await this.mail.changeAsked(tx, recipients, { ...change, organizationName: organization.name }, until)
  }
}

/** When a change request that is made at `at` can no longer be decided. */
export function expiryOf(at: Date, days: number): Date {
  return new Date(at.getTime() + days * MS_PER_DAY)
}

/** Staff say why, always; others may. @throws UserErrors INVALID_INPUT */
export function reasonOf(actor: PersonActor, reason: string | null | undefined): string | null {
  return actor.kind === 'STAFF' ? requireReason(reason) : optionalTextOf(reason, ['reason'], MAX_REASON_LENGTH)
}
