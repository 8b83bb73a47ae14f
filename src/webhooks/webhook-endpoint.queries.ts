import type { Actor } from '../auth/actor.js'
import { sealedColumn } from '../auth/sealed-column.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { UserErrors } from '../kernel/errors.js'
import { accessValues } from '../organizations/organization.access.js'
import type { DisabledEndpoint } from './webhook.mail.js'
import type { WebhookDisabledReason } from './webhook.words.js'
import type { WebhookEndpoint } from './webhook-endpoint.entity.js'

/** Secrets of endpoints, sealed: the present one, and the one before it while both hold. */
export const WEBHOOK_SECRETS = ['secret_jwe', 'previous_secret_jwe'].map((column) =>
  sealedColumn('webhook_endpoints', column),
)

/** An endpoint as it is read back: whatever is known of it but its secrets. */
export type EndpointRow = Omit<WebhookEndpoint, 'secretJwe' | 'previousSecretJwe'>

/** An endpoint, with whose it is and what the actor may do with it. */
export type AccessibleEndpoint = EndpointRow & { manages: boolean; vendorOrganizationId: string | null }

const COLUMNS = `e.id, e.vendor_id as "vendorId", e.mode, e.url, e.description, e.types, e.state,
  e.disabled_at as "disabledAt", e.disabled_because as "disabledBecause", e.failing_since as "failingSince",
  e.created_at as "createdAt", e.secret_made_at as "secretMadeAt", e.previous_secret_until as "previousSecretUntil"`

/** The database's view `vendor_access` says who sees which vendor; a key sees the endpoints of its own mode. */
const ACCESSIBLE = `webhook_endpoints e
  join vendors v on v.id = e.vendor_id
  join vendor_access a on a.vendor_id = e.vendor_id and a.actor_kind = $1 and a.actor_id = $2
 where ($1 <> 'VENDOR' or e.mode = $3)`
const ACCESSIBLE_COLUMNS = `${COLUMNS}, a.manages, v.organization_id as "vendorOrganizationId"`

const BY_ID = readStatement<AccessibleEndpoint>(
  'webhook_endpoint_by_id',
  `select ${ACCESSIBLE_COLUMNS} from ${ACCESSIBLE} and e.id = $4`,
)

const OF_VENDORS = readStatement<AccessibleEndpoint>(
  'webhook_endpoints_of_vendors',
  `select ${ACCESSIBLE_COLUMNS} from ${ACCESSIBLE} and e.vendor_id = any ($4) order by e.id`,
)

const LOCK = writeStatement<{ id: string }>(
  'webhook_endpoint_lock',
  `select e.id from ${ACCESSIBLE} and e.id = $4 for no key update of e`,
)

const COUNT = readStatement<{ count: number }>(
  'webhook_endpoints_count',
  'select count(*)::int as count from webhook_endpoints where vendor_id = $1',
)

const INSERT = writeStatement<EndpointRow>(
  'webhook_endpoint_insert',
  `insert into webhook_endpoints as e
     (id, vendor_id, mode, url, description, types, state, created_at, secret_jwe, secret_made_at)
   values ($1, $2, $3, $4, $5, $6, 'ACTIVE', $7, $8, $7) returning ${COLUMNS}`,
)

const UPDATE = writeStatement<EndpointRow>(
  'webhook_endpoint_update',
  `update webhook_endpoints e
      set url = $2, description = $3, types = $4, failing_since = case when e.url = $2 then e.failing_since end
    where e.id = $1 returning ${COLUMNS}`,
)

const ROTATE = writeStatement<EndpointRow>(
  'webhook_endpoint_rotate',
  `update webhook_endpoints e
      set previous_secret_jwe = e.secret_jwe, previous_secret_until = $4, secret_jwe = $2, secret_made_at = $3
    where e.id = $1 returning ${COLUMNS}`,
)

const ENABLE = writeStatement<EndpointRow>(
  'webhook_endpoint_enable',
  `update webhook_endpoints e set state = 'ACTIVE', disabled_at = null, disabled_because = null, failing_since = null
    where e.id = $1 and e.state = 'DISABLED' returning ${COLUMNS}`,
)

