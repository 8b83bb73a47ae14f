import type { OrderInput, PeerDatabase } from './peer.sql.js'
import { shownProfile } from './peers.profile.js'

/** Where requests to servers begin that are written by hand. */
export const rootResolvers = (database: PeerDatabase) => ({
  Query: {
    clinician: (_: unknown, { npi }: { npi: string }) => database.clinician(npi),
    orders: (_: unknown, { organizationId, first }: { organizationId: string; first: number }) =>
      database.orders(organizationId, first),
    profile: async (_: unknown, { orderItemId }: { orderItemId: string }) => {
      const stored = await database.profile(orderItemId)
      return stored === null ? null : shownProfile(stored)
    },
  },
  Mutation: { placeOrder: (_: unknown, input: OrderInput) => database.placeOrder(input) },
})
