import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'

const MADE_WITH_KEY = readStatement<{ organizationId: string; requestSha256: string }>(
  'sandbox_organization_made_with_key',
  `select organization_id as "organizationId", request_sha256 as "requestSha256"
     from sandbox_organizations where vendor_id = $1 and idempotency_key = $2`,
)

const COUNT = readStatement<{ count: number }>(
  'sandbox_organizations_count',
  'select count(*)::int as count from sandbox_organizations where vendor_id = $1',
)

const REMEMBER = writeStatement(
  'sandbox_organization_remember',
  `insert into sandbox_organizations (organization_id, vendor_id, idempotency_key, request_sha256, created_at)
   values ($1, $2, $3, $4, $5)`,
)

const LOCK = writeStatement('sandbox_organization_lock', 'select id from organizations where id = $1 for update')

/** A successor may have been reset, too. */
const SUCCESSOR = readStatement<{ id: string }>(
  'sandbox_successor',
  `with recursive line (id, place) as (
     select successor_id, 1 from sandbox_resets where organization_id = $1
     union all select r.successor_id, l.place + 1 from line l join sandbox_resets r on r.organization_id = l.id)
   select id from line order by place desc limit 1`,
)

const SUCCEED = writeStatement(
  'sandbox_succeed',
  'insert into sandbox_resets (organization_id, successor_id, reset_at) values ($1, $2, $3)',
)

const RENAME = writeStatement('sandbox_rename', 'update organizations set name = $2 where id = $1')

const MEMBERS = readStatement<{ userId: string; roles: string[] }>(
  'sandbox_members',
  'select user_id as "userId", roles from memberships where organization_id = $1 order by created_at, id',
)

const END_GRANTS = writeStatement<{
  vendorId: string
  scopes: string[]
  grantedByUserId: string
  monthlySpendCapCents: number | null
}>(
  'sandbox_grants_end',
  `update vendor_grants set revoked_at = $2 where organization_id = $1 and revoked_at is null
   returning vendor_id as "vendorId", scopes, granted_by_user_id as "grantedByUserId",
             monthly_spend_cap_cents as "monthlySpendCapCents"`,
)

const HAND_TWIN_OVER = writeStatement(
  'sandbox_twin_hand_over',
  'update sandbox_twins set sandbox_id = $2 where sandbox_id = $1',
)

const HAND_ORGANIZATION_OVER = writeStatement(
  'sandbox_organization_hand_over',
  'update sandbox_organizations set organization_id = $2 where organization_id = $1',
)

/** What the vendor made with the key; null for nothing. */
export async function madeWithKey(reader: Reader, vendorId: string, key: string) {
  const [made] = await reader.rows(MADE_WITH_KEY, [vendorId, key])
  return made ?? null
}

/** How many the vendor has made. */
export async function countSandboxOrganizations(reader: Reader, vendorId: string): Promise<number> {
  const [row] = await reader.rows(COUNT, [vendorId])
  return row?.count ?? 0
}

/** Who made it, with which key. */
export interface SandboxOrigin {
  vendorId: string
  idempotencyKey: string
  requestSha256: string
}

export async function rememberOrigin(tx: Transaction, organizationId: string, origin: SandboxOrigin, at: Date) {
  await tx.write(REMEMBER, [organizationId, origin.vendorId, origin.idempotencyKey, origin.requestSha256, at])
}

/** Takes the organization for this transaction: of two who reset it the second finds what the first made. */
export async function lockSandbox(tx: Transaction, organizationId: string): Promise<void> {
  await tx.write(LOCK, [organizationId])
}

/** What stands in the place of a sandbox organization that was reset, however often; null for one that was not. */
export async function successorOf(reader: Reader, organizationId: string): Promise<string | null> {
  const [successor] = await reader.rows(SUCCESSOR, [organizationId])
  return successor?.id ?? null
}

/** The people of an organization. */
export async function membersOf(reader: Reader, organizationId: string) {
  return await reader.rows(MEMBERS, [organizationId])
}

/** Ends what vendors may do for the one, and says what that was. */
export async function endGrants(tx: Transaction, organizationId: string, at: Date) {
  return await tx.write(END_GRANTS, [organizationId, at])
}

/** What points at the old one points at the new one from now on, and the old one is called what it is. */
export async function handOver(
  tx: Transaction,
  { from, to, at, oldName }: { from: string; to: string; at: Date; oldName: string },
): Promise<void> {
  await tx.write(SUCCEED, [from, to, at])
  await tx.write(HAND_TWIN_OVER, [from, to])
  await tx.write(HAND_ORGANIZATION_OVER, [from, to])
  await tx.write(RENAME, [from, oldName])
}
