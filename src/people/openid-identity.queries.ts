import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { newId } from '../kernel/ids.js'
import type { OpenIdIdentity } from './openid-identity.entity.js'
import type { User } from './user.entity.js'
import { USER_COLUMNS } from './user.service.js'

const BY_IDENTITY = readStatement<User>(
  'user_by_openid_identity',
  `select ${USER_COLUMNS} from openid_identities i join users u on u.id = i.user_id
    where i.issuer = $1 and i.subject = $2`,
)

const OF_USER = readStatement<LinkedIdentity>(
  'openid_identities_of_user',
  `select id, issuer, linked_at as "linkedAt" from openid_identities where user_id = $1 order by issuer`,
)

const LINK = writeStatement<{ id: string }>(
  'openid_identity_link',
  `insert into openid_identities (id, issuer, subject, user_id, linked_at) values ($1, $2, $3, $4, $5)
   on conflict do nothing returning id`,
)

const UNLINK = writeStatement<LinkedIdentity>(
  'openid_identity_unlink',
  `delete from openid_identities where user_id = $1 and issuer = $2
   returning id, issuer, linked_at as "linkedAt"`,
)

/** What a person is shown of a link; the provider's own name of the person is for nobody to see. */
export type LinkedIdentity = Pick<OpenIdIdentity, 'id' | 'issuer' | 'linkedAt'>

/** Who the provider's subject is here; null for nobody yet. */
export async function userByIdentity(reader: Reader, issuer: string, subject: string): Promise<User | null> {
  const [user] = await reader.rows(BY_IDENTITY, [issuer, subject])
  return user ?? null
}

/** With which providers the person's account is linked: one identity of each at most, and few providers. */
export async function identitiesOf(reader: Reader, userId: string): Promise<LinkedIdentity[]> {
  return await reader.rows(OF_USER, [userId])
}

/** Links the subject with the person; false when either has another partner already. */
export async function linkIdentity(
  tx: Transaction,
  { issuer, subject, userId, at }: { issuer: string; subject: string; userId: string; at: Date },
): Promise<boolean> {
  return (await tx.write(LINK, [newId('openIdIdentity'), issuer, subject, userId, at])).length === 1
}

/** Takes the link of the person with this provider away; null when there is none. */
export async function unlinkIdentity(tx: Transaction, userId: string, issuer: string): Promise<LinkedIdentity | null> {
  const [unlinked] = await tx.write(UNLINK, [userId, issuer])
  return unlinked ?? null
}
