import type { AuthStrategy, Mode, PersonActor, Scope } from '../auth/actor.js'
import { bearerTokenOf } from '../auth/bearer.js'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import type { AccessTokens } from './access-token.js'
import type { Session } from './session.entity.js'
import { endOf, sessionEndedMessage } from './session.rules.js'

/** Staff look after everything and buy nothing; the same in every organization (view `organization_access`). */
const STAFF_SCOPES: readonly Scope[] = ['clinicians:read', 'profiles:read', 'account:read']
/** Without the header `Gateway-Mode`. */
const DEFAULT_MODE: Mode = 'LIVE'
/** `header.payload.signature`: an API key has no dots. */
const JWT_FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/

interface SessionRow extends Pick<Session, 'expiresAt' | 'endedAt' | 'endedReason'> {
  fullName: string
  staff: boolean
  /** All that any role in an organization of the mode allows. */
  scopes: Scope[]
}

const SESSION = readStatement<SessionRow>(
  'session_with_person',
  `select s.expires_at as "expiresAt", s.ended_at as "endedAt", s.ended_reason as "endedReason",
          u.full_name as "fullName", u.staff,
          array(select distinct scope
                  from organization_access a
                  join organizations o on o.id = a.organization_id and o.mode = $3
                 cross join unnest(a.scopes) as scope
                 where a.actor_kind = 'USER' and a.actor_id = u.id) as scopes
     from sessions s join users u on u.id = s.user_id
    where s.id = $1 and s.user_id = $2`,
)

/**
 * `Authorization: Bearer <access token>`. Session, person and roles are looked up for every request, by one statement:
 * an end and a change of roles hold from the next request on.
 */
export function sessionStrategy(database: Database, tokens: AccessTokens, clock: Clock): AuthStrategy {
  return async ({ authorization, mode: wanted }) => {
    const token = bearerTokenOf(authorization)
    const subject = JWT_FORM.test(token) ? await tokens.verify(token) : null
    if (subject === null) return null
    const { userId: id, sessionId } = subject
    const mode = wanted ?? DEFAULT_MODE
    const [row] = await database.rows(SESSION, [sessionId, id, mode])
    if (row === undefined) return null
    const { staff, fullName: name } = row
    const scopes = new Set(staff ? STAFF_SCOPES : row.scopes)
    const actor: PersonActor = { kind: staff ? 'STAFF' : 'USER', id, name, mode, scopes, sessionId }
    const end = endOf(row, clock.now())
    if (end === null) return { actor }
    return { refusal: { code: 'SESSION_ENDED', message: sessionEndedMessage(end), actor } }
  }
}
