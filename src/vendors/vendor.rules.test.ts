import { describe, expect, test } from '@jest/globals'
import { UserErrors } from '../kernel/errors.js'
import {
  endOfOverlap,
  expiryOfSuccessor,
  optionalCap,
  optionalExpiry,
  optionalText,
  optionalWebsite,
  requireAddresses,
  requireEmail,
  requireName,
  requireScopes,
} from './vendor.rules.js'

const NOW = new Date('2026-03-01T12:00:00Z')

/** What stands against it, or nothing. */
function problemsOf(work: () => unknown): string[] {
  try {
    work()
    return []
  } catch (error) {
    if (!(error instanceof UserErrors)) throw error
    return error.items.map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`)
  }
}

describe('the old key ends', () => {
  test.each([
    ['at once without an overlap', 0, null, '2026-03-01T12:00:00.000Z'],
    ['after the overlap', 24, null, '2026-03-02T12:00:00.000Z'],
    ['after the longest overlap', 720, null, '2026-03-31T12:00:00.000Z'],
    ['never later than it would have', 24, '2026-03-02T11:59:59.999Z', '2026-03-02T11:59:59.999Z'],
    ['earlier than it would have', 24, '2026-03-02T12:00:00.001Z', '2026-03-02T12:00:00.000Z'],
  ])('%s', (_, hours, expiresAt, expected) => {
    expect(endOfOverlap(hours, expiresAt === null ? null : new Date(expiresAt), NOW).toISOString()).toBe(expected)
  })

  test.each([-1, 721, 0.5])('not after %d hours', (hours) => {
    const message = `INVALID_INPUT overlapHours: expected 0 to 720 hours, got ${hours}`
    expect(problemsOf(() => endOfOverlap(hours, null, NOW))).toEqual([message])
  })
})

test('a successor lives as long as its predecessor was made to', () => {
  const createdAt = new Date('2026-02-01T00:00:00Z')
  expect(expiryOfSuccessor({ createdAt, expiresAt: null }, NOW)).toBeNull()
  const expiresAt = new Date('2026-03-03T00:00:00Z')
  expect(expiryOfSuccessor({ createdAt, expiresAt }, NOW)).toEqual(new Date('2026-03-31T12:00:00Z'))
})

describe('what is typed in', () => {
  test('scopes are known, at least one, each once and in their order', () => {
    expect(requireScopes(['s'], ['orders:write', 'clinicians:read', 'orders:write'])).toEqual([
      'clinicians:read',
      'orders:write',
    ])
    expect(problemsOf(() => requireScopes(['s'], []))).toEqual(['INVALID_INPUT s: expected at least one scope'])
    expect(problemsOf(() => requireScopes(['s'], ['orders:write', 'orders:read']))[0]).toMatch(
      /^INVALID_INPUT s\.1: expected one of clinicians:read, /,
    )
  })

  test('addresses are canonical, each once, at most 50; every bad one is named', () => {
    expect(requireAddresses(['a'], ['192.0.2.1', '::ffff:192.0.2.1', '2001:DB8::/32'])).toEqual([
      '192.0.2.1',
      '2001:db8::/32',
    ])
    const many = Array.from({ length: 50 }, (_, index) => `192.0.2.${index}`)
    expect(requireAddresses(['a'], many)).toHaveLength(50)
    expect(problemsOf(() => requireAddresses(['a'], [...many, '192.0.2.99']))).toEqual([
      'INVALID_INPUT a: expected at most 50 addresses and ranges, got 51',
    ])
    expect(problemsOf(() => requireAddresses(['a'], ['x', '192.0.2.1', '192.0.2.1/24']))).toEqual([
      expect.stringMatching(/^INVALID_INPUT a\.0: expected an IPv4 or IPv6 address/),
      'INVALID_INPUT a.2: expected a range that begins where it says: 192.0.2.0/24',
    ])
  })

  test.each([
    ['https://vendor.example', 'https://vendor.example/'],
    [' http://vendor.example/a?b#c ', 'http://vendor.example/a?b#c'],
    ['', null],
    [null, null],
    [undefined, null],
  ])('the website %p is kept as %p', (given, kept) => {
    expect(optionalWebsite(['website'], given)).toBe(kept)
  })

  test.each([
    'vendor.example',
    'ftp://vendor.example',
    'javascript:alert(1)',
    'https://user:secret@vendor.example',
    `https://vendor.example/${'é'.repeat(200)}`,
  ])('%s is no website', (given) => {
    expect(problemsOf(() => optionalWebsite(['website'], given))).toHaveLength(1)
  })

  test('a cap is whole cents from nothing to the largest amount, or none', () => {
    expect([optionalCap(['c'], null), optionalCap(['c'], undefined), optionalCap(['c'], 0)]).toEqual([null, null, 0])
    for (const cents of [-1, 0.5, 1_000_000_000_001])
      expect(problemsOf(() => optionalCap(['c'], cents))).toHaveLength(1)
  })

  test('an end is still to come', () => {
    expect(optionalExpiry(['e'], undefined, NOW)).toBeNull()
    expect(optionalExpiry(['e'], new Date(NOW.getTime() + 1), NOW)).toEqual(new Date(NOW.getTime() + 1))
    expect(problemsOf(() => optionalExpiry(['e'], NOW, NOW))).toHaveLength(1)
  })

  test('an end comes within ten years, also that of a successor', () => {
    const latest = new Date(NOW)
    latest.setUTCFullYear(latest.getUTCFullYear() + 10)
    const beyond = new Date(latest.getTime() + 1)
    expect(optionalExpiry(['e'], latest, NOW)).toEqual(latest)
    expect(problemsOf(() => optionalExpiry(['e'], beyond, NOW))).toEqual([
      'INVALID_INPUT e: expected a moment within 10 years, or null for no end',
    ])
    const endless = { createdAt: NOW, expiresAt: new Date('9999-12-31T23:59:59.999Z') }
    expect(expiryOfSuccessor(endless, NOW)).toEqual(latest)
  })

  test('names are one line of 1 to 200 characters that the database takes', () => {
    expect(requireName(['n'], '  Fictional Software ')).toBe('Fictional Software')
    for (const bad of ['', '  ', 'a\nb', 'n'.repeat(201), 'nul\0', 'half \ud83d']) {
      expect(problemsOf(() => requireName(['n'], bad))).toHaveLength(1)
    }
    expect(optionalText(['d'], ' \n ', 10)).toBeNull()
  })

  test('an address is plain, and kept in lower case', () => {
    expect(requireEmail(['e'], ' Tess@Vendor.Example ')).toBe('tess@vendor.example')
    expect(problemsOf(() => requireEmail(['e'], 'a@b.example, c@d.example'))).toHaveLength(1)
  })
})
