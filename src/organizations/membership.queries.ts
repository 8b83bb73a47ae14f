import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { newId } from '../kernel/ids.js'
import type { Role } from './membership.entity.js'
import type { PageWanted } from './organization.pages.js'

/** A person of an organization. */
export interface Member {
  membershipId: string
  organizationId: string
  userId: string
  email: string
  fullName: string
  roles: Role[]
  since: Date
  /** Null: invited as the first administrator, and not there yet. */
  activatedAt: Date | null
}

const MEMBER = `m.id as "membershipId", m.organization_id as "organizationId", m.user_id as "userId", u.email,
  u.full_name as "fullName", m.roles, greatest(m.created_at, u.activated_at) as since, u.activated_at as "activatedAt"`

const BY_USER = readStatement<Member>(
  'member_by_user',
  `select ${MEMBER} from memberships m join users u on u.id = m.user_id
    where m.organization_id = $1 and m.user_id = $2`,
)

const UNACTIVATED = readStatement<Member>(
  'member_unactivated',
  `select ${MEMBER} from memberships m join users u on u.id = m.user_id
    where m.organization_id = $1 and u.email = $2 and u.activated_at is null`,
)

/** Only who has made the account is among the users (domain.md, "Organization manager"). */
const PAGES = readStatement<Member>(
  'members_of_organizations',
  `select page.* from unnest($1::text[]) as o (id) cross join lateral (
     select ${MEMBER} from memberships m join users u on u.id = m.user_id
      where m.organization_id = o.id and m.id > $2 and u.activated_at is not null
      order by m.id limit $3) page
   order by page."organizationId", page."membershipId"`,
)

const OF_USERS = readStatement<Member>(
  'members_of_users',
  `select ${MEMBER}
     from unnest($1::text[], $2::text[]) as wanted (organization_id, user_id)
     join memberships m on m.organization_id = wanted.organization_id and m.user_id = wanted.user_id
     join users u on u.id = m.user_id
    where u.activated_at is not null`,
)

const ADMINISTRATOR_REMAINS = readStatement<{ remains: boolean }>(
  'administrator_remains',
  `select exists (
     select from memberships m join users u on u.id = m.user_id
      where m.organization_id = $1 and m.user_id <> $2 and 'ORGANIZATION_ADMINISTRATOR' = any (m.roles)
        and (u.activated_at is not null
             or not exists (select from users gone where gone.id = $2 and gone.activated_at is not null))) as remains`,
)

const ADMINISTRATOR_COUNTS = readStatement<{ organizationId: string; administrators: number }>(
  'administrator_counts',
  `select m.organization_id as "organizationId", count(*)::int as administrators
     from memberships m join users u on u.id = m.user_id
    where m.organization_id = any ($1) and 'ORGANIZATION_ADMINISTRATOR' = any (m.roles) and u.activated_at is not null
    group by m.organization_id`,
)

const HAS_ADMINISTRATOR = readStatement<{ administered: boolean }>(
  'organization_has_administrator',
  `select exists (
     select from memberships m join users u on u.id = m.user_id
      where m.organization_id = $1 and 'ORGANIZATION_ADMINISTRATOR' = any (m.roles)
        and u.activated_at is not null) as administered`,
)

const ROLES_OF_USER = readStatement<{ organizationId: string; roles: Role[] }>(
  'roles_of_user',
  'select organization_id as "organizationId", roles from memberships where user_id = $1 and organization_id = any ($2)',
)

const ADMINISTERS_ANY = readStatement<{ administers: boolean }>(
  'administers_any',
  `select exists (
     select from memberships m join organizations o on o.id = m.organization_id
      where m.user_id = $1 and 'ORGANIZATION_ADMINISTRATOR' = any (m.roles) and o.mode = $2) as administers`,
)

const SET_ROLES = writeStatement(
  'membership_set_roles',
  'update memberships set roles = $3 where organization_id = $1 and user_id = $2',
)

