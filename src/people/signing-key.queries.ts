import { sealedColumn } from '../auth/sealed-column.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { SigningKey } from './signing-key.entity.js'

/** Private keys, sealed. */
export const SIGNING_KEY_SECRETS = [sealedColumn('signing_keys', 'private_jwe')]

const COLUMNS = `id, public_jwk as "publicJwk", private_jwe as "privateJwe", created_at as "createdAt",
  signs_from as "signsFrom", signs_until as "signsUntil", verifies_until as "verifiesUntil"`

const IN_FORCE = readStatement<SigningKey>(
  'signing_key_in_force',
  `select ${COLUMNS} from signing_keys where signs_from <= $1 and signs_until > $1`,
)

const PUBLISHED = readStatement<SigningKey>(
  'signing_keys_published',
  `select ${COLUMNS} from signing_keys where verifies_until > $1 order by signs_from`,
)

const LOCK = writeStatement<never>('signing_keys_lock', 'select from pg_advisory_xact_lock($1)')

const INSERT = writeStatement(
  'signing_key_insert',
  `insert into signing_keys (id, public_jwk, private_jwe, created_at, signs_from, signs_until, verifies_until)
   values ($1, $2, $3, $4, $5, $6, $7)`,
)

const RETIRE = writeStatement(
  'signing_keys_retire',
  `update signing_keys set signs_until = $1, verifies_until = least(verifies_until, $2)
    where signs_from < $1 and signs_until > $1`,
)

const DELETE_AHEAD = writeStatement('signing_keys_delete_ahead', 'delete from signing_keys where signs_from >= $1')

const DELETE_ALL = writeStatement('signing_keys_delete_all', 'delete from signing_keys')

const DELETE_SPENT = writeStatement('signing_keys_delete_spent', 'delete from signing_keys where verifies_until <= $1')

/** Any constant will do, as long as every process takes the same one. */
const SIGNING_KEYS_LOCK = 7_164_205_334

/** The key that signs at this moment; null when none does. */
export async function keyInForce(reader: Reader, at: Date): Promise<SigningKey | null> {
  const [key] = await reader.rows(IN_FORCE, [at])
  return key ?? null
}

/** Keys that verify at this moment, those that will sign later included, in the order in which they sign. */
export async function publishedKeys(reader: Reader, at: Date): Promise<SigningKey[]> {
  return await reader.rows(PUBLISHED, [at])
}

/** Until this transaction ends no other process makes keys. */
export async function lockSigningKeys(tx: Transaction): Promise<void> {
  await tx.write(LOCK, [SIGNING_KEYS_LOCK])
}

export async function insertSigningKey(tx: Transaction, key: SigningKey): Promise<void> {
  const { id, publicJwk, privateJwe, createdAt, signsFrom, signsUntil, verifiesUntil } = key
  await tx.write(INSERT, [id, publicJwk, privateJwe, createdAt, signsFrom, signsUntil, verifiesUntil])
}

/** From `at` on no key signs; what they signed by then is verified until `verifiesUntil`. */
export async function retireSigningKeys(tx: Transaction, at: Date, verifiesUntil: Date): Promise<void> {
  await tx.write(RETIRE, [at, verifiesUntil])
  await tx.write(DELETE_AHEAD, [at])
}

/** Destroys every key: nothing that they signed is verified any more. */
export async function revokeSigningKeys(tx: Transaction): Promise<void> {
  await tx.write(DELETE_ALL, [])
}

/** Destroys the keys that verify nothing any more. */
export async function deleteSpentKeys(tx: Transaction, at: Date): Promise<void> {
  await tx.write(DELETE_SPENT, [at])
}
