import { type Actor, assertPerson, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { ChangeService } from './change.service.js'
import { type ChangeRequestRow, changeRequestById } from './change-request.queries.js'
import { type AccessibleOrganization, findOrganization } from './organization.access.js'
import { type OrganizationDataInput, organizationDataOf } from './organization.rules.js'

/** Changes an organization's data. */
export class OrganizationEditor {
  constructor(
    private readonly database: Database,
    private readonly changes: ChangeService,
  ) {}

  /** What is left out stays. @throws UserErrors NOT_FOUND, INVALID_INPUT */
  async update(
    actor: Actor,
    request: RequestInfo,
    input: OrganizationDataInput & { organizationId: string; reason?: string | null },
  ): Promise<{ organization: AccessibleOrganization | null; changeRequest: ChangeRequestRow | null }> {
    assertPerson(actor)
    const { organizationId, reason } = input
    const wanted = { kind: 'UPDATE_ORGANIZATION', data: organizationDataOf(input) } as const
    const { changeRequestId } = await this.changes.submit(actor, request, organizationId, wanted, reason)
    return {
      organization: await findOrganization(this.database, actor, organizationId),
      changeRequest: changeRequestId === null ? null : await changeRequestById(this.database, changeRequestId),
    }
  }
}
