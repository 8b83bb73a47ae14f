import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertPerson, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { type Member, membersOfUsers } from '../organizations/membership.queries.js'
import { assertAdministers } from '../organizations/organization.access.js'
import { lockAdministered } from '../organizations/organization.lock.js'
import { chooseRecipients } from './receipt-recipient.queries.js'
import { MAX_RECEIPT_RECIPIENTS, type SetReceiptRecipientsInput } from './receipt-recipient.type.js'

/**
 * Who gets an organization's receipts besides its administrators (domain.md, "Daily receipt summary"). Only its own people,
 * who have proved their addresses: receipts name clinicians. And only its administrators choose, not staff.
 */
export class ReceiptRecipientService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Makes these people, and nobody else, the chosen ones. @throws UserErrors NOT_FOUND, INVALID_INPUT */
  async set(actor: Actor, request: RequestInfo, input: SetReceiptRecipientsInput): Promise<Member[]> {
    assertPerson(actor)
    const { organizationId } = input
    const userIds = [...new Set(input.userIds)]
    if (userIds.length > MAX_RECEIPT_RECIPIENTS) {
      const message = `expected at most ${MAX_RECEIPT_RECIPIENTS} people, got ${userIds.length}`
      throw UserErrors.one('INVALID_INPUT', ['userIds'], message)
    }
    return await this.database.transaction(async (tx) => {
      assertAdministers(await lockAdministered(tx, actor, organizationId))
      const members = await membersOfUsers(
        tx,
        userIds.map((userId) => ({ organizationId, userId })),
      )
      const byId = new Map(members.map((member) => [member.userId, member]))
      const missing = input.userIds.findIndex((id) => !byId.has(id))
      if (missing >= 0) {
        const message = `no user of the organization has the id "${input.userIds[missing]}"`
        throw UserErrors.one('NOT_FOUND', ['userIds', String(missing)], message)
      }
      const at = this.clock.now()
      await chooseRecipients(tx, { organizationId, userIds, byUserId: actor.id, at })
      const subject = { kind: 'user', ids: userIds }
      await recordAudit(tx, { action: 'RECEIPT_RECIPIENTS_CHANGED', actor, request, organizationId, subject, at })
      return byName(members)
    })
  }
}

/** In the order of their names. */
export function byName(members: readonly Member[]): Member[] {
  return [...members].sort((a, b) => a.fullName.localeCompare(b.fullName) || a.userId.localeCompare(b.userId))
}
