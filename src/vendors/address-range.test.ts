import { describe, expect, test } from '@jest/globals'
import { formatAddressRange, isAddressAllowed, parseAddressRange } from './address-range.js'

const canonical = (text: string): string => {
  const parsed = parseAddressRange(text)
  return 'range' in parsed ? formatAddressRange(parsed.range) : parsed.problem
}
const NOT_ONE = 'expected an IPv4 or IPv6 address or a CIDR range, for example 192.0.2.10 or 2001:db8::/48'

describe('an address range', () => {
  test.each([
    ['192.0.2.10', '192.0.2.10'],
    [' 192.0.2.10 ', '192.0.2.10'],
    ['192.0.2.10/32', '192.0.2.10'],
    ['192.0.2.0/24', '192.0.2.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255', '255.255.255.255'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['2001:db8:0:1:0:0:0:0/64', '2001:db8:0:1::/64'],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
    ['::', '::'],
    ['::/0', '::/0'],
    ['::1', '::1'],
    // IPv4 in the clothes of IPv6.
    ['::ffff:192.0.2.10', '192.0.2.10'],
    ['::FFFF:c000:20a', '192.0.2.10'],
    ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    // Not mapped, only compatible: IPv6.
    ['::192.0.2.10', '::c000:20a'],
  ])('%s is kept as %s', (text, expected) => {
    expect(canonical(text)).toBe(expected)
    expect(canonical(expected)).toBe(expected)
  })

  test.each([
    ['192.0.2.1/24', '192.0.2.0/24'],
    ['192.0.2.255/31', '192.0.2.254/31'],
    ['10.0.0.1/0', '0.0.0.0/0'],
    ['2001:db8::1/64', '2001:db8::/64'],
    ['::ffff:192.0.2.1/120', '192.0.2.0/24'],
  ])('%s is refused with what was meant: %s', (text, meant) => {
    expect(canonical(text)).toBe(`expected a range that begins where it says: ${meant}`)
  })

  test.each([
    '',
    'localhost',
    '192.0.2',
    '192.0.2.256',
    '192.0.02.1',
    '192.0.2.1/33',
    '192.0.2.1/',
    '192.0.2.1/-1',
    '192.0.2.1/24/24',
    '192.0.2.1-192.0.2.9',
    '192.0.2.0/255.255.255.0',
    '2001:db8::/129',
    '2001:db8:::1',
    'fe80::1%eth0',
    '[2001:db8::1]',
    '::ffff:0:0/95',
    '0x7f.0.0.1',
    '*',
  ])('"%s" is none', (text) => {
    expect(canonical(text)).toBe(NOT_ONE)
  })
})

describe('a client is let in', () => {
  test.each<[string, string[], string | null, boolean]>([
    ['by its address', ['192.0.2.10'], '192.0.2.10', true],
    ['not by its neighbor', ['192.0.2.10'], '192.0.2.11', false],
    ['at the first address of a range', ['192.0.2.64/26'], '192.0.2.64', true],
    ['at the last one', ['192.0.2.64/26'], '192.0.2.127', true],
    ['not one before', ['192.0.2.64/26'], '192.0.2.63', false],
    ['not one after', ['192.0.2.64/26'], '192.0.2.128', false],
    ['at the first address of an IPv6 range', ['2001:db8:0:8::/61'], '2001:db8:0:8::', true],
    ['at its last', ['2001:db8:0:8::/61'], '2001:db8:0:f:ffff:ffff:ffff:ffff', true],
    ['not one before an IPv6 range', ['2001:db8:0:8::/61'], '2001:db8:0:7:ffff:ffff:ffff:ffff', false],
    ['not one after', ['2001:db8:0:8::/61'], '2001:db8:0:10::', false],
    ['as IPv4 in the clothes of IPv6', ['192.0.2.0/24'], '::ffff:192.0.2.9', true],
    ['also when those are in hexadecimal', ['192.0.2.0/24'], '::ffff:c000:209', true],
    ['by a range that was said in them', ['::ffff:192.0.2.0/120'], '192.0.2.9', true],
    ['as IPv6 only by a range of IPv6', ['0.0.0.0/0'], '2001:db8::1', false],
    ['as IPv4 only by a range of IPv4', ['::/0'], '::ffff:192.0.2.9', false],
    ['with a zone', ['fe80::1'], 'fe80::1%eth0', true],
    ['by any of many', ['192.0.2.1', '2001:db8::/32'], '2001:db8:ffff::1', true],
    ['not without an address', ['0.0.0.0/0', '::/0'], null, false],
    ['not with what is no address', ['0.0.0.0/0', '::/0'], 'unknown', false],
  ])('%s', (_, ranges, address, expected) => {
    expect(isAddressAllowed(ranges, address)).toBe(expected)
  })
})
