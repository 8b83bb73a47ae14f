import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { newId } from '../kernel/ids.js'

/** A person who is to manage a vendor. */
export interface NewMember {
  vendorId: string
  userId: string
  addedByUserId: string
  addedAt: Date
}

const ADD = writeStatement<{ id: string }>(
  'vendor_member_add',
  `insert into vendor_members (id, vendor_id, user_id, added_by_user_id, added_at)
   select $1, $2, $3, $4, $5
    where not exists (
      select from vendor_access a where a.vendor_id = $2 and a.actor_kind = 'USER' and a.actor_id = $3 and a.manages)
   on conflict on constraint vendor_members_vendor_user_unique do nothing returning id`,
)

const MEMBER = readStatement<{ vendorId: string }>(
  'vendor_member_vendor',
  `select m.vendor_id as "vendorId"
     from vendor_members m
     join vendor_access a on a.vendor_id = m.vendor_id and a.actor_kind = $1 and a.actor_id = $2
    where m.id = $3`,
)

const REMOVE = writeStatement<{ userId: string }>(
  'vendor_member_remove',
  'delete from vendor_members where id = $1 returning user_id as "userId"',
)

const COUNT = readStatement<{ count: number }>(
  'vendor_member_count',
  'select count(*)::int as count from vendor_members where vendor_id = $1',
)

const MANAGER_ADDRESSES = readStatement<{ email: string }>(
  'vendor_manager_addresses',
  `select u.email
     from vendor_access a join users u on u.id = a.actor_id
    where a.vendor_id = $1 and a.actor_kind = 'USER' and a.manages and u.activated_at is not null
    order by u.email`,
)

/** Adds the person; null for one who manages the vendor already. */
export async function addMember(tx: Transaction, member: NewMember): Promise<string | null> {
  const { vendorId, userId, addedByUserId, addedAt } = member
  const [added] = await tx.write(ADD, [newId('vendorMember'), vendorId, userId, addedByUserId, addedAt])
  return added?.id ?? null
}

/** The vendor of a membership that the actor may see; null for an unknown and a foreign one alike. */
export async function vendorOfMember(
  reader: Reader,
  actor: { kind: string; id: string },
  memberId: string,
): Promise<string | null> {
  const [member] = await reader.rows(MEMBER, [actor.kind, actor.id, memberId])
  return member?.vendorId ?? null
}

/** Takes the membership away and tells whose it was; null if somebody else has meanwhile. */
export async function removeMember(tx: Transaction, memberId: string): Promise<string | null> {
  const [removed] = await tx.write(REMOVE, [memberId])
  return removed?.userId ?? null
}

/** E-mail addresses of everybody who manages the vendor, its organization's administrators included. */
export async function managerAddresses(reader: Reader, vendorId: string): Promise<string[]> {
  return (await reader.rows(MANAGER_ADDRESSES, [vendorId])).map((row) => row.email)
}

/** How many people were added to the vendor. */
export async function countMembers(reader: Reader, vendorId: string): Promise<number> {
  const [row] = await reader.rows(COUNT, [vendorId])
  return row?.count ?? 0
}
