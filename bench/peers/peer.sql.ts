import pg from 'pg'
import type { StoredProfile } from './peers.profile.js'

/** As many connections as requests can be at work at once: no server waits for one. */
export const POOL_SIZE = 16

/** The environment of a peer. */
export const PORT = Number(process.env['PORT'])
export const DATABASE_URL = process.env['DATABASE_URL']

export interface ClinicianRow {
  id: string
  kind: string
  npi: string | null
  firstName: string | null
  middleName: string | null
  lastName: string
  credential: string | null
  state: string | null
}

export interface OrderRow {
  id: string
  number: string
  status: string
  placedAt: string
  totalCents: number
}

export interface ItemRow {
  id: string
  orderId: string
  product: string
  clinicianId: string
  documentId: string
}

export interface HeadRow {
  id: string
  documentNumber: string
  asOf: string
  contentSha256: string
}

/** What an order is placed with. */
export interface OrderInput {
  organizationId: string
  clinicianId: string
  product: string
  key: string
}

export interface PlacedOrder {
  replayed: boolean
  number: string
  status: string
}

const CLINICIAN = `id, kind, npi, first_name as "firstName", middle_name as "middleName", last_name as "lastName", credential, state`
const PLACED = `number::text as number, status`
const PRICE_CENTS = 4100

const SQL = {
  clinicianByNpi: `select ${CLINICIAN} from clinicians where mode = 'TEST' and npi = $1`,
  cliniciansByIds: `select ${CLINICIAN} from clinicians where id = any ($1)`,
  orders: `select id, number::text as number, status, placed_at::text as "placedAt", total_cents::int as "totalCents" from orders
            where organization_id = $1 order by placed_at desc, number desc limit $2`,
  itemsOfOrders: `select id, order_id as "orderId", product, clinician_id as "clinicianId", document_id as "documentId"
                    from order_items where order_id = any ($1) order by order_id, line`,
  headsByIds: `select d.id, d.number::text as "documentNumber", d.as_of::text as "asOf", s.content_sha256 as "contentSha256"
                 from profile_documents d join profile_snapshots s on s.id = d.snapshot_id where d.id = any ($1)`,
  profile: `select d.number::text as "documentNumber", d.as_of::text as "asOf", s.content_sha256 as "contentSha256", s.content
              from order_items i join profile_documents d on d.id = i.document_id join profile_snapshots s on s.id = d.snapshot_id
             where i.id = $1`,
  placed: `select ${PLACED} from peers.orders where idempotency_key = $1`,
  insertOrder: `insert into peers.orders (organization_id, clinician_id, idempotency_key, status, total_cents)
                values ($1, $2, $3, 'COMPLETED', ${PRICE_CENTS}) on conflict (idempotency_key) do nothing returning id, ${PLACED}`,
  insertLine: `insert into peers.order_lines (order_id, line, clinician_id, product, price_cents) values ($1, 1, $2, $3, ${PRICE_CENTS})`,
  insertEntry: `insert into peers.ledger_entries (organization_id, order_id, amount_cents) values ($1, $2, -${PRICE_CENTS})`,
  insertOutbox: `insert into peers.outbox (order_id, kind) values ($1, 'order.completed')`,
}

/** Everything that peers ask of the database, as named prepared statements: what a careful team writes by hand. */
export class PeerDatabase {
  readonly pool = new pg.Pool({ connectionString: DATABASE_URL, max: POOL_SIZE })

  async clinician(npi: string): Promise<ClinicianRow | null> {
    const [row] = await this.#rows<ClinicianRow>('clinicianByNpi', [npi])
    return row ?? null
  }

  async orders(organizationId: string, first: number): Promise<OrderRow[]> {
    return await this.#rows('orders', [organizationId, first])
  }

  async itemsOfOrders(ids: readonly string[]): Promise<ItemRow[][]> {
    const groups = new Map<string, ItemRow[]>(ids.map((id) => [id, []]))
    for (const row of await this.#rows<ItemRow>('itemsOfOrders', [ids])) groups.get(row.orderId)?.push(row)
    return [...groups.values()]
  }

  async clinicians(ids: readonly string[]): Promise<(ClinicianRow | Error)[]> {
    return inOrder(ids, await this.#rows<ClinicianRow>('cliniciansByIds', [ids]))
  }

  async heads(ids: readonly string[]): Promise<(HeadRow | Error)[]> {
    return inOrder(ids, await this.#rows<HeadRow>('headsByIds', [ids]))
  }

  async profile(orderItemId: string): Promise<StoredProfile | null> {
    const [row] = await this.#rows<StoredProfile>('profile', [orderItemId])
    return row ?? null
  }

  async placeOrder({ organizationId, clinicianId, product, key }: OrderInput): Promise<PlacedOrder> {
    const client = await this.pool.connect()
    const run = async <Row>(name: keyof typeof SQL, values: unknown[]) =>
      (await client.query({ name, text: SQL[name], values })).rows as Row[]
    try {
      await client.query('begin')
      const [order] = await run<PlacedOrder & { id: string }>('insertOrder', [organizationId, clinicianId, key])
      if (order !== undefined) {
        await run('insertLine', [order.id, clinicianId, product])
        await run('insertEntry', [organizationId, order.id])
        await run('insertOutbox', [order.id])
      }
      const [before] = order === undefined ? await run<PlacedOrder>('placed', [key]) : [order]
      await client.query('commit')
      if (before === undefined) throw new Error('the order is not there')
      return { number: before.number, status: before.status, replayed: order === undefined }
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }

  async #rows<Row>(name: keyof typeof SQL, values: unknown[]): Promise<Row[]> {
    return (await this.pool.query({ name, text: SQL[name], values })).rows as Row[]
  }
}

function inOrder<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): (Row | Error)[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id) ?? new Error(`nothing has the id ${id}`))
}
