import { recordAudit } from '../audit/audit.trail.js'
import { writeStatement } from '../db/statement.js'
import type { Applying } from './change.applying.js'
import { type Change, type ChangeData, isSameState } from './change-request.rules.js'
import type { Organization } from './organization.entity.js'
import type { MailingAddressData, OrganizationData } from './organization.rules.js'

const UPDATE = writeStatement(
  'organization_update',
  `update organizations
      set name = $2, time_zone = $3, phone = $4, address_lines = $5, address_city = $6, address_state = $7,
          address_postal_code = $8
    where id = $1`,
)

/** What the data would change; null when all of it is said already. */
export function planUpdate(organization: Organization, wanted: Partial<OrganizationData>): Change | null {
  const before: ChangeData = {}
  const current = dataOf(organization)
  for (const field of Object.keys(wanted) as (keyof OrganizationData)[]) {
    Object.assign(before, { [field]: current[field] })
  }
  if (isSameState(before, wanted)) return null
  return { kind: 'UPDATE_ORGANIZATION', before, after: wanted }
}

/** Makes the data what the change says; what it does not speak of stays. */
export async function applyUpdate(applying: Applying, change: Change): Promise<void> {
  const { tx, actor, request, organization, reason, at } = applying
  const { name, timeZone, phone, address } = { ...dataOf(organization), ...change.after }
  await tx.write(UPDATE, [
    organization.id,
    name,
    timeZone,
    phone,
    address?.street ?? null,
    address?.city ?? null,
    address?.state ?? null,
    address?.postalCode ?? null,
  ])
  const subject = { kind: 'organization', ids: [organization.id] }
  const organizationId = organization.id
  await recordAudit(tx, { action: 'ORGANIZATION_UPDATED', actor, request, organizationId, subject, ...reason, at })
}

function dataOf(organization: Organization): OrganizationData {
  const { name, timeZone, phone } = organization
  return { name, timeZone, phone, address: mailingAddressOf(organization) }
}

/** The organization's mailing address; null while nobody gave one. */
export function mailingAddressOf(organization: Organization): MailingAddressData | null {
  const { addressLines: street, addressCity: city, addressState: state, addressPostalCode: postalCode } = organization
  if (street === null || city === null || state === null || postalCode === null) return null
  return { street, city, state, postalCode }
}
