import { expect } from '@jest/globals'
import { attempt, BOTH, organizationWithAdministrator, type TestOrganization } from './organization-acts.js'
import { person, type TestPerson } from './people.js'
import type { TestGateway } from './test-gateway.js'

/** What the acts below select of a change request. */
export const REQUEST =
  'changeRequest { id status requestedByStaff reason note decidedByName changes { user field before after } }'

/** Why staff ask. */
export const CHANGE_REASON = 'asked for by telephone, ticket 7'

/** A change request as far as tests look at it. */
export interface Asked {
  changeRequest: { id: string; status: string }
}

/** Decides a change request; whatever came back. */
export function decide(who: TestPerson, mutation: string, changeRequestId: string, more: Record<string, unknown> = {}) {
  return attempt<Asked>(who.client, mutation, { changeRequestId, ...more }, REQUEST)
}

/** An organization, and one of staff who asks for changes of it. */
export type ChangeScene = TestOrganization & {
  staff: TestPerson
  asks(mutation: string, input: Record<string, unknown>): Promise<Asked['changeRequest']>
}

/** Makes one, with an administrator who also buys. */
export async function changeScene(gateway: TestGateway): Promise<ChangeScene> {
  const organization = await organizationWithAdministrator(gateway, { roles: BOTH })
  const staff = await person(gateway, { staff: true })
  return {
    ...organization,
    staff,
    async asks(mutation, input) {
      const whole = { organizationId: organization.organizationId, reason: CHANGE_REASON, ...input }
      const { codes, thing } = await attempt<Asked>(staff.client, mutation, whole, REQUEST)
      expect(codes).toEqual([])
      return thing.changeRequest
    },
  }
}
