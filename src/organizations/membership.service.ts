import { type Actor, assertPerson, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { ChangeService } from './change.service.js'
import { type ChangeRequestRow, changeRequestById } from './change-request.queries.js'
import type { Role } from './membership.entity.js'
import { findMember, type Member } from './membership.queries.js'
import { rolesOf } from './organization.rules.js'

/** Changes who belongs to an organization, and as what (domain.md, "Organization manager"). */
export class MembershipService {
  constructor(
    private readonly database: Database,
    private readonly changes: ChangeService,
  ) {}

  /** @throws UserErrors NOT_FOUND, INVALID_INPUT, LAST_ADMINISTRATOR */
  async changeRoles(
    actor: Actor,
    request: RequestInfo,
    input: { organizationId: string; userId: string; roles: readonly Role[]; reason?: string | null },
  ): Promise<{ user: Member | null; changeRequest: ChangeRequestRow | null }> {
    assertPerson(actor)
    const { organizationId, userId, reason } = input
    const wanted = { kind: 'CHANGE_ROLES', userId, roles: rolesOf(input.roles, ['roles']) } as const
    const { changeRequestId } = await this.changes.submit(actor, request, organizationId, wanted, reason)
    const user = await findMember(this.database, organizationId, userId)
    return { user, changeRequest: await this.#changeRequest(changeRequestId) }
  }

  /** The account stays the person's own. @throws UserErrors NOT_FOUND, LAST_ADMINISTRATOR */
  async remove(
    actor: Actor,
    request: RequestInfo,
    input: { organizationId: string; userId: string; reason?: string | null },
  ): Promise<ChangeRequestRow | null> {
    assertPerson(actor)
    const { organizationId, userId, reason } = input
    const wanted = { kind: 'REMOVE_USER', userId } as const
    const { changeRequestId } = await this.changes.submit(actor, request, organizationId, wanted, reason)
    return await this.#changeRequest(changeRequestId)
  }

  async #changeRequest(id: string | null): Promise<ChangeRequestRow | null> {
    return id === null ? null : await changeRequestById(this.database, id)
  }
}
