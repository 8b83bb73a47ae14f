import { describe, expect, test } from '@jest/globals'
import { UserErrors } from '../kernel/errors.js'
import { changeRequestStatusAt, fieldChangesOf, isSameState } from './change-request.rules.js'
import { invitationStatusAt, newInvitationToken } from './invitation.rules.js'
import { type OrganizationDataInput, organizationDataOf, rolesOf } from './organization.rules.js'

const ADDRESS = { street: ['1 Example Plaza'], city: 'Springfield', state: 'IL', postalCode: '62701' }

function fieldOf(input: OrganizationDataInput): string[] | null {
  try {
    organizationDataOf(input)
    return null
  } catch (error) {
    if (error instanceof UserErrors) return error.items[0]?.field ?? []
    throw error
  }
}

describe("an organization's data", () => {
  test('comes out in one form; what is left out stays out, null takes away', () => {
    expect(
      organizationDataOf({ name: ' Fictional\n Clinic ', phone: null, address: { ...ADDRESS, state: ' il' } }),
    ).toEqual({
      ...{ name: 'Fictional Clinic', phone: null, address: ADDRESS },
    })
    expect(organizationDataOf({ name: null, timeZone: null })).toEqual({})
  })

  test.each([
    ['(312) 555-0100', true],
    ['+1 312.555.0100 ext 12', true],
    ['555-0100', true],
    ['12345', false],
    ['call 555-0100', false],
    ['555-0100; rm', false],
    [`+${'1'.repeat(41)}`, false],
  ])('the telephone number %s: %s', (phone, isOne) => {
    expect(fieldOf({ phone })).toEqual(isOne ? null : ['phone'])
  })

  test.each([
    ['America/Chicago', true],
    ['America/Argentina/Buenos_Aires', true],
    ['UTC', true],
    ['UTC+3', false],
    ['Chicago', false],
    ['', false],
  ])('the time zone %s: %s', (timeZone, isOne) => {
    expect(fieldOf({ timeZone })).toEqual(isOne ? null : ['timeZone'])
  })

  test('says which part of an address is wrong', () => {
    expect(fieldOf({ address: { ...ADDRESS, street: [] } })).toEqual(['address', 'street'])
    expect(fieldOf({ address: { ...ADDRESS, street: ['a', ' '] } })).toEqual(['address', 'street', '1'])
    expect(fieldOf({ address: { ...ADDRESS, state: 'Illinois' } })).toEqual(['address', 'state'])
    expect(fieldOf({ address: { ...ADDRESS, postalCode: '6270' } })).toEqual(['address', 'postalCode'])
    expect(fieldOf({ address: { ...ADDRESS, city: 'x'.repeat(101) } })).toEqual(['address', 'city'])
  })

  test('roles come once each and in one order', () => {
    const both = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER']
    expect(rolesOf(['PROFILES_USER', 'ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'], ['roles'])).toEqual(both)
    expect(() => rolesOf([], ['roles'])).toThrow(UserErrors)
  })
})

describe('a change', () => {
  const ann = { userId: 'usr_1', email: 'ann@clinic.example', fullName: 'Ann' }

  test('is told value by value, and only what changes', () => {
    const before = { users: [{ ...ann, roles: ['PROFILES_USER' as const] }], name: 'A', phone: '555-0100' }
    const after = {
      users: [{ ...ann, roles: ['PROFILES_USER' as const, 'ORGANIZATION_ADMINISTRATOR' as const] }],
      name: 'A',
      phone: null,
      address: ADDRESS,
    }
    expect(fieldChangesOf({ before, after })).toEqual([
      {
        ...{ user: 'ann@clinic.example', field: 'roles' },
        ...{ before: 'PROFILES_USER', after: 'ORGANIZATION_ADMINISTRATOR, PROFILES_USER' },
      },
      { user: null, field: 'phone', before: '555-0100', after: null },
      { user: null, field: 'address', before: null, after: '1 Example Plaza, Springfield, IL 62701' },
    ])
  })

  test('still fits when the person has another name or address, not when there are other roles', () => {
    const state = { users: [{ ...ann, roles: ['PROFILES_USER' as const] }] }
    const married = {
      users: [{ ...ann, fullName: 'Ann B', email: 'b@clinic.example', roles: ['PROFILES_USER' as const] }],
    }
    const promoted = { users: [{ ...ann, roles: ['ORGANIZATION_ADMINISTRATOR' as const] }] }
    expect(isSameState(state, married)).toBe(true)
    expect(isSameState(state, promoted)).toBe(false)
    expect(isSameState({ phone: null }, { phone: '555-0100' })).toBe(false)
    expect(isSameState(null, null)).toBe(true)
  })

  test('and an invitation are over from the instant of their expiry on', () => {
    const expiresAt = new Date('2026-12-01T00:00:00Z')
    const before = new Date(expiresAt.getTime() - 1)
    for (const statusAt of [changeRequestStatusAt, invitationStatusAt]) {
      expect(statusAt({ status: 'PENDING', expiresAt }, before)).toBe('PENDING')
      expect(statusAt({ status: 'PENDING', expiresAt }, expiresAt)).toBe('EXPIRED')
    }
    expect(changeRequestStatusAt({ status: 'APPROVED', expiresAt }, expiresAt)).toBe('APPROVED')
    expect(invitationStatusAt({ status: 'ACCEPTED', expiresAt }, expiresAt)).toBe('ACCEPTED')
  })

  test('a link has 256 bits of its own', () => {
    const { token, sha256 } = newInvitationToken()
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(newInvitationToken().token).not.toBe(token)
  })
})
