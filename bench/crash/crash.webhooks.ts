import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Check } from './crash.checks.js'
import type { Dice } from './crash.dice.js'
import type { World } from './crash.world.js'
import type { Owed } from './money.acts.js'
import type { MoneyClient } from './money.client.js'

/** How often a receiver says that it could not. */
const FAILURE_CHANCE = 0.05

/** Of these, each of which the vendors were told once, exactly one must be there for each order. */
const EVENTS_OF_ORDERS = `
  select count(*) from orders o where o.status in ('COMPLETED', 'REFUNDED') and o.vendor_id is not null
     and 1 <> (select count(distinct e.id) from webhook_events e
                where e.type = 'order.completed' and e.vendor_id = o.vendor_id and e.data ->> 'orderId' = o.id)`

/** Whether the link of a delivery opened something when it was settled: of what was paid back it does not, and is not sent. */
const OPENS = `not exists (
  select from profile_deliveries p where p.webhook_event_id = d.event_id and (p.expires_at <= d.settled_at
     or not exists (select from profile_delivery_documents n where n.delivery_id = p.id and not exists (
          select from withdrawn_documents w where w.document_id = n.document_id and w.withdrawn_at <= d.settled_at))))`

/** A vendor's server, which fails now and then. */
export class WebhookReceiver {
  /** When each came, by `performance.now()`. */
  readonly #received = new Map<string, number[]>()
  readonly #endpoints: string[] = []

  private constructor(
    private readonly server: Server,
    private readonly dice: Dice,
  ) {
    server.on('request', (request, response) => {
      request.resume()
      request.once('end', () => {
        const fails = this.dice.chance(FAILURE_CHANCE)
        const id = String(request.headers['webhook-id'])
        if (!fails) this.#received.set(id, [...(this.#received.get(id) ?? []), performance.now()])
        response.writeHead(fails ? 503 : 204).end()
      })
    })
  }

  static async start(dice: Dice): Promise<WebhookReceiver> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new WebhookReceiver(server, dice)
  }

  /** Sets an endpoint up for the first vendor, who orders; its id. */
  async listenTo(world: World, client: MoneyClient): Promise<string> {
    const [vendor] = world.vendors
    if (vendor === undefined) throw new Error('there are vendors')
    const { rows } = await world.superuser.query<{ id: string }>('select id from vendors where name = $1', [
      vendor.name,
    ])
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhooks`
    const input = { vendorId: rows[0]?.id, mode: 'TEST', url }
    const made = await client.insist(vendor.apiKey, 'createWebhookEndpoint', input, 'endpoint { id }')
    const { id } = made['endpoint'] as { id: string }
    this.#endpoints.push(id)
    return id
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** Every event is delivered at least once: what the receiver said yes to is what is noted, and nothing is missing. */
  async checks({ superuser }: World, sentAgain: Owed['events']): Promise<Check[]> {
    const { rows } = await superuser.query<{ id: string; state: string; opens: boolean }>(
      `select d.event_id as id, d.state, ${OPENS} as opens from webhook_deliveries d where d.endpoint_id = any ($1)`,
      [this.#endpoints],
    )
    const known = new Set(rows.map(({ id }) => id))
    const orders = await superuser.query<{ count: string }>({ text: `select (${EVENTS_OF_ORDERS}) as count` })
    const untold = await superuser.query<{ count: string }>(
      `select count(*) from webhook_events e join webhook_endpoints p on p.vendor_id = e.vendor_id and p.mode = e.mode
        where p.id = any ($1) and e.occurred_at > p.created_at + interval '2 seconds' and not exists (
          select from webhook_deliveries d where d.endpoint_id = p.id and d.event_id = e.id)`,
      [this.#endpoints],
    )
    const count = (name: string, found: number): Check => ({ name, expected: 0, found })
    return [
      count('completed orders without exactly one event', Number(orders.rows[0]?.count)),
      count('events that the endpoint is not told of', Number(untold.rows[0]?.count)),
      count(
        'webhooks that are neither delivered nor due, though they lead to something',
        rows.filter(({ state, opens }) => state === 'FAILED' || (state === 'CANCELLED' && opens)).length,
      ),
      count(
        'webhooks noted as delivered that nobody received',
        rows.filter(({ id, state }) => state === 'DELIVERED' && !this.#received.has(id)).length,
      ),
      count(
        'webhooks asked for by somebody that did not come after that',
        sentAgain.filter(({ id, at }) => !this.#received.get(id)?.some((receivedAt) => receivedAt > at)).length,
      ),
      count('webhooks that nobody knows', [...this.#received.keys()].filter((id) => !known.has(id)).length),
    ]
  }

  figures(): string[] {
    const again = [...this.#received.values()].filter(({ length }) => length > 1).length
    return [`webhooks received: ${this.#received.size}, of which ${again} more than once (at least once is promised)`]
  }
}
