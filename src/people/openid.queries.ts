import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import { sha256Hex } from '../kernel/digest.js'
import { newId } from '../kernel/ids.js'

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
  `insert into openid_sign_ins (id, state_sha256, secret_sha256, redirect_uri, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6)`,
)

const TAKE = writeStatement<SignInTime>(
  'openid_sign_in_take',
  `delete from openid_sign_ins where state_sha256 = $1 and secret_sha256 = $2 and redirect_uri = $3 and expires_at > $4
   returning created_at as "at", expires_at as "expiresAt"`,
)

/** From when until when a sign-in can be completed. */
export interface SignInTime {
  at: Date
  expiresAt: Date
}

/** Which sign-in is meant. */
export interface SignInKey {
  state: string
  /** Known to the page that began alone. */
  secret: string
  redirectUri: string
}

/** Writes down that a sign-in was begun, or that one that was taken can be completed after all. */
export async function keepSignIn(tx: Transaction, key: SignInKey, { at, expiresAt }: SignInTime): Promise<void> {
  const { state, secret, redirectUri } = key
  const id = newId('openIdSignIn')
  await tx.write(KEEP, [id, sha256Hex(state), sha256Hex(secret), redirectUri, at, expiresAt])
}

/** Takes away sign-ins that never came back. */
export async function purgeSignIns(tx: Transaction, at: Date): Promise<void> {
  await tx.write(PURGE, [at])
}

/**
 * Takes the sign-in that was begun with this state and secret for this address; null when there is none, or somebody
 * else has it. A wrong secret takes nothing.
 */
export async function takeSignIn(tx: Transaction, key: SignInKey, at: Date): Promise<SignInTime | null> {
  const { state, secret, redirectUri } = key
  const [taken] = await tx.write(TAKE, [sha256Hex(state), sha256Hex(secret), redirectUri, at])
  return taken ?? null
}
