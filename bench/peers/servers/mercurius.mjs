import { fastify } from 'fastify'
import mercurius from 'mercurius'
import { rootResolvers } from '../../../dist/bench/peers/peer.resolvers.js'
import { peerSchema } from '../../../dist/bench/peers/peer.schema.js'
import { PeerDatabase, PORT } from '../../../dist/bench/peers/peer.sql.js'

const database = new PeerDatabase()

/** Each is called once for all objects of a level. */
const loaders = {
  Order: { items: (queries) => database.itemsOfOrders(queries.map(({ obj }) => obj.id)) },
  OrderItem: {
    clinician: (queries) => database.clinicians(queries.map(({ obj }) => obj.clinicianId)),
    profile: (queries) => database.heads(queries.map(({ obj }) => obj.documentId)),
  },
}

const server = fastify()
// Compiled from the first request on.
await server.register(mercurius, { schema: peerSchema(), resolvers: rootResolvers(database), loaders, jit: 1 })
await server.listen({ port: PORT, host: '127.0.0.1' })
