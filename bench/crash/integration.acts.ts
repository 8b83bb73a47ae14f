import { SCOPES } from '../../src/auth/actor.js'
import {
  codesOf,
  foundIn,
  idIn,
  type Lane,
  MODE,
  type MoneyAct,
  NOTHING_TO_DO,
  onceByAdministrator,
  REASON,
  TEST_MODE,
} from './money.acts.js'

const HIGHEST_CAP_CENTS = 1_000_000_000

interface Grant {
  id: string
  vendorId: string
  revoked: boolean
}

/** The grant of the vendor that does not order; the last one, if it had several. */
async function otherGrant(lane: Lane): Promise<Grant | undefined> {
  const [grant] = await foundIn<Grant>(
    lane,
    `select g.id, g.vendor_id as "vendorId", g.revoked_at is not null as revoked
       from vendor_grants g join vendors v on v.id = g.vendor_id
      where g.organization_id = $1 and v.name = '${lane.world.vendors[1]?.name}' order by g.granted_at desc limit 1`,
  )
  return grant
}

/** By staff, of a request that waits. */
function decided(mutation: string): MoneyAct {
  return {
    name: mutation,
    weight: 1,
    act: async (lane) => {
      const [pending] = await pendingRequests(lane)
      if (pending === undefined) return NOTHING_TO_DO
      const input = { integrationRequestId: pending.id, reason: REASON }
      const payload = await lane.client.insist(lane.staffToken, mutation, input, 'integrationRequest { id }', MODE)
      const outcome = idIn(payload, 'integrationRequest') ?? payload.userErrors[0]?.code
      return [outcome, outcome]
    },
  }
}

async function pendingRequests(lane: Lane): Promise<{ id: string }[]> {
  return await foundIn(lane, `select id from integration_requests where organization_id = $1 and status = 'PENDING'`)
}

/** Who may act for an organization: its administrators are written of each change. */
export const INTEGRATION_ACTS: readonly MoneyAct[] = [
  {
    // It has no key: to change a grant is to change it again.
    name: 'changeGrant',
    weight: 1,
    act: async (lane) => {
      const grant = await otherGrant(lane)
      if (grant === undefined || grant.revoked) return NOTHING_TO_DO
      const monthlySpendCapCents = lane.dice.between(HIGHEST_CAP_CENTS / 2, HIGHEST_CAP_CENTS)
      return await onceByAdministrator(lane, 'changeGrant', 'grant', { grantId: grant.id, monthlySpendCapCents })
    },
  },
  {
    name: 'revokeGrant',
    weight: 1,
    act: async (lane) => {
      const grant = await otherGrant(lane)
      if (grant === undefined || grant.revoked) return NOTHING_TO_DO
      const revoke = async () => {
        const { client, administrator } = lane
        const input = { grantId: grant.id }
        return idIn(await client.insist(administrator.token, 'revokeGrant', input, 'grant { id }', TEST_MODE), 'grant')
      }
      return [await revoke(), await revoke()]
    },
  },
  {
    // The second time the vendor has it already, and the client looks up as what.
    name: 'grantIntegration',
    weight: 2,
    act: async (lane) => {
      const grant = await otherGrant(lane)
      if (grant === undefined || !grant.revoked) return NOTHING_TO_DO
      const input = { organizationId: lane.organizationId, vendorId: grant.vendorId, scopes: SCOPES }
      const give = async () => {
        const { client, administrator } = lane
        const payload = await client.insist(administrator.token, 'grantIntegration', input, 'grant { id }', TEST_MODE)
        if (payload.userErrors.some(({ code }) => code === 'ALREADY_EXISTS')) return (await otherGrant(lane))?.id
        return idIn(payload, 'grant') ?? codesOf(payload)
      }
      return [await give(), await give()]
    },
  },
  {
    // As with a grant: one waits already.
    name: 'requestIntegration',
    weight: 2,
    act: async (lane) => {
      const { organizationId, client, administrator } = lane
      if ((await pendingRequests(lane)).length > 0) return NOTHING_TO_DO
      const technical = { technicalContactName: 'Tess Crash', technicalContactEmail: 'tess@crash-hospital.example' }
      const input = { organizationId, softwareName: 'Crash Credentialing', ...technical }
      const selection = 'integrationRequest { id }'
      const ask = async () => {
        const payload = await client.insist(administrator.token, 'requestIntegration', input, selection, TEST_MODE)
        if (!payload.userErrors.some(({ code }) => code === 'ALREADY_EXISTS')) {
          return idIn(payload, 'integrationRequest') ?? codesOf(payload)
        }
        return (await pendingRequests(lane))[0]?.id
      }
      return [await ask(), await ask()]
    },
  },
  decided('approveIntegrationRequest'),
  decided('rejectIntegrationRequest'),
]
