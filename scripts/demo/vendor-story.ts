import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { GatewayClient } from '../../src/client/gateway-client.js'
import {
  AccountActivityDocument,
  DeliverProfilePdfDocument,
  OrderHistoryDocument,
  PlaceOrderDocument,
  type PlaceOrderMutation,
  PreviewOrderDocument,
  ReadProfileDocument,
  type ReadProfileQuery,
  SearchCliniciansDocument,
  ViewerDocument,
} from '../../src/client/operations.generated.js'
import { formatCents } from '../../src/kernel/money.js'
import type { Narrator } from './narrator.js'

/** What a vendor is given, and what it wants. */
export interface VendorStory {
  title: string
  endpoint: string
  apiKey: string
  organizationId: string
  npi: string
  /** Where the PDF is put. */
  folder: string
  /** Checks what the profile says; a live profile must not say anything that its one source does not. */
  checkProfile(profile: DemoProfile, narrator: Narrator): void
}

/** What the demo keeps of an order. */
export interface DemoOrder {
  number: string
  placedAt: Date
  totalCents: number
}

export type DemoProfile = NonNullable<NonNullable<ReadProfileQuery['orderItem']>['profile']>
type PlacedOrder = NonNullable<PlaceOrderMutation['placeOrder']['order']>

/** Walks the way of a vendor, from the first search to the order history, over HTTP alone. */
export async function tellVendorStory(story: VendorStory, narrator: Narrator): Promise<DemoOrder> {
  narrator.chapter(story.title)
  return await new VendorWalk(story, narrator).walk()
}

class VendorWalk {
  readonly #client: GatewayClient

  constructor(
    private readonly story: VendorStory,
    private readonly narrator: Narrator,
  ) {
    this.#client = new GatewayClient(story.endpoint, story.apiKey)
  }

