import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { lambda } from 'postgraphile/grafast'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { extendSchema } from 'postgraphile/utils'
import { profileTypes } from '../../../dist/bench/peers/peer.schema.js'
import { PeerDatabase, PORT } from '../../../dist/bench/peers/peer.sql.js'
import { shownProfile } from '../../../dist/bench/peers/peers.profile.js'

// PostGraphile wants Node.js 22; this is all that it misses in 20.
Promise.withResolvers ??= function withResolvers() {
  const made = {}
  made.promise = new this((resolve, reject) => Object.assign(made, { resolve, reject }))
  return made
}

/** A profile lies in one column as JSON: this shows it by the same types as the others do. */
const profile = extendSchema(() => ({
  typeDefs: `${profileTypes(['Date'])}\nextend type OrderItem { profile: Profile }`,
  objects: {
    OrderItem: {
      plans: {
        profile($item) {
          const $document = $item.singleRelation('profileDocumentsByMyDocumentId')
          const $snapshot = $document.singleRelation('profileSnapshotsByMySnapshotId')
          const stored = [
            $document.get('number'),
            $document.get('as_of'),
            $snapshot.get('content_sha256'),
            $snapshot.get('content'),
          ]
          return lambda(stored, ([documentNumber, asOf, contentSha256, content]) =>
            shownProfile({ documentNumber, asOf, contentSha256, content }),
          )
        },
      },
    },
  },
}))

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [profile],
  grafserv: { port: PORT, host: '127.0.0.1', graphiql: false, graphqlOverGET: false },
  grafast: { explain: false },
  pgServices: [makePgService({ pool: new PeerDatabase().pool, schemas: ['public', 'peers_api'] })],
})
const server = createServer()
await instance.createServ(grafserv).addTo(server)
server.listen(PORT, '127.0.0.1')
