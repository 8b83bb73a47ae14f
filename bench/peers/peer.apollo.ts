import 'reflect-metadata'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import DataLoader from 'dataloader'
import { Arg, buildSchema, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { DataSource, In } from 'typeorm'
import { Clinician } from '../../src/clinicians/clinician.entity.js'
import { ENTITIES } from '../../src/entities.js'
import { Order } from '../../src/orders/order.entity.js'
import { OrderItem } from '../../src/orders/order-item.entity.js'
import { IssuedDocument } from '../../src/profiles/issued-document.entity.js'
import { Profile } from '../../src/profiles/profile.type.js'
import { ProfileSnapshot } from '../../src/profiles/profile-snapshot.entity.js'
import { LedgerRow, LineRow, OutboxRow, PlacedRow } from './peer.apollo.entities.js'
import { PeerClinician, PeerHead, PeerItem, PeerOrder, PeerPlaced } from './peer.apollo.types.js'
import { DATABASE_URL, POOL_SIZE, PORT } from './peer.sql.js'
import { shownProfile } from './peers.profile.js'

const PRICE_CENTS = 4100

const dataSource = await new DataSource({
  type: 'postgres',
  url: String(DATABASE_URL),
  entities: [...ENTITIES, PlacedRow, LineRow, LedgerRow, OutboxRow],
  poolSize: POOL_SIZE,
  parseInt8: true,
}).initialize()

/** The rows in the order of the ids. */
function byId<Row extends { id: string }>(entity: new () => Row) {
  return new DataLoader(async (ids: readonly string[]) => {
    const rows = await dataSource.getRepository<{ id: string }>(entity).findBy({ id: In([...ids]) })
    const found = new Map(rows.map((row) => [row.id, row as Row]))
    return ids.map((id) => found.get(id) ?? new Error(`nothing has the id ${id}`))
  })
}

const loadersOf = () => ({
  clinicians: byId(Clinician),
  documents: byId(IssuedDocument),
  snapshots: byId(ProfileSnapshot),
  items: new DataLoader(async (ids: readonly string[]) => {
    const rows = await dataSource
      .getRepository(OrderItem)
      .find({ where: { orderId: In([...ids]) }, order: { line: 'ASC' } })
    const groups = new Map<string, OrderItem[]>(ids.map((id) => [id, []]))
    for (const row of rows) groups.get(row.orderId)?.push(row)
    return [...groups.values()]
  }),
})
type Context = ReturnType<typeof loadersOf>

@Resolver()
class RootResolver {
  @Query(() => PeerClinician, { nullable: true })
  async clinician(@Arg('npi', () => String) npi: string): Promise<Clinician | null> {
    return await dataSource.getRepository(Clinician).findOneBy({ mode: 'TEST', npi })
  }

  @Query(() => [PeerOrder])
  async orders(
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('first', () => Int) first: number,
  ): Promise<Order[]> {
    return await dataSource
      .getRepository(Order)
      .find({ where: { organizationId }, order: { placedAt: 'DESC', number: 'DESC' }, take: first })
  }

  @Query(() => Profile, { nullable: true })
  async profile(@Arg('orderItemId', () => ID) id: string, @Ctx() { documents, snapshots }: Context): Promise<unknown> {
    const item = await dataSource.getRepository(OrderItem).findOneBy({ id })
    if (item?.documentId == null) return null
    const { number, asOf, snapshotId } = await documents.load(item.documentId)
    const { content, contentSha256 } = await snapshots.load(snapshotId)
    return shownProfile({ documentNumber: String(number), asOf: asOf.toISOString(), contentSha256, content })
  }

  @Mutation(() => PeerPlaced)
  async placeOrder(
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('clinicianId', () => ID) clinicianId: string,
    @Arg('product', () => String) product: string,
    @Arg('key', () => String) idempotencyKey: string,
  ): Promise<PeerPlaced> {
    return await dataSource.transaction(async (manager) => {
      const before = await manager.findOneBy(PlacedRow, { idempotencyKey })
      if (before !== null) return { number: String(before.number), status: before.status, replayed: true }
      const order = manager.create(PlacedRow, {
        organizationId,
        clinicianId,
        idempotencyKey,
        status: 'COMPLETED',
        totalCents: PRICE_CENTS,
      })
      const { id: orderId } = await manager.save(order)
      await manager.save(manager.create(LineRow, { orderId, line: 1, clinicianId, product, priceCents: PRICE_CENTS }))
      await manager.save(manager.create(LedgerRow, { organizationId, orderId, amountCents: -PRICE_CENTS }))
      await manager.save(manager.create(OutboxRow, { orderId, kind: 'order.completed' }))
      return { number: String(order.number), status: order.status, replayed: false }
    })
  }
}

@Resolver(() => PeerOrder)
class OrderResolver {
  @FieldResolver(() => [PeerItem])
  async items(@Root() order: Order, @Ctx() { items }: Context): Promise<OrderItem[]> {
    return await items.load(order.id)
  }

  @FieldResolver(() => String)
  placedAt(@Root() order: Order): string {
    return order.placedAt.toISOString()
  }
}

@Resolver(() => PeerItem)
class ItemResolver {
  @FieldResolver(() => PeerClinician)
  async clinician(@Root() item: OrderItem, @Ctx() { clinicians }: Context): Promise<Clinician> {
    return await clinicians.load(item.clinicianId)
  }

  @FieldResolver(() => PeerHead)
  async profile(@Root() item: OrderItem, @Ctx() { documents, snapshots }: Context): Promise<PeerHead> {
    const { number, asOf, snapshotId } = await documents.load(String(item.documentId))
    const { contentSha256 } = await snapshots.load(snapshotId)
    return { documentNumber: String(number), asOf: asOf.toISOString(), contentSha256 }
  }
}

const schema = await buildSchema({ resolvers: [RootResolver, OrderResolver, ItemResolver], validate: false })
const server = new ApolloServer<Context>({ schema })
await startStandaloneServer(server, {
  context: async () => loadersOf(),
  listen: { host: '127.0.0.1', port: PORT },
})
