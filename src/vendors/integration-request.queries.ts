import type { StaffActor } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { UserErrors } from '../kernel/errors.js'
import type { IntegrationRequest, IntegrationRequestStatus } from './integration-request.entity.js'
import { WANTED_PAGES } from './owned-pages.js'

const COLUMNS = `r.id, r.organization_id as "organizationId", r.vendor_id as "vendorId",
  r.software_name as "softwareName", r.description, r.technical_contact_name as "technicalContactName",
  r.technical_contact_email as "technicalContactEmail", r.requested_by_user_id as "requestedByUserId",
  r.requested_at as "requestedAt", r.status, r.decided_at as "decidedAt", r.decided_by_user_id as "decidedByUserId",
  r.decision_reason as "decisionReason"`

const PENDING_OF = readStatement<{ id: string }>(
  'integration_request_pending',
  `select id from integration_requests where organization_id = $1 and status = 'PENDING'`,
)

/** A request that was just decided, with what the mail about it says. */
export type DecidedRequest = IntegrationRequest & { organizationName: string; mode: string }

const LOCK_ORGANIZATION = writeStatement<{ id: string }>(
  'integration_request_lock_organization',
  `select o.id from integration_requests r join organizations o on o.id = r.organization_id
    where r.id = $1 and o.mode = $2 for no key update of o`,
)

const DECIDE = writeStatement<DecidedRequest>(
  'integration_request_decide',
  `update integration_requests r
      set status = $3, decided_at = $4, decided_by_user_id = $5, decision_reason = $6
     from organizations o
    where r.id = $1 and o.id = r.organization_id and o.mode = $2 and r.status = 'PENDING'
   returning ${COLUMNS}, o.name as "organizationName", o.mode`,
)

const STATUS_OF = readStatement<{ status: IntegrationRequestStatus }>(
  'integration_request_status',
  `select r.status from integration_requests r join organizations o on o.id = r.organization_id and o.mode = $2
    where r.id = $1`,
)

const OF_MODE = readStatement<IntegrationRequest>(
  'integration_requests_page',
  `select ${COLUMNS}
     from integration_requests r join organizations o on o.id = r.organization_id and o.mode = $1
    where ($2::text is null or r.status = $2) and r.id < $3
    order by r.id desc limit $4`,
)

/** Pages of requests of organizations, the newest first. */
export const INTEGRATION_REQUEST_PAGES = readStatement<IntegrationRequest & { page: number }>(
  'integration_request_pages',
  `select r.*, w.page::int as page from ${WANTED_PAGES}
    cross join lateral (
      select ${COLUMNS} from integration_requests r
       where r.organization_id = w.owner_id and r.id < w.start order by r.id desc limit w.size) r
    order by w.page, r.id desc`,
)

/** Whether a request of the organization waits for staff. */
export async function hasPendingRequest(reader: Reader, organizationId: string): Promise<boolean> {
  return (await reader.rows(PENDING_OF, [organizationId])).length > 0
}

/**
 * Takes the organization of a request of the actor's mode for this transaction: until it ends nobody changes its people.
 * @throws UserErrors NOT_FOUND
 */
export async function lockOrganizationOfRequest(tx: Transaction, actor: StaffActor, id: string): Promise<void> {
  if ((await tx.write(LOCK_ORGANIZATION, [id, actor.mode])).length === 0) throw notFound(id)
}

/** What staff make of a request. */
export interface Decision {
  integrationRequestId: string
  status: 'APPROVED' | 'REJECTED'
  reason: string
  at: Date
}

/**
 * Decides a pending request of the actor's mode; of two decisions at once the second finds it decided.
 * @throws UserErrors NOT_FOUND, ALREADY_DECIDED
 */
export async function decideRequest(tx: Transaction, actor: StaffActor, decision: Decision): Promise<DecidedRequest> {
  const { integrationRequestId: id, status, reason, at } = decision
  const [decided] = await tx.write(DECIDE, [id, actor.mode, status, at, actor.id, reason])
  if (decided !== undefined) return decided
  const [known] = await tx.rows(STATUS_OF, [id, actor.mode])
  const field = ['integrationRequestId']
  if (known === undefined) throw notFound(id)
  throw UserErrors.one('ALREADY_DECIDED', field, `expected a pending request; this one is ${known.status}`)
}

function notFound(id: string): UserErrors {
  return UserErrors.one('NOT_FOUND', ['integrationRequestId'], `no integration request has the id "${id}"`)
}

/** Up to `limit` requests of all organizations of the actor's mode, the newest first, with ids before `beforeId`. */
export async function integrationRequestPage(
  reader: Reader,
  actor: StaffActor,
  status: IntegrationRequestStatus | null,
  beforeId: string,
  limit: number,
): Promise<IntegrationRequest[]> {
  return await reader.rows(OF_MODE, [actor.mode, status, beforeId, limit])
}
