import type { Mode, Scope } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import type { WebhookData } from './webhook.data.js'
import { type NewWebhookEvent, queueWebhooks } from './webhook.outbox.js'
import { WEBHOOK_EVENT_SCOPES, type WebhookEventType } from './webhook.words.js'

/** Something that happened to an organization: its type, and what the type says (`WebhookData`) but the organization. */
type Happening = {
  [Type in WebhookEventType]: { type: Type; data: Omit<WebhookData[Type], 'organizationId'> }
}[WebhookEventType]

/** A happening, and who is told. */
export type Announcement = Happening & {
  organization: { id: string; mode: Mode }
  /**
   * Which vendors are told: these, or every one whose grant of the organization has the scope that the type needs
   * (`WEBHOOK_EVENT_SCOPES`). The organization's own feed has every announcement.
   */
  to: readonly string[] | 'GRANTED'
}

const GRANTED = readStatement<{ organizationId: string; scope: Scope; vendorId: string }>(
  'event_granted_vendors',
  `select w.organization_id as "organizationId", w.scope, g.vendor_id as "vendorId"
     from unnest($1::text[], $2::text[]) as w (organization_id, scope)
     join vendor_grants g on g.organization_id = w.organization_id and g.revoked_at is null and w.scope = any (g.scopes)
    order by g.vendor_id`,
)

/**
 * Writes what happens in this transaction into the feeds of the organizations and of the vendors that are told, and has
 * their endpoints told once it has committed. At most two statements, whatever the number of announcements.
 */
export async function announceEvents(
  tx: Transaction,
  clock: Clock,
  announcements: readonly Announcement[],
): Promise<void> {
  const granted = await grantedVendors(tx, announcements)
  const events = announcements.flatMap(({ organization, type, data, to }): NewWebhookEvent[] => {
    const event = { organizationId: organization.id, mode: organization.mode, type, data }
    const vendorIds = to === 'GRANTED' ? (granted.get(`${organization.id} ${WEBHOOK_EVENT_SCOPES[type]}`) ?? []) : to
    return [null, ...vendorIds].map((vendorId) => ({ vendorId, ...event }))
  })
  await queueWebhooks(tx, clock, events)
}

async function grantedVendors(tx: Transaction, announcements: readonly Announcement[]): Promise<Map<string, string[]>> {
  const wanted = new Map<string, [string, Scope]>()
  for (const { organization, type, to } of announcements) {
    const scope = WEBHOOK_EVENT_SCOPES[type]
    if (to === 'GRANTED' && scope !== null) wanted.set(`${organization.id} ${scope}`, [organization.id, scope])
  }
  const vendors = new Map<string, string[]>()
  if (wanted.size === 0) return vendors
  const pairs = [...wanted.values()]
  const rows = await tx.rows(GRANTED, [pairs.map(([id]) => id), pairs.map(([, scope]) => scope)])
  for (const { organizationId, scope, vendorId } of rows) {
    const key = `${organizationId} ${scope}`
    vendors.set(key, [...(vendors.get(key) ?? []), vendorId])
  }
  return vendors
}
