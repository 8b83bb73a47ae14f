import { randomBytes } from 'node:crypto'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { sha256Hex } from '../kernel/digest.js'
import { newId } from '../kernel/ids.js'
import type { OneTimeLinkPurpose } from './one-time-link.entity.js'

/** 256 bits: nobody finds one by trying. */
const TOKEN_BYTES = 32
/** What such a token looks like in base64url; nothing else is looked up. */
const TOKEN_FORM = /^[\w-]{43}$/
/** Expired links that one issue takes away: more than one issue adds, so they never pile up. */
const PURGED_AT_ONCE = 100

/** What is known of a link that still works. */
export interface LinkHolder {
  userId: string
  /** The person's e-mail address now. */
  email: string
  fullName: string
  /** The address to be confirmed; null but for EMAIL_CHANGE. */
  newEmail: string | null
}

/** A link to be issued. */
export interface NewLink {
  userId: string
  purpose: OneTimeLinkPurpose
  /** The address to be confirmed, in lower case; null but for EMAIL_CHANGE. */
  newEmail: string | null
  minutes: number
  at: Date
}

const PURGE = writeStatement(
  'one_time_links_purge',
  `delete from one_time_links where id in
     (select id from one_time_links where expires_at <= $1 order by expires_at limit ${PURGED_AT_ONCE}
         for update skip locked)`,
)

const ISSUE = writeStatement(
  'one_time_link_issue',
  `insert into one_time_links (id, user_id, purpose, token_sha256, new_email, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict on constraint one_time_links_one_per_purpose do update
     set id = excluded.id, token_sha256 = excluded.token_sha256, new_email = excluded.new_email,
         created_at = excluded.created_at, expires_at = excluded.expires_at`,
)

const FIND = readStatement<LinkHolder>(
  'one_time_link_find',
  `select l.user_id as "userId", u.email, u.full_name as "fullName", l.new_email as "newEmail"
     from one_time_links l join users u on u.id = l.user_id
    where l.token_sha256 = $1 and l.purpose = $2 and l.expires_at > $3`,
)

const USE = writeStatement<LinkHolder>(
  'one_time_link_use',
  `delete from one_time_links l using users u
    where u.id = l.user_id and l.token_sha256 = $1 and l.purpose = $2 and l.expires_at > $3
   returning l.user_id as "userId", u.email, u.full_name as "fullName", l.new_email as "newEmail"`,
)

const VOID = writeStatement('one_time_links_void', 'delete from one_time_links where user_id = $1')

/** Makes a link that voids an earlier one of the person and purpose; returns its token, which is kept nowhere else. */
export async function issueLink(tx: Transaction, link: NewLink): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const expiresAt = new Date(link.at.getTime() + link.minutes * 60_000)
  await tx.write(PURGE, [link.at])
  const { userId, purpose, newEmail, at } = link
  await tx.write(ISSUE, [newId('oneTimeLink'), userId, purpose, sha256Hex(token), newEmail, at, expiresAt])
  return token
}

/** Whose link it is; null for a used, replaced, expired or unknown one. Uses nothing up. */
export async function findLink(
  reader: Reader,
  purpose: OneTimeLinkPurpose,
  token: string,
  at: Date,
): Promise<LinkHolder | null> {
  if (!TOKEN_FORM.test(token)) return null
  const [holder] = await reader.rows(FIND, [sha256Hex(token), purpose, at])
  return holder ?? null
}

/** Uses the link up; of several uses at once one gets the holder, the others null, like for a link that never was. */
export async function useLink(
  tx: Transaction,
  purpose: OneTimeLinkPurpose,
  token: string,
  at: Date,
): Promise<LinkHolder | null> {
  if (!TOKEN_FORM.test(token)) return null
  const [holder] = await tx.write(USE, [sha256Hex(token), purpose, at])
  return holder ?? null
}

/**
 * Takes away every link of the person: after a new password, or under a new address, what was mailed before must open
 * nothing, for it may have been somebody else who asked for it.
 */
export async function voidLinks(tx: Transaction, userId: string): Promise<void> {
  await tx.write(VOID, [userId])
}
