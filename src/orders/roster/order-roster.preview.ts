import type { BulkHandler, BulkRowResult, BulkTask } from '../../bulk/bulk.handler.js'
import type { ClinicianLookup } from '../../clinicians/clinician.lookup.js'
import { MATCH_COLUMNS, matchRoster, type RosterMatch } from '../../clinicians/roster.handler.js'
import { rosterRows } from '../../clinicians/roster.rows.js'
import type { Transaction } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { invariant } from '../../kernel/errors.js'
import { findOrganization } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import { MAX_ORDER_ITEMS } from '../order.inputs.js'
import { type AssessedRows, assessRows, type Candidate, type Refusal } from './order-roster.assessment.js'
import { ORDER_ROSTER, type WantedRow } from './order-roster.columns.js'
import { insertRosterRows, readyEarlier } from './order-roster.queries.js'

/** How large a roster may be, and into what it is cut. */
export interface OrderRosterLimits {
  maxRows: number
  /** Rows of a slice, and so of an order at most. */
  sliceRows: number
}

/**
 * Preview and purchase cut a roster in the same way, and an order is made of a slice: so a quantity break of the one is
 * that of the other.
 */
export const ORDER_ROSTER_LIMITS: OrderRosterLimits = { maxRows: 10_000, sliceRows: MAX_ORDER_ITEMS }

/** First step of bulk ordering: whom each row means, what it costs, and what stands against it. Orders nothing. */
export class OrderRosterPreview implements BulkHandler<WantedRow> {
  readonly kind = 'ORDER_ROSTER'
  readonly columns = [...MATCH_COLUMNS, 'product', 'unitPriceCents', 'currency']
  readonly maxRows: number
  readonly sliceRows: number

  constructor(
    private readonly clock: Clock,
    private readonly lookup: ClinicianLookup,
    { maxRows, sliceRows }: OrderRosterLimits,
  ) {
    this.maxRows = maxRows
    this.sliceRows = sliceRows
  }

  rows(source: Parameters<BulkHandler['rows']>[0]): AsyncIterable<readonly WantedRow[]> {
    return rosterRows(ORDER_ROSTER, source.file(), source.contentType)
  }

  async process(tx: Transaction, rows: readonly WantedRow[], task: BulkTask): Promise<BulkRowResult[]> {
    const matches = await matchRoster(tx, this.lookup, rows, task)
    const candidates = matches.flatMap((match, index) => candidateOf(match, rows[index], task.firstRow + index))
    const repeated = await repeatedRows(tx, task.operationId, candidates)
    const assessed = await this.#assess(
      tx,
      task,
      candidates.filter(({ rowNumber }) => !repeated.has(rowNumber)),
    )
    const refused = new Map([...repeated, ...assessed.refused])
    const prices = new Map(assessed.lines.map((line) => [line.candidate.rowNumber, line.unitPriceCents]))
    const results = matches.map((match, index) => {
      const rowNumber = task.firstRow + index
      const unitPriceCents = prices.get(rowNumber) ?? null
      const { status, reason } = fateOf(match, unitPriceCents, refused.get(rowNumber))
      const currency = unitPriceCents === null ? null : assessed.currency
      const product = rows[index]?.product ?? null
      return { status, cells: { ...match.cells, status, reason, product, unitPriceCents, currency } }
    })
    await insertRosterRows(
      tx,
      task.operationId,
      matches.map((match, index) => ({
        rowNumber: task.firstRow + index,
        status: results[index]?.status ?? '',
        clinicianId: match.clinician?.id ?? null,
        product: rows[index]?.product ?? null,
        vendorReference: rows[index]?.reference ?? null,
        allowDuplicate: rows[index]?.allowDuplicate ?? false,
        unitPriceCents: prices.get(task.firstRow + index) ?? null,
      })),
    )
    return results
  }

  async #assess(tx: Transaction, task: BulkTask, candidates: readonly Candidate[]): Promise<AssessedRows> {
    const { actor, organizationId } = task
    const organization = await findOrganization(tx, actor, organizationId)
    invariant(organization, `organization ${organizationId} is there for whoever may order for it`)
    // How it will be paid is not known yet: what stands against the order as a whole is for the purchase.
    const buyer = {
      actor,
      organization,
      paymentMethod: 'ACCOUNT_BALANCE' as const,
      at: timeOf(this.clock, organization),
    }
    return await assessRows(tx, buyer, candidates)
  }
}

function candidateOf(match: RosterMatch, row: WantedRow | undefined, rowNumber: number): Candidate[] {
  const { clinician, nameAgrees } = match
  if (row?.product == null || clinician === null || nameAgrees === false) return []
  const { product, reference, allowDuplicate } = row
  return [{ rowNumber, item: { clinicianId: clinician.id, product, vendorReference: reference, allowDuplicate } }]
}

/** Rows of which an earlier slice has the same: an order finds only its own. */
async function repeatedRows(
  tx: Transaction,
  operationId: string,
  candidates: readonly Candidate[],
): Promise<Map<number, Refusal>> {
  const guarded = candidates.filter(({ item }) => !item.allowDuplicate)
  const clinicianIds = [...new Set(guarded.map(({ item }) => item.clinicianId))]
  const earlier = clinicianIds.length === 0 ? [] : await readyEarlier(tx, operationId, clinicianIds)
  const rowOf = new Map(earlier.map(({ clinicianId, product, rowNumber }) => [`${clinicianId} ${product}`, rowNumber]))
  return new Map(
    guarded.flatMap(({ rowNumber, item }) => {
      const first = rowOf.get(`${item.clinicianId} ${item.product}`)
      if (first === undefined) return []
      return [[rowNumber, { code: 'DUPLICATE_PURCHASE', message: `the same profile stands in row ${first}` }]]
    }),
  )
}

function fateOf({ status, cells, nameAgrees }: RosterMatch, unitPriceCents: number | null, refusal?: Refusal) {
  const reason = cells.reason ?? null
  if (status !== 'MATCHED') return { status, reason }
  // A number with a slip can be somebody else's, whose profile must not be bought unawares.
  if (nameAgrees === false) return { status: 'NAME_DIFFERS', reason }
  if (refusal !== undefined) return { status: refusal.code, reason: refusal.message }
  return unitPriceCents === null ? { status: 'NO_PRICE', reason } : { status: 'READY', reason }
}