const DELETE = writeStatement(
  'membership_delete',
  'delete from memberships where organization_id = $1 and user_id = $2',
)

const INSERT = writeStatement(
  'membership_insert',
  `insert into memberships (id, organization_id, user_id, roles, created_at) values ($1, $2, $3, $4, $5)
   on conflict on constraint memberships_organization_user_unique do nothing`,
)

/** The person of the organization, whether or not the account is made; null for everybody else. */
export async function findMember(reader: Reader, organizationId: string, userId: string): Promise<Member | null> {
  const [member] = await reader.rows(BY_USER, [organizationId, userId])
  return member ?? null
}

/** The person of this address who belongs to the organization and has not made the account; null for everybody else. */
export async function unactivatedMember(reader: Reader, organizationId: string, email: string): Promise<Member | null> {
  const [member] = await reader.rows(UNACTIVATED, [organizationId, email])
  return member ?? null
}

/** A page of the people of each organization who have made their account, the earliest first. */
export async function membersOf(
  reader: Reader,
  organizationIds: readonly string[],
  { beyond, limit }: PageWanted<never>,
): Promise<Member[]> {
  return await reader.rows(PAGES, [organizationIds, beyond, limit])
}

/** Those of these people who belong to these organizations and have made their account, in any order. */
export async function membersOfUsers(
  reader: Reader,
  wanted: readonly { organizationId: string; userId: string }[],
): Promise<Member[]> {
  const values = [wanted.map(({ organizationId }) => organizationId), wanted.map(({ userId }) => userId)]
  return await reader.rows(OF_USERS, values)
}

/** Whether the organization keeps an administrator without this one; who is not there yet does not replace who is. */
export async function administratorRemains(reader: Reader, organizationId: string, userId: string): Promise<boolean> {
  const [row] = await reader.rows(ADMINISTRATOR_REMAINS, [organizationId, userId])
  return row?.remains ?? false
}

/** Whether there is an administrator who has made the account: somebody who can be asked, and can decide. */
export async function hasAdministrator(reader: Reader, organizationId: string): Promise<boolean> {
  const [row] = await reader.rows(HAS_ADMINISTRATOR, [organizationId])
  return row?.administered ?? false
}

/** How many administrators each organization has who have made their account; those with none are left out. */
export async function administratorCounts(
  reader: Reader,
  organizationIds: readonly string[],
): Promise<{ organizationId: string; administrators: number }[]> {
  return await reader.rows(ADMINISTRATOR_COUNTS, [organizationIds])
}

/** The person's roles in those of the organizations where there are any. */
export async function rolesOfUser(
  reader: Reader,
  userId: string,
  organizationIds: readonly string[],
): Promise<{ organizationId: string; roles: Role[] }[]> {
  return await reader.rows(ROLES_OF_USER, [userId, organizationIds])
}

/** Whether the person administers any organization of the mode: play money is no way to the real thing. */
export async function administersAny(reader: Reader, userId: string, mode: Mode): Promise<boolean> {
  const [row] = await reader.rows(ADMINISTERS_ANY, [userId, mode])
  return row?.administers ?? false
}

/** Gives the person these roles instead of the earlier ones. */
export async function setRoles(
  tx: Transaction,
  organizationId: string,
  userId: string,
  roles: readonly Role[],
): Promise<void> {
  await tx.write(SET_ROLES, [organizationId, userId, roles])
}

/** Takes the person out of the organization. */
export async function deleteMembership(tx: Transaction, organizationId: string, userId: string): Promise<void> {
  await tx.write(DELETE, [organizationId, userId])
}

/** Makes the person one of the organization; nothing happens to one who is. */
export async function insertMembership(
  tx: Transaction,
  wanted: { organizationId: string; userId: string; roles: readonly Role[]; at: Date },
): Promise<void> {
  await tx.write(INSERT, [newId('membership'), wanted.organizationId, wanted.userId, wanted.roles, wanted.at])
}
