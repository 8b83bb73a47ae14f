import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { OrderItemInput } from './order.inputs.js'

/** How long the prices of a preview are honoured. */
const PRICE_QUOTE_MINUTES = 15

/** Prices that are honoured until they expire. */
export interface Quote {
  id: string
  expiresAt: Date
}

/** For whom and for what, at a moment. */
interface Quoted {
  organizationId: string
  actorId: string
  items: readonly OrderItemInput[]
  at: Date
}

const INSERT = writeStatement(
  'price_quote_insert',
  `insert into price_quotes
     (id, organization_id, actor_id, currency, items_sha256, unit_prices_cents, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

const BY_ID = readStatement<{ currency: string; itemsSha256: string; unitPricesCents: number[]; expiresAt: Date }>(
  'price_quote_by_id',
  `select currency, items_sha256 as "itemsSha256", to_jsonb(unit_prices_cents) as "unitPricesCents",
          expires_at as "expiresAt"
     from price_quotes where id = $1 and organization_id = $2 and actor_id = $3`,
)

const SWEEP = writeStatement('price_quotes_sweep', 'delete from price_quotes where expires_at < $1')

/** Keeps the prices that a preview shows, in its order; null if a line has none. */
export async function quotePrices(
  tx: Transaction,
  { organizationId, actorId, items, at }: Quoted,
  shown: { lines: readonly { unitPriceCents: number | null }[]; account: { currency: string } },
): Promise<Quote | null> {
  const prices = shown.lines.flatMap(({ unitPriceCents }) => unitPriceCents ?? [])
  if (prices.length < items.length) return null
  const quote = { id: newId('priceQuote'), expiresAt: new Date(at.getTime() + PRICE_QUOTE_MINUTES * 60_000) }
  const { currency } = shown.account
  await tx.write(INSERT, [quote.id, organizationId, actorId, currency, digestOf(items), prices, at, quote.expiresAt])
  return quote
}

/**
 * The prices of the quote, by line. Those of another organization or buyer answer like unknown ones. @throws UserErrors
 * NOT_FOUND, QUOTE_EXPIRED, INVALID_INPUT for other lines than those that were quoted
 */
export async function quotedPrices(
  reader: Reader,
  id: string,
  { organizationId, actorId, currency, items, at }: Quoted & { currency: string },
): Promise<number[]> {
  const [quote] = await reader.rows(BY_ID, [id, organizationId, actorId])
  if (quote === undefined) throw UserErrors.one('NOT_FOUND', ['quoteId'], `no quote has the id "${id}"`)
  if (quote.expiresAt <= at) {
    const message = `the prices held until ${quote.expiresAt.toISOString()}; preview the order again`
    throw UserErrors.one('QUOTE_EXPIRED', ['quoteId'], message)
  }
  if (quote.itemsSha256 !== digestOf(items) || quote.currency !== currency) {
    const message = 'expected the clinicians and products that were quoted, in the same order; got others'
    throw UserErrors.one('INVALID_INPUT', ['quoteId'], message)
  }
  return quote.unitPricesCents
}

/** Forgets what expired before `before`. */
export async function sweepQuotes(tx: Transaction, before: Date): Promise<void> {
  await tx.write(SWEEP, [before])
}

function digestOf(items: readonly OrderItemInput[]): string {
  return sha256Hex(canonicalJson(items.map(({ clinicianId, product }) => ({ clinicianId, product }))))
}
