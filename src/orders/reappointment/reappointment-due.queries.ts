import type { ClinicianKind } from '../../clinicians/clinician.type.js'
import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import { type LocalDay, localDayOf } from '../../kernel/local-day.js'
import type { ProfileProduct } from '../../profiles/profile.sections.js'
import { formatOrderNumber } from '../order.rules.js'
import { isOwned } from '../profile-manager/owned-clinician.queries.js'
import { type Cycle, dueOn, orderFrom, purchasedBefore, REAPPOINTMENT_PRODUCTS } from './reappointment.rules.js'
import type { ReappointmentDueType } from './reappointment-due.type.js'

interface DueRow {
  lastItemId: string
  clinicianId: string
  kind: ClinicianKind
  lastProduct: ProfileProduct
  lastPurchasedAt: Date
  orderNumber: number
}

/** An organization, and when its clinicians are due. */
export interface DueIn {
  organizationId: string
  cycle: Cycle
  at: Date
  /** Those that are to be ordered within so many days of `at`. */
  days: number
}

/**
 * Purchases by their time, of each clinician the newest alone: the first due comes first, and a page stops reading where
 * it is full.
 */
const dueWith = (name: string, more: string, wanted: string) =>
  readStatement<DueRow>(
    name,
    `select i.id as "lastItemId", i.clinician_id as "clinicianId", c.kind, i.product as "lastProduct",
            i.purchased_at as "lastPurchasedAt", o.number as "orderNumber"
       from order_items i
       join orders o on o.id = i.order_id
       join clinicians c on c.id = i.clinician_id
       ${more}
      where i.organization_id = $1 and i.purchased_at < $2 and ${isOwned('i')} and ${wanted}
        and not exists (
          select from order_items n
           where ${isOwned('n')} and n.organization_id = i.organization_id and n.clinician_id = i.clinician_id
             and n.purchased_at >= i.purchased_at and (n.purchased_at, n.id) > (i.purchased_at, i.id))
      order by i.purchased_at, i.id limit $3`,
  )

const PAGE = dueWith('reappointments_due', '', '(i.purchased_at, i.id) > ($4::timestamptz, $5::text)')

/** Those that the autopilot has not decided about yet, or not today. */
const UNDECIDED = dueWith(
  'reappointments_undecided',
  'left join reappointment_decisions d on d.last_item_id = i.id',
  `(d.id is null or (d.state = 'SKIPPED' and d.considered_on < $4))`,
)

/** Where a page begins: the purchase before it. */
export type AfterPurchase = readonly [purchasedAt: Date, itemId: string]

const BEGINNING: AfterPurchase = [new Date(0), '']

/** Up to `limit` clinicians of the organization who are due, the first due first, after the purchase that is named. */
export async function reappointmentsDue(
  reader: Reader,
  due: DueIn,
  after: AfterPurchase | null,
  limit: number,
): Promise<ReappointmentDueType[]> {
  const rows = await reader.rows(PAGE, [due.organizationId, cutOff(due), limit, ...(after ?? BEGINNING)])
  return rows.map((row) => typeOf(row, due))
}

/** As `reappointmentsDue`, those about whom the autopilot has something to decide on `today`. */
export async function undecidedReappointments(
  reader: Reader,
  due: DueIn,
  today: LocalDay,
  limit: number,
): Promise<ReappointmentDueType[]> {
  const rows = await reader.rows(UNDECIDED, [due.organizationId, cutOff(due), limit, today])
  return rows.map((row) => typeOf(row, due))
}

function cutOff({ at, days, cycle }: DueIn): Date {
  return purchasedBefore(at, days, cycle)
}

function typeOf({ kind, orderNumber, ...row }: DueRow, { organizationId, cycle, at }: DueIn): ReappointmentDueType {
  const due = dueOn(row.lastPurchasedAt, cycle)
  return {
    ...row,
    organizationId,
    lastOrderNumber: formatOrderNumber(orderNumber),
    product: REAPPOINTMENT_PRODUCTS[kind],
    dueOn: due,
    orderFrom: orderFrom(due, cycle),
    daysLeft: daysBetween(localDayOf(at, cycle.timeZone), due),
  }
}

function daysBetween(from: LocalDay, until: LocalDay): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)
}
