import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { administratorsOrToBe } from '../organizations/organization.queries.js'

/** A person whom an organization chose to get its receipts. */
export interface ChosenRecipient {
  organizationId: string
  userId: string
  email: string
}

const CHOSEN = readStatement<ChosenRecipient>(
  'receipt_recipients_chosen',
  `select r.organization_id as "organizationId", r.user_id as "userId", u.email
     from receipt_recipients r join users u on u.id = r.user_id
    where r.organization_id = any ($1) and u.activated_at is not null
    order by r.organization_id, u.full_name, u.id`,
)

const REMOVE_OTHERS = writeStatement(
  'receipt_recipients_remove_others',
  'delete from receipt_recipients where organization_id = $1 and user_id <> all ($2)',
)

const ADD = writeStatement(
  'receipt_recipients_add',
  `insert into receipt_recipients (organization_id, user_id, chosen_by_user_id, chosen_at)
   select $1, id, $3, $4 from unnest($2::text[]) as id on conflict do nothing`,
)

/** Those whom the organizations chose, besides their administrators, in the order of their names. */
export async function chosenRecipients(reader: Reader, organizationIds: readonly string[]): Promise<ChosenRecipient[]> {
  return await reader.rows(CHOSEN, [organizationIds])
}

/**
 * Addresses of each organization's receipts, by two statements and never none: its administrators and those whom they
 * chose (domain.md, "Daily receipt summary").
 */
export async function receiptAddresses(
  reader: Reader,
  organizationIds: readonly string[],
): Promise<Map<string, string[]>> {
  const addresses = await administratorsOrToBe(reader, organizationIds)
  for (const { organizationId, email } of await chosenRecipients(reader, organizationIds)) {
    const known = addresses.get(organizationId)
    if (known !== undefined && !known.includes(email)) known.push(email)
  }
  return addresses
}

/** Makes these people the chosen ones; who was chosen before stays so, with who chose them and when. */
export async function chooseRecipients(
  tx: Transaction,
  chosen: { organizationId: string; userIds: readonly string[]; byUserId: string; at: Date },
): Promise<void> {
  const { organizationId, userIds, byUserId, at } = chosen
  await tx.write(REMOVE_OTHERS, [organizationId, userIds])
  await tx.write(ADD, [organizationId, userIds, byUserId, at])
}
