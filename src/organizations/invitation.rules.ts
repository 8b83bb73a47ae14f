import { randomBytes } from 'node:crypto'
import { sha256Hex } from '../kernel/digest.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { type UserErrorItem, UserErrors } from '../kernel/errors.js'
import type { Role } from './membership.entity.js'
import { nameOf, rolesOf } from './organization.rules.js'

/** Most people that one call can add. */
export const MAX_INVITED_AT_ONCE = 100

/** What became of an invitation. */
export const INVITATION_STATUSES = ['PENDING', 'ACCEPTED', 'CANCELLED', 'EXPIRED'] as const
export type InvitationStatus = (typeof INVITATION_STATUSES)[number]

/** A person to be invited. */
export interface Invitee {
  email: string
  fullName: string
  roles: readonly Role[]
}

/** Answer to every row whose person belongs to the organization, is invited already, or stands in the call twice. */
export function alreadyAdded(index: number, why: string): UserErrorItem {
  return { code: 'USER_ALREADY_ADDED', field: ['users', String(index), 'email'], message: why }
}

/** The rows in one form, e-mail addresses in lower case. @throws UserErrors with everything that is wrong, row by row. */
export function inviteesOf(users: readonly Invitee[]): Invitee[] {
  if (users.length < 1 || users.length > MAX_INVITED_AT_ONCE) {
    throw UserErrors.one('INVALID_INPUT', ['users'], `expected 1 to ${MAX_INVITED_AT_ONCE} people, got ${users.length}`)
  }
  const problems: UserErrorItem[] = []
  const seen = new Set<string>()
  const invitees = users.flatMap((user, index) => {
    const email = user.email.trim().toLowerCase()
    if (seen.has(email)) problems.push(alreadyAdded(index, 'expected each address once, got this one before'))
    seen.add(email)
    try {
      return [inviteeOf(user, ['users', String(index)])]
    } catch (error) {
      if (!(error instanceof UserErrors)) throw error
      problems.push(...error.items)
      return []
    }
  })
  if (problems.length > 0) throw new UserErrors(problems)
  return invitees
}

/** One row. @throws UserErrors INVALID_INPUT */
export function inviteeOf(user: Invitee, path: string[]): Invitee {
  const email = user.email.trim().toLowerCase()
  if (!isEmailAddress(email)) {
    throw UserErrors.one('INVALID_INPUT', [...path, 'email'], 'expected one plain e-mail address')
  }
  return {
    email,
    fullName: nameOf(user.fullName, [...path, 'fullName']),
    roles: rolesOf(user.roles, [...path, 'roles']),
  }
}

/** A new secret of 256 bits for a link, and the hash under which it is stored. */
export function newInvitationToken(): { token: string; sha256: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, sha256: sha256Hex(token) }
}

/** What an invitation is at `now`. */
export function invitationStatusAt(
  invitation: { status: InvitationStatus; expiresAt: Date },
  now: Date,
): InvitationStatus {
  return invitation.status === 'PENDING' && invitation.expiresAt <= now ? 'EXPIRED' : invitation.status
}
