import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Session, SessionEndReason } from './session.entity.js'

const SESSION_COLUMNS = `s.id, s.user_id as "userId", s.method, s.created_at as "createdAt",
  s.refreshed_at as "refreshedAt", s.expires_at as "expiresAt", host(s.address) as address,
  s.user_agent as "userAgent", s.ended_at as "endedAt", s.ended_reason as "endedReason"`

const INSERT = writeStatement(
  'session_insert',
  `insert into sessions (id, user_id, method, created_at, refreshed_at, expires_at, address, user_agent)
   values ($1, $2, $3, $4, $4, $5, $6, $7)`,
)

/** One that had expired by then ended by itself, at its own time, whoever finds out. */
const END = `set ended_at = least(expires_at, $2), ended_reason = case when expires_at <= $2 then 'EXPIRED' else $3 end`

const END_OF_USER = writeStatement<EndedSession>(
  'sessions_end_of_user',
  `update sessions ${END}
    where user_id = $1 and ended_at is null
   returning id, ended_reason as "endedReason"`,
)

const END_ONE = writeStatement<EndedSession>(
  'session_end',
  `update sessions ${END}
    where id = $1 and ended_at is null and user_id = $4
   returning id, ended_reason as "endedReason"`,
)

const END_EXPIRED = writeStatement<{ id: string }>(
  'sessions_end_expired',
  `update sessions set ended_at = expires_at, ended_reason = 'EXPIRED'
    where ended_at is null and expires_at <= $1 returning id`,
)

const FORGET_TOKENS_OF_ENDED = writeStatement(
  'refresh_tokens_forget_of_ended',
  `delete from refresh_tokens t using sessions s where s.id = t.session_id and s.ended_at < $1`,
)

const FORGET_USED_TOKENS = writeStatement('refresh_tokens_forget_used', 'delete from refresh_tokens where used_at < $1')

const OF_TOKEN = readStatement<TokenState>(
  'session_of_refresh_token',
  'select session_id as "sessionId", used_at as "usedAt" from refresh_tokens where token_sha256 = $1',
)

const LOCK = writeStatement<Session>(
  'session_lock',
  `select ${SESSION_COLUMNS} from sessions s where s.user_id = $1 and s.id = $2 for update`,
)

const INSERT_TOKEN = writeStatement(
  'refresh_token_insert',
  'insert into refresh_tokens (token_sha256, session_id, created_at) values ($1, $2, $3)',
)

/** Token and session are both taken, so of two that come at once the second sees what the first did. */
const LOCK_BY_TOKEN = writeStatement<SessionOfToken>(
  'session_lock_by_refresh_token',
  `select ${SESSION_COLUMNS}, t.used_at as "tokenUsedAt"
     from refresh_tokens t join sessions s on s.id = t.session_id
    where t.token_sha256 = $1
      for update of t, s`,
)

const USE_TOKEN = writeStatement(
  'refresh_token_use',
  'update refresh_tokens set used_at = $2 where token_sha256 = $1 and used_at is null',
)

const PROLONG = writeStatement(
  'session_prolong',
  'update sessions set refreshed_at = $2, expires_at = $3 where id = $1 and ended_at is null',
)

const PAGE = readStatement<Session>(
  'sessions_of_user',
  `select ${SESSION_COLUMNS} from sessions s
    where s.user_id = $1 and ($2::text is null or s.id < $2) order by s.id desc limit $3`,
)

const BY_ID = readStatement<Session>(
  'session_of_user',
  `select ${SESSION_COLUMNS} from sessions s where s.user_id = $1 and s.id = $2`,
)

/** A session that was ended just now. */
export interface EndedSession {
  id: string
  endedReason: SessionEndReason
}

/** A refresh token, as it is now. */
export interface TokenState {
  sessionId: string
  /** Null for the one token of its session that is good. */
  usedAt: Date | null
}

/** The session that a refresh token is of. */
export type SessionOfToken = Session & {
  /** Null for the one token that is good. */
  tokenUsedAt: Date | null
}

export async function insertSession(tx: Transaction, session: Session): Promise<void> {
  const { id, userId, method, createdAt, expiresAt, address, userAgent } = session
  await tx.write(INSERT, [id, userId, method, createdAt, expiresAt, address, userAgent])
}

/** Ends every active session of the person. */
export async function endSessionsOfUser(
  tx: Transaction,
  userId: string,
  reason: SessionEndReason,
  at: Date,
): Promise<EndedSession[]> {
  return await tx.write(END_OF_USER, [userId, at, reason])
}

/** Ends this session if it is active and the person's; else null. */
export async function endSessionOfUser(
  tx: Transaction,
  userId: string,
  sessionId: string,
  reason: SessionEndReason,
  at: Date,
): Promise<EndedSession | null> {
  const [ended] = await tx.write(END_ONE, [sessionId, at, reason, userId])
  return ended ?? null
}

/** Writes down the end of every session that nobody refreshed in time. Returns their ids. */
export async function endExpiredSessions(tx: Transaction, at: Date): Promise<string[]> {
  return (await tx.write(END_EXPIRED, [at])).map(({ id }) => id)
}

/** Removes the refresh tokens of sessions that ended before the one moment, and those exchanged before the other. */
export async function forgetRefreshTokens(tx: Transaction, endedBefore: Date, usedBefore: Date): Promise<void> {
  await tx.write(FORGET_TOKENS_OF_ENDED, [endedBefore])
  await tx.write(FORGET_USED_TOKENS, [usedBefore])
}

/** What is known of a refresh token, which may be another in a moment; null for an unknown one. Takes nothing. */
export async function findRefreshToken(reader: Reader, sha256: string): Promise<TokenState | null> {
  const [token] = await reader.rows(OF_TOKEN, [sha256])
  return token ?? null
}

/** The session if it is the person's, taken for this transaction; else null. */
export async function lockSession(tx: Transaction, userId: string, sessionId: string): Promise<Session | null> {
  const [session] = await tx.write(LOCK, [userId, sessionId])
  return session ?? null
}

export async function insertRefreshToken(tx: Transaction, sha256: string, sessionId: string, at: Date): Promise<void> {
  await tx.write(INSERT_TOKEN, [sha256, sessionId, at])
}

/** Takes the token and its session for this transaction; null for an unknown token. */
export async function lockSessionByToken(tx: Transaction, sha256: string): Promise<SessionOfToken | null> {
  const [session] = await tx.write(LOCK_BY_TOKEN, [sha256])
  return session ?? null
}

/** Marks the token as exchanged, and lets its session live until `expiresAt`. */
export async function prolongSession(
  tx: Transaction,
  { sha256, sessionId, at, expiresAt }: { sha256: string; sessionId: string; at: Date; expiresAt: Date },
): Promise<void> {
  await tx.write(USE_TOKEN, [sha256, at])
  await tx.write(PROLONG, [sessionId, at, expiresAt])
}

/** Up to `limit` sessions of the person, the newest first, before the one of the id `beforeId`; null: from the newest. */
export async function sessionsOfUser(
  reader: Reader,
  userId: string,
  beforeId: string | null,
  limit: number,
): Promise<Session[]> {
  return await reader.rows(PAGE, [userId, beforeId, limit])
}

/** The session if it is the person's; else null. */
export async function findSession(reader: Reader, userId: string, sessionId: string): Promise<Session | null> {
  const [session] = await reader.rows(BY_ID, [userId, sessionId])
  return session ?? null
}
