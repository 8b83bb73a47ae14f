import { isIP, isIPv4, isIPv6 } from 'node:net'

/** How many of the eight groups of an IPv6 address name the network of one client. */
const NETWORK_GROUPS = 4
/** How many name what a provider gives to one customer at the most (RIPE-690): 65,536 such networks. */
const SITE_GROUPS = 3

/** What stands before an IPv4 address that is written as an IPv6 one: mapped (RFC 4291), behind a NAT64 (RFC 6052). */
const EMBEDDING_PREFIXES: readonly string[] = ['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0']

/**
 * The address that a connection or a proxy told, without port and zone: some proxies write `203.0.113.7:4711` or
 * `[2001:db8::1]:4711`. Null for what is no address.
 */
export function clientAddress(text: string): string | null {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? []
  const [, withPort] = /^([\d.]+):\d+$/.exec(text) ?? []
  const [address = ''] = (bracketed ?? withPort ?? text).split('%')
  return isIP(address) === 0 ? null : address
}

/**
 * What of a client's address is counted: an IPv4 address whole, of an IPv6 one the first 64 bits, for a client has all
 * addresses of its network. An IPv4 address that is written as an IPv6 one counts as what it is; no address is a client
 * of its own.
 */
export function clientNetwork(address: string | null): string {
  const plain = address === null ? null : plainAddress(address)
  if (plain === null) return 'unknown'
  return isIPv6(plain) ? `${groupsOf(plain).slice(0, NETWORK_GROUPS).join(':')}::/64` : plain
}

/** The /48 of an IPv6 address: who has one can come from any of its networks. Null for an IPv4 address and for none. */
export function clientSite(address: string | null): string | null {
  const plain = address === null ? null : plainAddress(address)
  return plain !== null && isIPv6(plain) ? `${groupsOf(plain).slice(0, SITE_GROUPS).join(':')}::/48` : null
}

/** Without port and zone, and IPv4 wherever it is that. */
function plainAddress(text: string): string | null {
  const address = clientAddress(text)
  if (address === null || isIPv4(address)) return address
  const groups = groupsOf(address)
  if (!EMBEDDING_PREFIXES.includes(groups.slice(0, 6).join(':'))) return address
  return groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((bits) => [bits >> 8, bits & 255])
    .join('.')
}

/** The groups in hexadecimal, those that `::` stands for included. */
function groupsOf(address: string): string[] {
  // The canonical form of the URL standard: lower case, no leading zeros, an IPv4 ending in hexadecimal.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = canonical.split('::')
  const first = head === '' ? [] : head.split(':')
  if (tail === undefined) return first
  const last = tail === '' ? [] : tail.split(':')
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last]
}
