import type { PersonActor } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { InvitationStatus } from './invitation.rules.js'
import type { Role } from './membership.entity.js'
import { accessValues } from './organization.access.js'
import type { PageWanted } from './organization.pages.js'

/** An invitation, without its link. */
export interface InvitationRow {
  id: string
  organizationId: string
  email: string
  fullName: string
  roles: Role[]
  status: InvitationStatus
  invitedBy: string
  createdAt: Date
  sentAt: Date
  expiresAt: Date
  endedAt: Date | null
}

const COLUMNS = `i.id, i.organization_id as "organizationId", i.email, i.full_name as "fullName", i.roles, i.status,
  inviter.full_name as "invitedBy", i.created_at as "createdAt", i.sent_at as "sentAt", i.expires_at as "expiresAt",
  i.ended_at as "endedAt"`
const INVITATIONS = 'invitations i join users inviter on inviter.id = i.invited_by_user_id'

const PAGES = readStatement<InvitationRow>(
  'invitations_of_organizations',
  `select page.* from unnest($1::text[]) as o (id) cross join lateral (
     select ${COLUMNS} from ${INVITATIONS}
      where i.organization_id = o.id and i.id < $2
        and ($4::text is null
             or $4 = case when i.status = 'PENDING' and i.expires_at <= $5 then 'EXPIRED' else i.status end)
      order by i.id desc limit $3) page
   order by page."organizationId", page.id desc`,
)

const ACCESSIBLE = readStatement<{ organizationId: string }>(
  'invitation_accessible',
  `select i.organization_id as "organizationId"
     from invitations i
     join organizations o on o.id = i.organization_id and o.mode = $3
     join organization_access a on a.organization_id = o.id and a.actor_kind = $1 and a.actor_id = $2
    where i.id = $4 and (a.administers or a.actor_kind = 'STAFF')`,
)

const BY_ID = readStatement<InvitationRow>('invitation_by_id', `select ${COLUMNS} from ${INVITATIONS} where i.id = $1`)

const OF_CHANGE = readStatement<InvitationRow>(
  'invitations_of_change',
  `select ${COLUMNS} from ${INVITATIONS} where i.change_request_id = $1 order by i.id`,
)

/** An invitation as its link finds it. */
export interface LinkedInvitation {
  id: string
  organizationId: string
  organizationName: string
  email: string
  fullName: string
  roles: Role[]
  expiresAt: Date
}

const BY_TOKEN = readStatement<LinkedInvitation>(
  'invitation_by_token',
  `select i.id, i.organization_id as "organizationId", o.name as "organizationName", i.email,
          i.full_name as "fullName", i.roles, i.expires_at as "expiresAt"
     from invitations i join organizations o on o.id = i.organization_id
    where i.token_sha256 = $1 and i.status = 'PENDING' and i.expires_at > $2`,
)

const KNOWN_ADDRESSES = readStatement<{ email: string; member: boolean }>(
  'organization_known_addresses',
  `select u.email, true as member from memberships m join users u on u.id = m.user_id
    where m.organization_id = $1 and u.email = any ($2)
   union all
   select i.email, false from invitations i
    where i.organization_id = $1 and i.email = any ($2) and i.status = 'PENDING' and i.expires_at > $3`,
)

const END_EXPIRED = writeStatement(
  'invitations_end_expired',
  `update invitations set status = 'EXPIRED', ended_at = expires_at
    where organization_id = $1 and email = any ($2) and status = 'PENDING' and expires_at <= $3`,
)

const RENEW = writeStatement(
  'invitation_renew',
  'update invitations set token_sha256 = $2, sent_at = $3, expires_at = $4 where id = $1',
)

const CANCEL = writeStatement<{ id: string }>(
  'invitations_cancel',
  `update invitations set status = 'CANCELLED', ended_at = $3
    where organization_id = $1 and email = $2 and status = 'PENDING' returning id`,
)

const ACCEPT = writeStatement<{ id: string }>(
  'invitation_accept',
  `update invitations set status = 'ACCEPTED', ended_at = $3, accepted_by_user_id = $4
    where id = $1 and token_sha256 = $2 and status = 'PENDING' and expires_at > $3 returning id`,
)

/** A page of the invitations of each organization, the newest first. */
export async function invitationsOf(
  reader: Reader,
  organizationIds: readonly string[],
  { beyond, limit, status }: PageWanted<InvitationStatus>,
  now: Date,
): Promise<InvitationRow[]> {
  return await reader.rows(PAGES, [organizationIds, beyond, limit, status, now])
}

/** Of which organization the invitation is, if the actor manages that: administers it, or is staff; else null. */
export async function organizationOfInvitation(
  reader: Reader,
  actor: PersonActor,
  invitationId: string,
): Promise<string | null> {
  const [invitation] = await reader.rows(ACCESSIBLE, [...accessValues(actor), invitationId])
  return invitation?.organizationId ?? null
}

/** The invitation; whoever asks must have found it within the caller's access. */
export async function invitationById(reader: Reader, id: string): Promise<InvitationRow | null> {
  const [invitation] = await reader.rows(BY_ID, [id])
  return invitation ?? null
}

/** What a change sent, in the order of its rows. */
export async function invitationsOfChange(reader: Reader, changeRequestId: string): Promise<InvitationRow[]> {
  return await reader.rows(OF_CHANGE, [changeRequestId])
}

/** The invitation whose link works at `now`, or null: for unknown, used, expired, replaced and cancelled ones alike. */
export async function invitationByToken(
  reader: Reader,
  tokenSha256: string,
  now: Date,
): Promise<LinkedInvitation | null> {
  const [invitation] = await reader.rows(BY_TOKEN, [tokenSha256, now])
  return invitation ?? null
}

/** Those of the addresses that belong to the organization's people, or are invited. */
export async function knownAddresses(
  reader: Reader,
  organizationId: string,
  emails: readonly string[],
  now: Date,
): Promise<{ email: string; member: boolean }[]> {
  return await reader.rows(KNOWN_ADDRESSES, [organizationId, emails, now])
}

/** Ends what has expired of these addresses, to make room for new ones. */
export async function endExpired(
  tx: Transaction,
  organizationId: string,
  emails: readonly string[],
  now: Date,
): Promise<void> {
  await tx.write(END_EXPIRED, [organizationId, emails, now])
}

/** Gives the invitation another link; the earlier one is void. */
export async function renewInvitation(
  tx: Transaction,
  id: string,
  renewal: { tokenSha256: string; sentAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.write(RENEW, [id, renewal.tokenSha256, renewal.sentAt, renewal.expiresAt])
}

/** Takes back what is pending of the address; returns the ids. */
export async function cancelInvitations(
  tx: Transaction,
  organizationId: string,
  email: string,
  at: Date,
): Promise<string[]> {
  return (await tx.write(CANCEL, [organizationId, email, at])).map(({ id }) => id)
}

/** Uses the link up. False when it does not work any more: somebody was faster, or it was replaced or taken back. */
export async function acceptInvitationRow(
  tx: Transaction,
  accepted: { id: string; tokenSha256: string; at: Date; userId: string },
): Promise<boolean> {
  return (await tx.write(ACCEPT, [accepted.id, accepted.tokenSha256, accepted.at, accepted.userId])).length === 1
}
