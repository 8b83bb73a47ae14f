import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'

const ADMINISTRATOR_ADDRESSES = readStatement<{ email: string }>(
  'organization_administrator_addresses',
  `select u.email
     from memberships m join users u on u.id = m.user_id
    where m.organization_id = $1 and 'ORGANIZATION_ADMINISTRATOR' = any (m.roles) and u.activated_at is not null
    order by u.email`,
)

/**
 * People of organizations of earlier releases were written down without an account, and have never signed in: their
 * receipts must go on, so who has not made the account counts here as long as nobody has.
 */
const RECEIPT_ADDRESSES = readStatement<{ email: string }>(
  'organization_receipt_addresses',
  `with administrators as (
     select u.email, u.activated_at is not null as activated
       from memberships m join users u on u.id = m.user_id
      where m.organization_id = $1 and 'ORGANIZATION_ADMINISTRATOR' = any (m.roles))
   select email from administrators
    where activated or not exists (select from administrators where activated)
    order by email`,
)

/**
 * E-mail addresses of the organization's administrators who have made their account. There may be none: an address that
 * somebody else wrote down and nobody has proved gets no letters, so callers leave the letter out.
 */
export async function administratorAddresses(reader: Reader, organizationId: string): Promise<string[]> {
  return (await reader.rows(ADMINISTRATOR_ADDRESSES, [organizationId])).map((row) => row.email)
}

/** Recipients of the organization's receipts, never none: its administrators; if none is there yet, those to come. */
export async function receiptAddresses(reader: Reader, organizationId: string): Promise<string[]> {
  return (await reader.rows(RECEIPT_ADDRESSES, [organizationId])).map((row) => row.email)
}

const NAME = readStatement<{ name: string }>('organization_name', 'select name from organizations where id = $1')

/** Name of the organization, for letters; whoever asks must have the right to know it. */
export async function findOrganizationName(reader: Reader, organizationId: string): Promise<string | null> {
  const [organization] = await reader.rows(NAME, [organizationId])
  return organization?.name ?? null
}
