import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { User } from './user.entity.js'
import { USER_COLUMNS } from './user.service.js'

const INSERT = writeStatement(
  'user_insert',
  `insert into users (id, email, full_name, created_at) values ($1, $2, $3, $4)
   on conflict on constraint users_email_unique do nothing`,
)

const LOCK_BY_EMAIL = writeStatement<User>(
  'user_lock_by_email',
  `select ${USER_COLUMNS} from users u where u.email = $1 for no key update`,
)

/**
 * The person of this address, who is made when there is none, taken for this transaction: of two at once that want the
 * same new person both get the same one. A new one has not made the account yet.
 */
export async function ensureUser(
  tx: Transaction,
  wanted: { email: string; fullName: string; at: Date },
): Promise<User> {
  const email = wanted.email.toLowerCase()
  await tx.write(INSERT, [newId('user'), email, wanted.fullName, wanted.at])
  const [user] = await tx.write(LOCK_BY_EMAIL, [email])
  invariant(user, 'a person is there once inserted')
  return user
}
