import type { Mode } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Role } from '../organizations/membership.entity.js'

/** Most memberships of one person that staff see at once: nobody works for more hospitals. */
export const MAX_MEMBERSHIPS = 100

/** A person as staff see them. */
export interface BackOfficeUserRow {
  id: string
  email: string
  fullName: string
  createdAt: Date
  activatedAt: Date | null
  isStaff: boolean
}

/** What a person is in an organization. */
export interface BackOfficeMembershipRow {
  userId: string
  organizationId: string
  roles: Role[]
}

const USER = `select u.id, u.email, u.full_name as "fullName", u.created_at as "createdAt",
    u.activated_at as "activatedAt", u.staff as "isStaff" from users u`

/** By e-mail address or by id, whichever is not null. */
const FIND = readStatement<BackOfficeUserRow>('back_office_user', `${USER} where u.email = $1 or u.id = $2`)

const STAFF = readStatement<BackOfficeUserRow>(
  'back_office_staff',
  `${USER} where u.staff and ($1::text is null or u.id > $1) order by u.id limit $2`,
)

const WITH_ACTIVE_SESSION = readStatement<{ userId: string }>(
  'back_office_active_sessions',
  `select distinct user_id as "userId" from sessions where user_id = any ($1) and ended_at is null and expires_at > $2`,
)

const MEMBERSHIPS = readStatement<BackOfficeMembershipRow>(
  'back_office_memberships',
  `select page.* from unnest($1::text[]) as u (id) cross join lateral (
     select m.user_id as "userId", m.organization_id as "organizationId", m.roles
       from memberships m join organizations o on o.id = m.organization_id
      where m.user_id = u.id and o.mode = $2 order by m.organization_id limit ${MAX_MEMBERSHIPS}) page
   order by page."userId", page."organizationId"`,
)

/** The person of the e-mail address, in whatever case, or of the id; null for nobody. */
export async function findBackOfficeUser(
  reader: Reader,
  { email, id }: { email?: string; id?: string },
): Promise<BackOfficeUserRow | null> {
  const [user] = await reader.rows(FIND, [email?.trim().toLowerCase() ?? null, id ?? null])
  return user ?? null
}

/** Up to `limit` members of the staff after the id `afterId`, by id. */
export async function staffPage(reader: Reader, afterId: string | null, limit: number): Promise<BackOfficeUserRow[]> {
  return await reader.rows(STAFF, [afterId, limit])
}

/** Those of the people who have a session that is active at `at`. */
export async function withActiveSession(reader: Reader, userIds: readonly string[], at: Date): Promise<Set<string>> {
  return new Set((await reader.rows(WITH_ACTIVE_SESSION, [userIds, at])).map(({ userId }) => userId))
}

/** What these people are in organizations of the mode, up to `MAX_MEMBERSHIPS` each, by the organization's age. */
export async function membershipsOf(
  reader: Reader,
  userIds: readonly string[],
  mode: Mode,
): Promise<BackOfficeMembershipRow[]> {
  return await reader.rows(MEMBERSHIPS, [userIds, mode])
}
