import ipaddr from 'ipaddr.js'

/**
 * Whether an IP address is one of the public internet. Everything that the registries of special addresses name is not:
 * private, loopback, link-local, unique local, carrier-grade NAT, multicast, documentation, and IPv6 addresses with an
 * IPv4 one inside (mapped, 6to4, Teredo, 64:ff9b::/96), through which a gateway of the network could lead back in. Of
 * IPv6 only what is handed out (2000::/3, RFC 4291) counts.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(GLOBAL_IPV6)
}

const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')
