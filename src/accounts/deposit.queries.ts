import type { Mode } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { DepositType } from './deposit.type.js'

const DEPOSIT = `select d.id, d.organization_id as "organizationId", d.ledger_entry_id as "ledgerEntryId", d.reference,
    d.recorded_by_user_id as "recordedByUserId", u.full_name as "recordedBy", d.recorded_at as "recordedAt",
    e.amount_cents as "amountCents", e.balance_after_cents as "balanceAfterCents", a.currency
  from deposits d
  join organizations o on o.id = d.organization_id
  join ledger_entries e on e.id = d.ledger_entry_id
  join accounts a on a.id = e.account_id
  join users u on u.id = d.recorded_by_user_id`

const BY_ID = readStatement<DepositType>('deposit_by_id', `${DEPOSIT} where d.id = $1`)

const PAGE = readStatement<DepositType>(
  'deposits_page',
  `${DEPOSIT}
    where o.mode = $1 and ($2::text is null or d.organization_id = $2) and ($3::text is null or d.id < $3)
    order by d.id desc limit $4`,
)

const RECORDED_WITH_KEY = readStatement<{ id: string; requestSha256: string }>(
  'deposit_recorded_with_key',
  'select id, request_sha256 as "requestSha256" from deposits where idempotency_key = $1',
)

/** The deposit of this id, or null. */
export async function depositById(reader: Reader, id: string): Promise<DepositType | null> {
  const [deposit] = await reader.rows(BY_ID, [id])
  return deposit ?? null
}

/** Up to `limit` deposits of the mode before the id `beforeId`, the newest first; of one organization if it is named. */
export async function depositPage(
  reader: Reader,
  wanted: { mode: Mode; organizationId: string | null; beforeId: string | null; limit: number },
): Promise<DepositType[]> {
  return await reader.rows(PAGE, [wanted.mode, wanted.organizationId, wanted.beforeId, wanted.limit])
}

/** The deposit that was recorded with the key, with the digest of what was asked for then; or null. */
export async function depositRecordedWithKey(
  reader: Reader,
  key: string,
): Promise<{ id: string; requestSha256: string } | null> {
  const [recorded] = await reader.rows(RECORDED_WITH_KEY, [key])
  return recorded ?? null
}
