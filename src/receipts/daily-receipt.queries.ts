import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { LocalDay } from '../kernel/local-day.js'
import type { DailyReceipt } from './daily-receipt.entity.js'

const COLUMNS = `id, organization_id as "organizationId", day, currency, order_count as "orderCount",
  total_cents as "totalCents", content, email_id as "emailId", created_at as "createdAt"`

const PAGE = readStatement<DailyReceipt>(
  'daily_receipts_page',
  `select ${COLUMNS} from daily_receipts
    where organization_id = $1 and ($2::date is null or day < $2) order by day desc limit $3`,
)

const OF_DAY = readStatement<DailyReceipt>(
  'daily_receipt_of_day',
  `select ${COLUMNS} from daily_receipts where organization_id = $1 and day = $2`,
)

const RECEIPTED_DAYS = readStatement<{ day: LocalDay }>(
  'daily_receipts_days',
  'select day from daily_receipts where organization_id = $1 and day = any ($2::date[])',
)

const INSERT = writeStatement<{ id: string }>(
  'daily_receipt_insert',
  `insert into daily_receipts
     (id, organization_id, day, currency, order_count, total_cents, content, email_id, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)

/** Up to `limit` receipts of the organization, the newest day first, before `beforeDay`. */
export async function dailyReceiptPage(
  reader: Reader,
  organizationId: string,
  beforeDay: LocalDay | null,
  limit: number,
): Promise<DailyReceipt[]> {
  return await reader.rows(PAGE, [organizationId, beforeDay, limit])
}

/** The organization's receipt of the day, or null. */
export async function dailyReceiptOfDay(
  reader: Reader,
  organizationId: string,
  day: LocalDay,
): Promise<DailyReceipt | null> {
  const [receipt] = await reader.rows(OF_DAY, [organizationId, day])
  return receipt ?? null
}

/** Which of these days the organization has a receipt of. */
export async function receiptedDays(
  reader: Reader,
  organizationId: string,
  days: readonly LocalDay[],
): Promise<Set<LocalDay>> {
  return new Set((await reader.rows(RECEIPTED_DAYS, [organizationId, days])).map((row) => row.day))
}

/** Writes the receipt down; a second one of the same organization and day violates `daily_receipts_one_a_day`. */
export async function insertDailyReceipt(tx: Transaction, receipt: DailyReceipt): Promise<void> {
  await tx.write(INSERT, [
    receipt.id,
    receipt.organizationId,
    receipt.day,
    receipt.currency,
    receipt.orderCount,
    receipt.totalCents,
    JSON.stringify(receipt.content),
    receipt.emailId,
    receipt.createdAt,
  ])
}
