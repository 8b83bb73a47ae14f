import { pino } from 'pino'
import { Registry } from 'prom-client'
import { type Cards, createCards } from '../app.cards.js'
import type { GatewayClient } from '../client/gateway-client.js'
import type { OrderItemInput } from '../client/operations.generated.js'
import { readConfig } from '../config.js'
import { rowsOf } from './census.js'
import { orderOf } from './order-acts.js'
import { secondDatabase } from './second-process.js'
import { type Acted, act } from './staff-acts.js'
import type { TestGateway } from './test-gateway.js'

/** An order as somebody sees it who paid by card. */
export interface CardOrder {
  id: string
  status: string
  cardPayment: {
    state: string
    brand: string | null
    lastFour: string | null
    declineCode: string | null
    settledAt: string | null
    refunds: { state: string; amount: { cents: number } }[]
  } | null
  items: { id: string }[]
}

/** What `placeOrder` says of it. */
export type PlacedByCard = Acted<{ replayed: boolean; order: CardOrder | null }>

const ORDER = `id status cardPayment { state brand lastFour declineCode settledAt refunds { state amount { cents } } }
  items { id }`

/** An order to be paid by this card, under a key that no other has. */
export function cardOrderOf(vendor: { organizationId: string }, token: string, ...items: readonly OrderItemInput[]) {
  return { ...orderOf(vendor, ...items), paymentMethod: 'CREDIT_CARD', card: { token } }
}

/** Places it, or asks again for the one placed before. */
export async function placeByCard(client: GatewayClient, input: Record<string, unknown>): Promise<PlacedByCard> {
  return await act(client, 'placeOrder', input, `replayed order { ${ORDER} }`)
}

/** Another process that looks after cards, on connections of its own. */
export interface CardWorker extends Cards {
  /** Lets so much time pass, and settles all that is due then. */
  settleAfter(seconds: number): Promise<void>
  /** The same for refunds. */
  refundAfter(seconds: number): Promise<void>
  /** Its figures, as Prometheus reads them. */
  standing(): Promise<string>
  close(): Promise<void>
}

/** Starts it; it sees the clock of the gateway. */
export async function cardWorker(gateway: TestGateway, environment: NodeJS.ProcessEnv = {}): Promise<CardWorker> {
  const { database, close } = await secondDatabase(gateway.databaseUrl)
  const { clock } = gateway
  const { jobs } = gateway.gateway
  const logger = pino({ level: 'silent' })
  const config = readConfig(environment)
  const metrics = new Registry()
  const cards = createCards({ config, database, clock, jobs, logger, metrics })
  const pass = (seconds: number) => clock.advanceTo(new Date(clock.now().getTime() + seconds * 1000))
  const { signal } = new AbortController()
  return {
    ...cards,
    close,
    standing: () => metrics.metrics(),
    async settleAfter(seconds) {
      pass(seconds)
      await cards.settler.settleDue(signal)
    },
    async refundAfter(seconds) {
      pass(seconds)
      await cards.refunds.refundDue(signal)
    },
  }
}

/** What the ledger says of an order: kind, book and cents of each entry. */
export async function ledgerOf(gateway: TestGateway, orderId: string): Promise<string[]> {
  const rows = await rowsOf<{ line: string }>(
    gateway,
    `select t.kind || ' ' || e.book || ' ' || e.amount_cents as line
       from ledger_transactions t join ledger_entries e on e.transaction_id = t.id
      where t.order_id = $1 order by t.sequence, e.amount_cents`,
    [orderId],
  )
  return rows.map((row) => row.line)
}