  async walk(): Promise<DemoOrder> {
    const { narrator, story } = this
    await narrator.step('Who am I?', () => this.#introduce())
    const clinicianId = await narrator.step(`Search by NPI ${story.npi}`, () => this.#search())
    const product = 'INITIAL_APPOINTMENT' as const
    const items = [{ clinicianId, product, vendorReference: 'demo-1', allowDuplicate: false }]
    const order = { organizationId: story.organizationId, items, paymentMethod: 'ACCOUNT_BALANCE' as const }
    await narrator.step('Preview the order', () => this.#preview(order))
    const idempotencyKey = randomUUID()
    const placed = await narrator.step('Place the order', () => this.#place({ ...order, idempotencyKey }))
    await narrator.step('Repeat it with the same idempotency key', () =>
      this.#repeat({ ...order, idempotencyKey }, placed),
    )
    const itemId = placed.items[0]?.id ?? ''
    await narrator.step('Read the profile as data', () => this.#readProfile(itemId))
    await narrator.step('Download the official PDF by its signed link', () => this.#download(itemId, placed.number))
    await narrator.step('Read the order history', () => this.#history(placed))
    return { number: placed.number, placedAt: new Date(placed.placedAt), totalCents: placed.total.cents }
  }

  async #introduce(): Promise<void> {
    const { viewer, organizations } = await this.#client.run(ViewerDocument, {})
    this.narrator.say(`${viewer.name}, ${viewer.mode} mode`)
    for (const { name, account } of organizations.nodes) {
      this.narrator.say(`may act for ${name}, balance ${formatCents(account?.balance.cents ?? 0, 'USD')}`)
    }
    const ids = organizations.nodes.map(({ id }) => id)
    this.narrator.expect('one organization granted it an integration', ids.join() === this.story.organizationId)
  }

  async #search(): Promise<string> {
    const { searchClinicians } = await this.#client.run(SearchCliniciansDocument, { by: { npi: this.story.npi } })
    const [match] = searchClinicians.matches
    this.narrator.expect('exactly one clinician found', searchClinicians.matches.length === 1)
    if (match === undefined) throw new Error('without a clinician there is nothing to order')
    const { clinician } = match
    const born = clinician.birthYear === null ? 'birth year unknown' : `born ${clinician.birthYear}`
    const name = [clinician.firstName, clinician.lastName].join(' ')
    this.narrator.say(
      `${name}, ${clinician.credential}, ${clinician.city} ${clinician.state}, ${born}, ${clinician.id}`,
    )
    return clinician.id
  }

  async #preview(input: OrderInput): Promise<void> {
    const { preview, userErrors } = (await this.#client.run(PreviewOrderDocument, { input })).previewOrder
    const cents = (amount: { cents: number; currency: string } | undefined) =>
      formatCents(amount?.cents ?? 0, amount?.currency ?? 'USD')
    this.narrator.say(
      `total ${cents(preview?.total)}, balance ${cents(preview?.balance)}, after ${cents(preview?.balanceAfter)}`,
    )
    this.narrator.expect('nothing stands against it', preview?.orderable === true && userErrors.length === 0)
  }

  async #place(input: OrderInput & { idempotencyKey: string }): Promise<PlacedOrder> {
    const { order, replayed, userErrors } = (await this.#client.run(PlaceOrderDocument, { input })).placeOrder
    if (order == null) throw new Error(userErrors.map(({ code, message }) => `${code}: ${message}`).join('; '))
    this.narrator.say(`${order.number}, ${order.status}, ${formatCents(order.total.cents, order.total.currency)}`)
    this.narrator.expect('it is a new order', !replayed)
    return order
  }

  async #repeat(input: OrderInput & { idempotencyKey: string }, first: PlacedOrder): Promise<void> {
    const { order, replayed } = (await this.#client.run(PlaceOrderDocument, { input })).placeOrder
    this.narrator.expect(`the first order again, ${order?.number}`, replayed && order?.number === first.number)
    const { organizationId } = input
    const { organization } = await this.#client.run(AccountActivityDocument, { organizationId, first: 10 })
    const entries = organization?.account?.entries.nodes ?? []
    const purchases = entries.filter(({ kind }) => kind === 'PURCHASE')
    const balance = organization?.account?.balance
    this.narrator.expect(
      `charged once, balance ${formatCents(balance?.cents ?? 0, balance?.currency ?? 'USD')}`,
      purchases.length === 1 && balance?.cents === entries.reduce((sum, { amount }) => sum + amount.cents, 0),
    )
  }

  async #readProfile(orderItemId: string): Promise<void> {
    const { orderItem } = await this.#client.run(ReadProfileDocument, { orderItemId })
    if (orderItem?.profile == null) throw new Error('the profile cannot be read')
    const { profile } = orderItem
    this.narrator.say(
      `document ${profile.documentNumber}, snapshot ${profile.snapshotNumber}, SHA-256 ${profile.contentSha256}`,
    )
    this.story.checkProfile(profile, this.narrator)
  }

  async #download(orderItemId: string, orderNumber: string): Promise<void> {
    const { url, delivery } = (await this.#client.run(DeliverProfilePdfDocument, { orderItemId })).deliverProfilePdf
    if (url == null) throw new Error('no link came back')
    const response = await fetch(url)
    const bytes = Buffer.from(await response.arrayBuffer())
    const file = path.join(this.story.folder, `${orderNumber}.pdf`)
    await writeFile(file, bytes)
    this.narrator.say(`link until ${delivery?.expiresAt}, ${bytes.length} bytes, ${file}`)
    this.narrator.expect(
      'it is a whole PDF',
      response.status === 200 && /^%PDF-1\.\d[\s\S]*%%EOF\s*$/.test(bytes.toString('latin1')),
    )
    const forged = await fetch(`${url.slice(0, -4)}AAAA`)
    this.narrator.expect('a forged link gives nothing', forged.status === 404)
  }

  async #history(placed: PlacedOrder): Promise<void> {
    const { organizationId } = this.story
    const { organization } = await this.#client.run(OrderHistoryDocument, { organizationId })
    const orders = organization?.orders?.nodes ?? []
    for (const order of orders) {
      const [item] = order.items
      const who = [item?.clinician.firstName, item?.clinician.lastName].join(' ')
      this.narrator.say(
        `${order.number} ${order.status} ${formatCents(order.total.cents, order.total.currency)} ${who}`,
      )
    }
    this.narrator.expect(
      'the order stands in it once',
      orders.filter(({ number }) => number === placed.number).length === 1,
    )
  }
}

interface OrderInput {
  organizationId: string
  items: { clinicianId: string; product: 'INITIAL_APPOINTMENT'; vendorReference: string; allowDuplicate: boolean }[]
  paymentMethod: 'ACCOUNT_BALANCE'
}
