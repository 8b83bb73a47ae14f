import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'

/** A corrected report of which not all other buyers are told. */
export interface UntoldDiscrepancy {
  id: string
  /** Up to which organization they are. */
  through: string
}

const TAKE = writeStatement<UntoldDiscrepancy>(
  'discrepancy_take_untold',
  `select id, buyers_told_through as through from discrepancies
    where state = 'CORRECTED' and buyers_told_at is null and id <> all ($1)
    order by id limit 1 for update skip locked`,
)

const ADVANCE = writeStatement(
  'discrepancy_advance_told',
  'update discrepancies set buyers_told_through = $2 where id = $1',
)

const FINISH = writeStatement('discrepancy_finish_told', 'update discrepancies set buyers_told_at = $2 where id = $1')

const TELL = writeStatement<{ organizationId: string }>(
  'discrepancy_tellings_insert',
  `insert into discrepancy_tellings (discrepancy_id, organization_id, order_item_id, told_at)
   select $1, t.organization_id, t.order_item_id, t.told_at
     from unnest($2::text[], $3::text[], $4::timestamptz[]) as t (organization_id, order_item_id, told_at)
   on conflict do nothing
   returning organization_id as "organizationId"`,
)

/** Takes a report of which buyers are to be told, none of `except` and none that another process has; null if none is. */
export async function takeUntold(tx: Transaction, except: readonly string[]): Promise<UntoldDiscrepancy | null> {
  const [untold] = await tx.write(TAKE, [except])
  return untold ?? null
}

/** Notes up to which organization the buyers are told. */
export async function advanceTold(tx: Transaction, id: string, through: string): Promise<void> {
  await tx.write(ADVANCE, [id, through])
}

/** Notes that all of them are. */
export async function finishTold(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.write(FINISH, [id, at])
}

/** Notes that these are told now; those of them that were not before. */
export async function insertTellings(
  tx: Transaction,
  discrepancyId: string,
  told: readonly { organizationId: string; itemId: string; toldAt: Date }[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.write(TELL, [
    discrepancyId,
    told.map(({ organizationId }) => organizationId),
    told.map(({ itemId }) => itemId),
    told.map(({ toldAt }) => toldAt),
  ])
  return new Set(rows.map(({ organizationId }) => organizationId))
}
