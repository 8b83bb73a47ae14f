import { lockAccount } from '../../accounts/account.queries.js'
import type { BulkCell, BulkHandler, BulkRowResult, BulkSource, BulkTask } from '../../bulk/bulk.handler.js'
import type { Database, Transaction } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { invariant } from '../../kernel/errors.js'
import { formatCents } from '../../kernel/money.js'
import { findOrganization } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import { itemsOfOrders } from '../order.queries.js'
import type { OrderService } from '../order.service.js'
import {
  type AssessedRows,
  assessRows,
  type Candidate,
  type Refusal,
  type RosterBuyer,
  unlessRefused,
} from './order-roster.assessment.js'
import type { OrderRosterLimits } from './order-roster.preview.js'
import {
  insertRosterOrder,
  type PurchaseTerms,
  purchaseTerms,
  type RosterLine,
  rosterLinesAfter,
} from './order-roster.queries.js'

/** Rows that are read at once. */
const PAGE_ROWS = 1_000

/** What became of a row that was READY: its line of an order, or why there is none. */
type Fate = { orderNumber: string; orderItemId: string; unitPriceCents: number; currency: string } | Refusal

/**
 * Second step of bulk ordering: orders the rows that the preview found READY, in one order for each slice, in the
 * transaction that writes what became of them. So a row is ordered once, whoever is killed; and an order that was placed
 * stands in the result.
 */
export class OrderRosterPurchaser implements BulkHandler<RosterLine> {
  readonly kind = 'ORDER_ROSTER_PURCHASE'
  readonly columns = [
    'row',
    'reference',
    'status',
    'clinicianId',
    'product',
    'orderNumber',
    'orderItemId',
    'unitPriceCents',
    'currency',
    'reason',
  ]
  readonly maxRows: number
  readonly sliceRows: number

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly orders: OrderService,
    { maxRows, sliceRows }: OrderRosterLimits,
  ) {
    this.maxRows = maxRows
    this.sliceRows = sliceRows
  }

  /** All rows of the preview, so that a slice here is one there. */
  async *rows({ operationId }: BulkSource): AsyncGenerator<readonly RosterLine[], void, void> {
    for (let after = 0; ; ) {
      const page = await rosterLinesAfter(this.database, operationId, after, PAGE_ROWS)
      if (page.length > 0) yield page
      if (page.length < PAGE_ROWS) return
      after = page.at(-1)?.rowNumber ?? after
    }
  }

  async process(tx: Transaction, rows: readonly RosterLine[], task: BulkTask): Promise<BulkRowResult[]> {
    const ready = rows.flatMap(candidateOf)
    const fates = ready.length === 0 ? new Map<number, Fate>() : await this.#buy(tx, ready, task)
    return rows.map((row) => resultOf(row, fates.get(row.rowNumber)))
  }

  async #buy(tx: Transaction, ready: readonly Candidate[], task: BulkTask): Promise<Map<number, Fate>> {
    const { operationId, actor, request, organizationId, firstRow } = task
    const organization = await findOrganization(tx, actor, organizationId)
    invariant(organization, `organization ${organizationId} is there for whoever may order for it`)
    // Before the money is looked at: from here on nobody else spends it.
    await lockAccount(tx, organizationId)
    const terms = await purchaseTerms(tx, operationId)
    const buyer = { actor, organization, paymentMethod: terms.paymentMethod, at: timeOf(this.clock, organization) }
    const { fitting, refused } = await mostThatFits(tx, buyer, terms, ready)
    const fates = new Map<number, Fate>(refused)
    if (fitting.length === 0) return fates
    const input = {
      organizationId,
      items: fitting.map(({ item }) => item),
      paymentMethod: terms.paymentMethod,
      purchaseOrderNumber: terms.purchaseOrderNumber,
      idempotencyKey: `roster:${operationId}:${firstRow}`,
    }
    const placed = await unlessRefused(tx, () => this.orders.placeWithin(tx, actor, request, input))
    if ('refusal' in placed) {
      for (const { rowNumber } of fitting) fates.set(rowNumber, placed.refusal)
      return fates
    }
    const { order } = placed.result
    await insertRosterOrder(tx, operationId, firstRow, order.id)
    const items = await itemsOfOrders(tx, [order.id])
    for (const { id, line, unitPriceCents, currency } of items) {
      const { rowNumber } = fitting[line - 1] ?? { rowNumber: 0 }
      fates.set(rowNumber, { orderNumber: order.number, orderItemId: id, unitPriceCents, currency })
    }
    return fates
  }
}

/**
 * The rows that can be bought together: without those against which something stands for themselves, and as many from the
 * first on as the money goes, which is found by halving; the others have been refused for the sake of it.
 */
async function mostThatFits(
  tx: Transaction,
  buyer: RosterBuyer,
  terms: PurchaseTerms,
  ready: readonly Candidate[],
): Promise<{ fitting: readonly Candidate[]; refused: Map<number, Refusal> }> {
  const all = await assessRows(tx, buyer, ready)
  const { refused } = all
  const candidates = all.lines.map(({ candidate }) => candidate)
  let refusal = obstacleTo(all, terms)
  if (refusal === null) return { fitting: candidates, refused }
  let [fits, tooMany] = [0, candidates.length]
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1
    const some = await assessRows(tx, buyer, candidates.slice(0, middle))
    const obstacle = obstacleTo(some, terms) ?? [...some.refused.values()][0] ?? null
    if (obstacle === null) fits = middle
    else [tooMany, refusal] = [middle, obstacle]
  }
  for (const { rowNumber } of candidates.slice(fits)) refused.set(rowNumber, refusal)
  return { fitting: candidates.slice(0, fits), refused }
}

function obstacleTo({ problem, totalCents, currency }: AssessedRows, terms: PurchaseTerms): Refusal | null {
  const { spentCents, maximumTotalCents } = terms
  if (problem !== null || currency === null || spentCents + totalCents <= maximumTotalCents) return problem
  const [total, spent, maximum] = [totalCents, spentCents, maximumTotalCents].map((cents) =>
    formatCents(cents, currency),
  )
  const message = `the total is ${total}; with ${spent} ordered from the roster before it exceeds the maximum of ${maximum}`
  return { code: 'MAXIMUM_EXCEEDED', message }
}

function candidateOf(row: RosterLine): Candidate[] {
  const { rowNumber, status, clinicianId, product, vendorReference, allowDuplicate } = row
  if (status !== 'READY' || clinicianId === null || product === null) return []
  return [{ rowNumber, item: { clinicianId, product, vendorReference, allowDuplicate } }]
}

function resultOf(row: RosterLine, fate: Fate | undefined): BulkRowResult {
  const isOrdered = fate !== undefined && 'orderNumber' in fate
  const status = isOrdered ? 'ORDERED' : (fate?.code ?? row.status)
  const cells: Record<string, BulkCell> = {
    row: row.rowNumber,
    reference: row.vendorReference,
    status,
    clinicianId: row.clinicianId,
    product: row.product,
    ...(isOrdered ? fate : { reason: fate?.message ?? 'not ready at the preview, whose result says why' }),
  }
  return { status, cells }
}
