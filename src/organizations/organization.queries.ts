import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'

const ADMINISTRATOR_ADDRESSES = readStatement<{ email: string }>(
  'organization_administrator_addresses',
  `select u.email
     from memberships m join users u on u.id = m.user_id
    where m.organization_id = $1 and 'ORGANIZATION_ADMINISTRATOR' = any (m.roles)
    order by u.email`,
)

/** E-mail addresses of the organization's administrators: the recipients of its receipts. */
export async function administratorAddresses(reader: Reader, organizationId: string): Promise<string[]> {
  return (await reader.rows(ADMINISTRATOR_ADDRESSES, [organizationId])).map((row) => row.email)
}

const NAME = readStatement<{ name: string }>('organization_name', 'select name from organizations where id = $1')

/** Name of the organization, for letters; whoever asks must have the right to know it. */
export async function findOrganizationName(reader: Reader, organizationId: string): Promise<string | null> {
  const [organization] = await reader.rows(NAME, [organizationId])
  return organization?.name ?? null
}
