import type { Role } from './membership.entity.js'
import type { MailingAddressData } from './organization.rules.js'

/** What a change can be of (domain.md, "Change requests": users, roles, the organization's data). */
export const CHANGE_KINDS = [
  'ADD_USERS',
  'CHANGE_ROLES',
  'REMOVE_USER',
  'CANCEL_INVITATION',
  'UPDATE_ORGANIZATION',
  'CREATE_ORGANIZATION',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** What became of a change request. */
export const CHANGE_REQUEST_STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'EXPIRED'] as const
export type ChangeRequestStatus = (typeof CHANGE_REQUEST_STATUSES)[number]

/** A person as a change names one. */
export interface ChangedUser {
  /** Known of members only. */
  userId?: string
  /** Known of invitations only. */
  invitationId?: string
  email: string
  fullName: string
  roles: readonly Role[]
}

/** What a change says of the time before it, or after; only what the change is about. */
export interface ChangeData {
  users?: readonly ChangedUser[]
  name?: string
  timeZone?: string
  phone?: string | null
  address?: MailingAddressData | null
}

/** A change, ready to be applied or to be asked for. */
export interface Change {
  kind: ChangeKind
  /** Null when there was nothing before: an addition. */
  before: ChangeData | null
  /** Null when there will be nothing: a removal. */
  after: ChangeData | null
}

/** One value that changes. */
export interface FieldChange {
  /** E-mail address of the person; null for the organization itself. */
  user: string | null
  field: string
  before: string | null
  after: string | null
}

/** The change value by value, as a person reads it; what stays the same is left out. */
export function fieldChangesOf({ before, after }: Pick<Change, 'before' | 'after'>): FieldChange[] {
  const earlier = valuesOf(before)
  const later = valuesOf(after)
  const keys = [...new Set([...earlier.keys(), ...later.keys()])]
  return keys.flatMap((key) => {
    const values = { before: earlier.get(key)?.value ?? null, after: later.get(key)?.value ?? null }
    const { user, field } = (earlier.get(key) ?? later.get(key)) as Value
    return values.before === values.after ? [] : [{ user, field, ...values }]
  })
}

interface Value {
  user: string | null
  field: string
  value: string | null
}

function valuesOf(data: ChangeData | null): Map<string, Value> {
  const values: Value[] = []
  for (const { email, fullName, roles } of data?.users ?? []) {
    values.push({ user: email, field: 'fullName', value: fullName })
    values.push({ user: email, field: 'roles', value: [...roles].sort().join(', ') })
  }
  for (const field of ['name', 'timeZone', 'phone'] as const) {
    const value = data?.[field]
    if (value !== undefined) values.push({ user: null, field, value })
  }
  if (data?.address !== undefined) values.push({ user: null, field: 'address', value: addressText(data.address) })
  return new Map(values.map((value) => [`${value.user ?? ''}\n${value.field}`, value]))
}

function addressText(address: MailingAddressData | null): string | null {
  if (address === null) return null
  return `${address.street.join(', ')}, ${address.city}, ${address.state} ${address.postalCode}`
}

/** Whether two descriptions are of the same state. Names and addresses of people are theirs to change: only roles count. */
export function isSameState(one: ChangeData | null, other: ChangeData | null): boolean {
  const comparable = (data: ChangeData | null) =>
    JSON.stringify([
      (data?.users ?? []).map((user) => [user.userId ?? null, user.invitationId ?? null, [...user.roles].sort()]),
      data?.name ?? null,
      data?.timeZone ?? null,
      data?.phone ?? null,
      addressText(data?.address ?? null),
    ])
  return comparable(one) === comparable(other)
}

/** What a change request is at `now`: nobody can decide it from its expiry on, whether or not a job has noted it. */
export function changeRequestStatusAt(
  request: { status: ChangeRequestStatus; expiresAt: Date },
  now: Date,
): ChangeRequestStatus {
  return request.status === 'PENDING' && request.expiresAt <= now ? 'EXPIRED' : request.status
}
