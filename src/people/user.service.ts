import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { invariant } from '../kernel/errors.js'
import type { User } from './user.entity.js'

/** Columns of `User`, for statements that select them from `users u`. */
export const USER_COLUMNS = `u.id, u.email, u.full_name as "fullName", u.created_at as "createdAt", u.staff,
  u.activated_at as "activatedAt", u.password_hash as "passwordHash", u.password_changed_at as "passwordChangedAt"`

const BY_EMAIL = readStatement<User>('user_by_email', `select ${USER_COLUMNS} from users u where u.email = $1`)

const BY_IDS = readStatement<User>('users_by_ids', `select ${USER_COLUMNS} from users u where u.id = any ($1)`)

const LOCK = writeStatement<User>('user_lock', `select ${USER_COLUMNS} from users u where u.id = $1 for update`)

const ACTIVATE = writeStatement<{ id: string }>(
  'user_activate',
  `update users set full_name = $2, password_hash = $3, activated_at = $4::timestamptz,
          password_changed_at = case when $3::text is null then null else $4::timestamptz end
    where id = $1 and activated_at is null returning id`,
)

const SET_PASSWORD = writeStatement<{ id: string }>(
  'user_set_password',
  `update users set password_hash = $2, password_changed_at = $3
    where id = $1 and activated_at is not null returning id`,
)

const REHASH = writeStatement(
  'user_rehash_password',
  'update users set password_hash = $3 where id = $1 and password_hash = $2',
)

/** The person of this address, in whatever case it is written; null for nobody. */
export async function findUserByEmail(reader: Reader, email: string): Promise<User | null> {
  const [user] = await reader.rows(BY_EMAIL, [email.toLowerCase()])
  return user ?? null
}

/** The people of these ids, in no order; unknown ids are left out. */
export async function usersByIds(reader: Reader, ids: readonly string[]): Promise<User[]> {
  return await reader.rows(BY_IDS, [ids])
}

/** Takes the person for this transaction: sign-ins and changes of the password wait for one another. */
export async function lockUser(tx: Transaction, userId: string): Promise<User | null> {
  const [user] = await tx.write(LOCK, [userId])
  return user ?? null
}

/** What makes an account its person's own. */
export interface Activation {
  userId: string
  fullName: string
  /** Null for a person who signs in through an OpenID provider only. */
  passwordHash: string | null
  at: Date
}

/** Makes the account the person's own. False when it was that already; nothing changed then. */
export async function activateUser(tx: Transaction, activation: Activation): Promise<boolean> {
  const { userId, fullName, passwordHash, at } = activation
  return (await tx.write(ACTIVATE, [userId, fullName, passwordHash, at])).length === 1
}

/** Sets the password of an account that is its person's own; ending sessions is for the caller. */
export async function setPassword(
  tx: Transaction,
  { userId, passwordHash, at }: { userId: string; passwordHash: string; at: Date },
): Promise<void> {
  const changed = await tx.write(SET_PASSWORD, [userId, passwordHash, at])
  invariant(changed.length === 1, `user ${userId} has activated the account`)
}

/** Keeps the same password under newer parameters, unless it was changed meanwhile. */
export async function replacePasswordHash(tx: Transaction, userId: string, from: string, to: string): Promise<void> {
  await tx.write(REHASH, [userId, from, to])
}
