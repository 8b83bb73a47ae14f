import type { GatewayClient } from '../../client/gateway-client.js'
import { ask } from '../ask.js'
import { rowsOf } from '../census.js'
import { person, signedOutClient } from '../people.js'
import type { TestGateway } from '../test-gateway.js'
import type { AnyAnswer } from './authorization.asking.js'
import { buildSide, type Side, unknownSide } from './authorization.side.js'
import type { CallerName, Target } from './authorization.table.js'

/** Callers of one organization, the things of theirs and of another, and the ids of things that nobody has. */
export interface AuthorizationWorld {
  targets: Readonly<Record<Target, Side>>
  ask(caller: CallerName, document: string, variables: Record<string, unknown>): Promise<AnyAnswer>
  /** An answer in which the ids that were asked for are replaced, so that two answers can be compared. */
  withoutIds(text: string, target: Target): string
}

/** Makes a world, or from a used one another in which the `spent` side is new. */
export async function buildWorld(
  gateway: TestGateway,
  used?: { world: AuthorizationWorld; spent: Target },
): Promise<AuthorizationWorld> {
  const staff = await person(gateway, { staff: true })
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
  return {
    targets,
    async ask(caller, document, variables) {
      // Everybody here comes from one address, and asks more often than a person would.
      await rowsOf(gateway, 'delete from rate_limits')
      return await ask(clients[caller], document, variables)
    },
    withoutIds(text, target) {
      const anyRequest = text.replace(/req_\w{26}/g, 'REQUEST')
      return Object.values(targets[target].ids).reduce((rest, id) => rest.replaceAll(id, 'ID'), anyRequest)
    },
  }
}
