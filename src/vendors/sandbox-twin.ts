import type { UserActor } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import type { AccessibleOrganization } from '../organizations/organization.access.js'
import { usersByIds } from '../people/user.service.js'

/** Makes organizations of play money; the room of that name does it, which this one does not know. */
export interface SandboxOpener {
  /** A new one with an account and its first administrator, who buys there too. Returns its id. */
  open(
    tx: Transaction,
    wanted: { name: string; timeZone: string; administrator: { email: string; fullName: string } },
  ): Promise<string>
}

/** Whether the actor administers the twin, and whether anybody does who administers the organization too. */
const TWIN_OF = readStatement<{ id: string; administers: boolean; tended: boolean }>(
  'sandbox_twin_of',
  `select t.sandbox_id as id, coalesce(bool_or(s.user_id = $2), false) as administers,
          coalesce(bool_or(u.activated_at is not null), false) as tended
     from sandbox_twins t
     left join (memberships s
                join memberships m on m.user_id = s.user_id and 'ORGANIZATION_ADMINISTRATOR' = any (m.roles)
                join users u on u.id = s.user_id)
       on s.organization_id = t.sandbox_id and 'ORGANIZATION_ADMINISTRATOR' = any (s.roles)
          and m.organization_id = t.organization_id
    where t.organization_id = $1
    group by t.sandbox_id`,
)

const LOCK_TWIN = writeStatement(
  'sandbox_twin_lock',
  `select o.id from sandbox_twins t join organizations o on o.id = t.sandbox_id
    where t.organization_id = $1 for no key update of o`,
)

const TIE = writeStatement(
  'sandbox_twin_tie',
  `insert into sandbox_twins (organization_id, sandbox_id, created_at) values ($1, $2, $3)
   on conflict (organization_id) do update set sandbox_id = excluded.sandbox_id, created_at = excluded.created_at`,
)

const LONGEST_NAME = 200
const SUFFIX = ' (sandbox)'

/**
 * The organization in which `organization` tries its own software out: itself if it is of play money, else its twin,
 * which is made when first needed. Whoever asks administers both: the twin decides about its people by itself, like every
 * organization, so nobody is let in who was removed there. One that none of the organization's administrators
 * administers any more is left to its people, and a new one is made. The caller holds the organization's lock.
 * @throws UserErrors ALREADY_EXISTS for a twin that others administer
 */
export async function sandboxOf(
  tx: Transaction,
  clock: Clock,
  opener: SandboxOpener,
  organization: AccessibleOrganization,
  actor: UserActor,
): Promise<{ id: string; isNew: boolean }> {
  if (organization.mode === 'TEST') return { id: organization.id, isNew: false }
  await tx.write(LOCK_TWIN, [organization.id])
  const [twin] = await tx.rows(TWIN_OF, [organization.id, actor.id])
  if (twin?.administers === true) return { id: twin.id, isNew: false }
  if (twin?.tended === true) {
    const message = `the organization has a sandbox, ${twin.id}, that others administer: ask them to add you as an administrator of it`
    throw UserErrors.one('ALREADY_EXISTS', ['organizationId'], message)
  }
  const [administrator] = await usersByIds(tx, [actor.id])
  invariant(administrator, `person ${actor.id} exists`)
  // What is cut off may leave half a letter.
  const name = organization.name.slice(0, LONGEST_NAME - SUFFIX.length).replace(/\p{Surrogate}$/u, '') + SUFFIX
  const id = await opener.open(tx, { name, timeZone: organization.timeZone, administrator })
  await tx.write(TIE, [organization.id, id, clock.now()])
  return { id, isNew: true }
}
