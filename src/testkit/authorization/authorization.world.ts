import type { GatewayClient } from '../../client/gateway-client.js'
import { ask } from '../ask.js'
import { rowsOf } from '../census.js'
import { person, signedOutClient, type TestPerson } from '../people.js'
import type { TestGateway } from '../test-gateway.js'
import type { AnyAnswer } from './authorization.asking.js'
import { buildSide, type Side, unknownSide } from './authorization.side.js'
import { type CallerName, TARGETS, type Target } from './authorization.table.js'

/** Callers of one organization, the things of theirs and of another, and the ids of things that nobody has. */
export interface AuthorizationWorld {
  staff: TestPerson
  targets: Readonly<Record<Target, Side>>
  ask(caller: CallerName, document: string, variables: Record<string, unknown>): Promise<AnyAnswer>
  /** Status of a route that is not GraphQL. */
  statusOf(caller: CallerName, path: string): Promise<number>
  /** An answer in which all ids are replaced, so that two answers can be compared. */
  withoutIds(text: string): string
}

/** Makes a world, or from a used one another in which the `spent` side is new. */
export async function buildWorld(
  gateway: TestGateway,
  used?: { world: AuthorizationWorld; spent: Target },
): Promise<AuthorizationWorld> {
  const staff = used?.world.staff ?? (await person(gateway, { staff: true }))
  const keep = (target: Target) => (used !== undefined && used.spent !== target ? used.world.targets[target] : null)
  const own = keep('own') ?? (await buildSide(gateway, staff.client))
  const foreign = keep('foreign') ?? (await buildSide(gateway, staff.client))
  const targets = { own, foreign, unknown: unknownSide(own) }
  const clients: Record<CallerName, GatewayClient> = {
    ANONYMOUS: signedOutClient(gateway),
    VENDOR: own.clients.vendor,
    BARE_KEY: own.clients.bareKey,
    BUYER: own.clients.buyer,
    ADMINISTRATOR: own.clients.administrator,
    VENDOR_MEMBER: own.clients.vendorMember,
    STAFF: staff.client,
  }
  const tokens: Record<CallerName, string | null> = {
    ANONYMOUS: null,
    VENDOR: own.tokens.vendor,
    BARE_KEY: own.tokens.bareKey,
    BUYER: own.tokens.buyer,
    ADMINISTRATOR: own.tokens.administrator,
    VENDOR_MEMBER: own.tokens.vendorMember,
    STAFF: staff.accessToken,
  }
  return {
    staff,
    targets,
    async ask(caller, document, variables) {
      // Everybody here comes from one address, and asks more often than a person would.
      await rowsOf(gateway, 'delete from rate_limits')
      return await ask(clients[caller], document, variables)
    },
    async statusOf(caller, path) {
      await rowsOf(gateway, 'delete from rate_limits')
      const token = tokens[caller]
      const headers = { 'gateway-mode': 'TEST', ...(token !== null && { authorization: `Bearer ${token}` }) }
      const response = await fetch(`${gateway.url}${path}`, { headers })
      await response.arrayBuffer()
      return response.status
    },
    withoutIds(text) {
      const known = TARGETS.flatMap((target) => Object.values(targets[target].ids))
      // The longest first: one can be the end of another.
      const ids = known.sort((a, b) => b.length - a.length)
      return ids.reduce((rest, id) => rest.replaceAll(id, 'ID'), text.replace(/req_\w{26}/g, 'REQUEST'))
    },
  }
}
