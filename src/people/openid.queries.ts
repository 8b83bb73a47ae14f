import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { sha256Hex } from '../kernel/digest.js'
import { newId } from '../kernel/ids.js'
import type { User } from './user.entity.js'
import { USER_COLUMNS } from './user.service.js'

/** Sign-ins that never came back, taken away whenever one begins: more than begins, so they never pile up. */
const PURGED_AT_ONCE = 100

const PURGE = writeStatement(
  'openid_sign_ins_purge',
  `delete from openid_sign_ins where id in
     (select id from openid_sign_ins where expires_at <= $1 order by expires_at limit ${PURGED_AT_ONCE}
         for update skip locked)`,
)

const KEEP = writeStatement(
  'openid_sign_in_keep',
  `insert into openid_sign_ins (id, state_sha256, redirect_uri, created_at, expires_at) values ($1, $2, $3, $4, $5)`,
)

const TAKE = writeStatement<SignInTime>(
  'openid_sign_in_take',
  `delete from openid_sign_ins where state_sha256 = $1 and redirect_uri = $2 and expires_at > $3
   returning created_at as "at", expires_at as "expiresAt"`,
)

const BY_IDENTITY = readStatement<User>(
  'user_by_openid_identity',
  `select ${USER_COLUMNS} from openid_identities i join users u on u.id = i.user_id
    where i.issuer = $1 and i.subject = $2`,
)

const LINK = writeStatement<{ userId: string }>(
  'openid_identity_link',
  `insert into openid_identities (issuer, subject, user_id, linked_at) values ($1, $2, $3, $4)
   on conflict do nothing returning user_id as "userId"`,
)

/** From when until when a sign-in can be completed. */
export interface SignInTime {
  at: Date
  expiresAt: Date
}

/** Which sign-in is meant. */
export interface SignInKey {
  state: string
  redirectUri: string
}

/** Writes down that a sign-in was begun, or that one that was taken can be completed after all. */
export async function keepSignIn(tx: Transaction, { state, redirectUri }: SignInKey, time: SignInTime): Promise<void> {
  await tx.write(KEEP, [newId('openIdSignIn'), sha256Hex(state), redirectUri, time.at, time.expiresAt])
}

/** Takes away sign-ins that never came back. */
export async function purgeSignIns(tx: Transaction, at: Date): Promise<void> {
  await tx.write(PURGE, [at])
}

/** Takes the sign-in that was begun with this state for this address; null when there is none, or somebody else has it. */
export async function takeSignIn(
  tx: Transaction,
  { state, redirectUri }: SignInKey,
  at: Date,
): Promise<SignInTime | null> {
  const [taken] = await tx.write(TAKE, [sha256Hex(state), redirectUri, at])
  return taken ?? null
}

/** Who the provider's subject is here; null for nobody yet. */
export async function userByIdentity(reader: Reader, issuer: string, subject: string): Promise<User | null> {
  const [user] = await reader.rows(BY_IDENTITY, [issuer, subject])
  return user ?? null
}

/** Links the subject with the person; false when either has another partner already. */
export async function linkIdentity(
  tx: Transaction,
  { issuer, subject, userId, at }: { issuer: string; subject: string; userId: string; at: Date },
): Promise<boolean> {
  return (await tx.write(LINK, [issuer, subject, userId, at])).length === 1
}
