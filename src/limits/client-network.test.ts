import { describe, expect, test } from '@jest/globals'
import { clientAddress, clientNetwork, clientSite } from './client-network.js'

describe('what is counted of a client’s address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:1::', '2001:db8:1:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('of %s it is %s', (address, network) => {
    expect(clientNetwork(address)).toBe(network)
  })

  test.each([
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
    ['64:ff9b::203.0.113.7', '203.0.113.7'],
    ['64:ff9b::cb00:7107', '203.0.113.7'],
    ['64:ff9b::1', '0.0.0.1'],
  ])('of the IPv4 address that is written %s it is %s: strangers behind one translator stay apart', (address, ipv4) => {
    expect(clientNetwork(address)).toBe(ipv4)
    expect(clientSite(address)).toBeNull()
  })

  test('an address that only looks as if it held an IPv4 one is an IPv6 one', () => {
    expect(clientNetwork('64:ff9b:1::cb00:7107')).toBe('64:ff9b:1:0::/64')
    expect(clientNetwork('::1:ffff:cb00:7107')).toBe('0:0:0:0::/64')
  })

  test.each([
    ['203.0.113.7:4711', '203.0.113.7'],
    ['[2001:db8:1:2::9]:4711', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]', '2001:db8:1:2::/64'],
    ['[::ffff:203.0.113.7]:80', '203.0.113.7'],
  ])('the port of %s counts for nothing', (address, network) => {
    expect(clientNetwork(address)).toBe(network)
  })

  test('nobody’s address is one client, and what is no address is nobody’s', () => {
    for (const none of [null, 'unknown', '', '203.0.113:80', '[203.0.113.7', '2001:db8::1:80:x']) {
      expect(clientNetwork(none)).toBe('unknown')
      expect(clientSite(none)).toBeNull()
    }
  })

  test('the site is what one customer of a provider has', () => {
    expect(clientSite('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1::/48')
    expect(clientSite('2001:db8:1:ffff::1')).toBe('2001:db8:1::/48')
    expect(clientSite('2001:db8:2::1')).toBe('2001:db8:2::/48')
    expect(clientSite('203.0.113.7')).toBeNull()
  })

  test('an address is kept without port and zone, else as it came', () => {
    expect(clientAddress('203.0.113.7:4711')).toBe('203.0.113.7')
    expect(clientAddress('[2001:db8::9]:4711')).toBe('2001:db8::9')
    expect(clientAddress('fe80::1%eth0')).toBe('fe80::1')
    expect(clientAddress('::ffff:203.0.113.7')).toBe('::ffff:203.0.113.7')
    expect(clientAddress('somebody')).toBeNull()
  })
})