const DISABLE = writeStatement<EndpointRow & DisabledEndpoint & { vendorOrganizationId: string | null }>(
  'webhook_endpoint_disable',
  `update webhook_endpoints e set state = 'DISABLED', disabled_at = $3, disabled_because = $2
     from vendors v where e.id = $1 and v.id = e.vendor_id and e.state = 'ACTIVE' and e.url = $4
      and ($2 <> 'FAILING' or e.failing_since is not null)
   returning ${COLUMNS}, v.name as "vendorName", v.organization_id as "vendorOrganizationId"`,
)

/** The endpoint, if one of this id is there for the actor; else null. */
export async function findEndpoint(reader: Reader, actor: Actor, id: string): Promise<AccessibleEndpoint | null> {
  const [endpoint] = await reader.rows(BY_ID, [...accessValues(actor), id])
  return endpoint ?? null
}

/** Those of these vendors that are there for the actor, the oldest first. */
export async function endpointsOf(
  reader: Reader,
  actor: Actor,
  vendorIds: readonly string[],
): Promise<AccessibleEndpoint[]> {
  return await reader.rows(OF_VENDORS, [...accessValues(actor), vendorIds])
}

/**
 * Takes the endpoint for this transaction, and reads once the lock is held what the actor may do with it. Unknown and
 * foreign ones answer alike, after one statement. @throws UserErrors NOT_FOUND
 */
export async function lockEndpoint(tx: Transaction, actor: Actor, id: string): Promise<AccessibleEndpoint> {
  const [locked] = await tx.write(LOCK, [...accessValues(actor), id])
  const endpoint = locked === undefined ? null : await findEndpoint(tx, actor, id)
  if (endpoint === null) throw UserErrors.one('NOT_FOUND', ['endpointId'], `no webhook endpoint has the id "${id}"`)
  return endpoint
}

/** How many endpoints the vendor has; whoever adds one holds the vendor. */
export async function countEndpoints(reader: Reader, vendorId: string): Promise<number> {
  const [row] = await reader.rows(COUNT, [vendorId])
  return row?.count ?? 0
}

/** An endpoint to be set up. */
export type NewEndpoint = Pick<
  WebhookEndpoint,
  'id' | 'vendorId' | 'mode' | 'url' | 'description' | 'types' | 'createdAt' | 'secretJwe'
>

/** Sets an endpoint up. */
export async function insertEndpoint(tx: Transaction, wanted: NewEndpoint): Promise<EndpointRow | null> {
  const { id, vendorId, mode, url, description, types, createdAt, secretJwe } = wanted
  const [row] = await tx.write(INSERT, [id, vendorId, mode, url, description, types, createdAt, secretJwe])
  return row ?? null
}

/** Changes where it is, what it is called and what it is told. */
export async function updateEndpoint(
  tx: Transaction,
  { id, url, description, types }: Pick<EndpointRow, 'id' | 'url' | 'description' | 'types'>,
): Promise<EndpointRow | null> {
  const [row] = await tx.write(UPDATE, [id, url, description, types])
  return row ?? null
}

/** Gives it another secret; the present one signs too until `overlapUntil`. */
export async function rotateSecret(
  tx: Transaction,
  id: string,
  secretJwe: string,
  { madeAt, overlapUntil }: { madeAt: Date; overlapUntil: Date },
): Promise<EndpointRow | null> {
  const [row] = await tx.write(ROTATE, [id, secretJwe, madeAt, overlapUntil])
  return row ?? null
}

/** Tells it again; null if it is told already. */
export async function enableEndpoint(tx: Transaction, id: string): Promise<EndpointRow | null> {
  const [row] = await tx.write(ENABLE, [id])
  return row ?? null
}

/**
 * Tells it nothing more; null if that is so already, or if it is elsewhere meanwhile (what was at `url` says nothing of it),
 * or if something has got through to it at this moment.
 */
export async function disableEndpoint(
  tx: Transaction,
  { id, url }: Pick<WebhookEndpoint, 'id' | 'url'>,
  reason: WebhookDisabledReason,
  at: Date,
) {
  const [row] = await tx.write(DISABLE, [id, reason, at, url])
  return row ?? null
}
