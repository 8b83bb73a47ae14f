import type { Mode } from '../auth/actor.js'
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
const ADMINISTRATORS_OR_TO_BE = readStatement<{ organizationId: string; email: string }>(
  'organizations_administrators_or_to_be',
  `with administrators as (
     select m.organization_id, u.email, u.activated_at is not null as activated
       from memberships m join users u on u.id = m.user_id
      where m.organization_id = any ($1) and 'ORGANIZATION_ADMINISTRATOR' = any (m.roles))
   select organization_id as "organizationId", email from administrators a
    where activated or not exists (
      select from administrators o where o.organization_id = a.organization_id and o.activated)
    order by organization_id, email`,
)

/**
 * E-mail addresses of the organization's administrators who have made their account. There may be none: an address that
 * somebody else wrote down and nobody has proved gets no letters, so callers leave the letter out.
 */
export async function administratorAddresses(reader: Reader, organizationId: string): Promise<string[]> {
  return (await reader.rows(ADMINISTRATOR_ADDRESSES, [organizationId])).map((row) => row.email)
}

/** E-mail addresses of the administrators of each organization, never none: if nobody is there yet, of those to come. */
export async function administratorsOrToBe(
  reader: Reader,
  organizationIds: readonly string[],
): Promise<Map<string, string[]>> {
  const addresses = new Map<string, string[]>(organizationIds.map((id) => [id, []]))
  for (const { organizationId, email } of await reader.rows(ADMINISTRATORS_OR_TO_BE, [organizationIds])) {
    addresses.get(organizationId)?.push(email)
  }
  return addresses
}

/** An organization as its receipts name it. */
export interface ReceiptedOrganization {
  id: string
  mode: Mode
  name: string
  timeZone: string
  clockAheadMs: number
}

const FOR_RECEIPTS = readStatement<ReceiptedOrganization>(
  'organizations_for_receipts',
  `select id, mode, name, time_zone as "timeZone", clock_ahead_ms as "clockAheadMs"
     from organizations where id = any ($1)`,
)

/** These organizations by id, for what the gateway does by itself. */
export async function receiptedOrganizations(
  reader: Reader,
  organizationIds: readonly string[],
): Promise<Map<string, ReceiptedOrganization>> {
  const rows = await reader.rows(FOR_RECEIPTS, [organizationIds])
  return new Map(rows.map((organization) => [organization.id, organization]))
}

const NAME = readStatement<{ name: string }>('organization_name', 'select name from organizations where id = $1')

/** Name of the organization, for letters; whoever asks must have the right to know it. */
export async function findOrganizationName(reader: Reader, organizationId: string): Promise<string | null> {
  const [organization] = await reader.rows(NAME, [organizationId])
  return organization?.name ?? null
}
