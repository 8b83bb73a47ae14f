import { isIPv6 } from 'node:net'

/** How many of the eight groups of an IPv6 address name the network. */
const NETWORK_GROUPS = 4

/**
 * What of a client's address is counted: an IPv4 address whole, of an IPv6 one the first 64 bits, for a client has all
 * addresses of its network. An IPv4 address that is written as an IPv6 one counts as what it is; no address is a client
 * of its own.
 */
export function clientNetwork(address: string | null): string {
  if (address === null) return 'unknown'
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  return isIPv6(address) ? `${groupsOf(address).slice(0, NETWORK_GROUPS).join(':')}::/64` : address
}

/** The groups in hexadecimal, those that `::` stands for included. */
function groupsOf(address: string): string[] {
  // The canonical form of the URL standard: lower case, no leading zeros, an IPv4 ending in hexadecimal.
  const canonical = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1)
  const [head = '', tail] = canonical.split('::')
  const first = head === '' ? [] : head.split(':')
  if (tail === undefined) return first
  const last = tail === '' ? [] : tail.split(':')
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last]
}
