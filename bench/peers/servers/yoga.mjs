import { createServer } from 'node:http'
import DataLoader from 'dataloader'
import { createSchema, createYoga } from 'graphql-yoga'
import { rootResolvers } from '../../../dist/bench/peers/peer.resolvers.js'
import { peerSchema } from '../../../dist/bench/peers/peer.schema.js'
import { PeerDatabase, PORT } from '../../../dist/bench/peers/peer.sql.js'

const database = new PeerDatabase()

const loadersOf = () => ({
  clinicians: new DataLoader((ids) => database.clinicians(ids)),
  heads: new DataLoader((ids) => database.heads(ids)),
  items: new DataLoader((ids) => database.itemsOfOrders(ids)),
})

const resolvers = {
  ...rootResolvers(database),
  Order: { items: (order, _, { items }) => items.load(order.id) },
  OrderItem: {
    clinician: (item, _, { clinicians }) => clinicians.load(item.clinicianId),
    profile: (item, _, { heads }) => heads.load(item.documentId),
  },
}

const yoga = createYoga({
  schema: createSchema({ typeDefs: peerSchema(), resolvers }),
  context: loadersOf,
  logging: false,
  graphiql: false,
  landingPage: false,
})
createServer(yoga).listen(PORT, '127.0.0.1')
