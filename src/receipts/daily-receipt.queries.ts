import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { LocalDay } from '../kernel/local-day.js'
import type { OrganizationDays } from '../orders/receipted-orders.queries.js'
import type { DailyReceipt } from './daily-receipt.entity.js'

const COLUMNS = `id, organization_id as "organizationId", day, currency, order_count as "orderCount",
  total_cents as "totalCents", refunded_cents as "refundedCents", content, email_id as "emailId", created_at as "createdAt"`

const PAGE = readStatement<DailyReceipt>(
  'daily_receipts_page',
  `select ${COLUMNS} from daily_receipts
    where organization_id = $1 and ($2::date is null or day < $2) order by day desc limit $3`,
)

const OF_DAY = readStatement<DailyReceipt>(
  'daily_receipt_of_day',
  `select ${COLUMNS} from daily_receipts where organization_id = $1 and day = $2`,
)

const RECEIPTED_DAYS = readStatement<{ organizationId: string; day: LocalDay }>(
  'daily_receipts_days',
  `select r.organization_id as "organizationId", r.day
     from unnest($1::text[], $2::date[]) as wanted (organization_id, day)
     join daily_receipts r on r.organization_id = wanted.organization_id and r.day = wanted.day`,
)

/** The contents come as one JSON array: as an array of texts each would be escaped, and they are most of the bytes. */
const INSERT = writeStatement(
  'daily_receipts_insert',
  `insert into daily_receipts
     (id, organization_id, day, currency, order_count, total_cents, refunded_cents, email_id, created_at, content)
   select r.id, r.organization_id, r.day, r.currency, r.order_count, r.total_cents, r.refunded_cents, r.email_id,
          r.created_at, c.content
     from unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::int[], $6::bigint[], $7::bigint[], $8::text[],
                 $9::timestamptz[]) with ordinality as r (id, organization_id, day, currency, order_count, total_cents,
                 refunded_cents, email_id, created_at, position)
     join jsonb_array_elements($10::jsonb) with ordinality as c (content, position) using (position)`,
)

const OF_EMAIL = readStatement<DailyReceipt & { mode: Mode; isCopy: boolean }>(
  'daily_receipt_of_email',
  `select r.*, n.mode
     from (select ${COLUMNS}, false as "isCopy" from daily_receipts where email_id = $1
           union all
           select ${COLUMNS}, true from daily_receipts
            where id = (select daily_receipt_id from daily_receipt_copies where email_id = $1)) r
     join organizations n on n.id = r."organizationId"`,
)

/** The receipt that this e-mail brings, and whether it is sent again; null for an e-mail of something else. */
export async function receiptOfEmail(
  reader: Reader,
  emailId: string,
): Promise<(DailyReceipt & { mode: Mode; isCopy: boolean }) | null> {
  const [receipt] = await reader.rows(OF_EMAIL, [emailId])
  return receipt ?? null
}

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

/** Which of these days have a receipt, by organization. */
export async function receiptedDays(
  reader: Reader,
  wanted: readonly OrganizationDays[],
): Promise<Map<string, Set<LocalDay>>> {
  const pairs = wanted.flatMap(({ organizationId, days }) => days.map((day) => [organizationId, day] as const))
  const values = [pairs.map(([organizationId]) => organizationId), pairs.map(([, day]) => day)]
  const receipted = new Map(wanted.map(({ organizationId }) => [organizationId, new Set<LocalDay>()]))
  for (const { organizationId, day } of await reader.rows(RECEIPTED_DAYS, values)) {
    receipted.get(organizationId)?.add(day)
  }
  return receipted
}

/** Writes the receipts down; a second one of an organization and day violates `daily_receipts_one_a_day`. */
export async function insertDailyReceipts(tx: Transaction, receipts: readonly DailyReceipt[]): Promise<void> {
  await tx.write(INSERT, [
    receipts.map(({ id }) => id),
    receipts.map(({ organizationId }) => organizationId),
    receipts.map(({ day }) => day),
    receipts.map(({ currency }) => currency),
    receipts.map(({ orderCount }) => orderCount),
    receipts.map(({ totalCents }) => totalCents),
    receipts.map(({ refundedCents }) => refundedCents),
    receipts.map(({ emailId }) => emailId),
    receipts.map(({ createdAt }) => createdAt),
    JSON.stringify(receipts.map(({ content }) => content)),
  ])
}
