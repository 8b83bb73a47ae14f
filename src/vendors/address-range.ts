import { isIPv4, isIPv6 } from 'node:net'

/** An IPv4 or IPv6 address, or a CIDR range of them (RFC 4632, RFC 4291). */
export interface AddressRange {
  family: 4 | 6
  /** The first address, as a number. */
  first: bigint
  /** How many leading bits all of its addresses share. */
  prefix: number
}

const BITS = { 4: 32, 6: 128 } as const
/** `::ffff:0:0/96`: IPv6's way to say an IPv4 address (RFC 4291, section 2.5.5.2). */
const MAPPED_PREFIX = 96
const MAPPED = 0xffffn

/** An address as a client has it, or null for what is none; IPv4-mapped IPv6 is IPv4, a zone such as `%eth0` is dropped. */
function parseAddress(text: string): { family: 4 | 6; value: bigint } | null {
  if (isIPv4(text)) return { family: 4, value: ipv4Value(text) }
  const [address = ''] = text.split('%')
  if (!isIPv6(address)) return null
  const value = ipv6Value(address)
  return value >> 32n === MAPPED ? { family: 4, value: value & 0xffffffffn } : { family: 6, value }
}

/**
 * The range that `text` says, with what is wrong with it: an address is a range of one. Bits past the prefix must be
 * zero, for a range that begins elsewhere than it says is a slip of somebody who meant another one.
 */
export function parseAddressRange(text: string): { range: AddressRange } | { problem: string } {
  const [address = '', prefixText, ...rest] = text.trim().split('/')
  const parsed = address.includes('%') ? null : parseAddress(address)
  const isMapped = parsed?.family === 4 && address.includes(':')
  const bits = parsed === null ? 0 : BITS[parsed.family]
  const offset = isMapped ? MAPPED_PREFIX : 0
  const prefix = prefixText === undefined ? bits : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) - offset : -1
  if (parsed === null || rest.length > 0 || prefix < 0 || prefix > bits) {
    return { problem: 'expected an IPv4 or IPv6 address or a CIDR range, for example 192.0.2.10 or 2001:db8::/48' }
  }
  const hostBits = BigInt(bits - prefix)
  const range = { family: parsed.family, first: (parsed.value >> hostBits) << hostBits, prefix }
  if (range.first === parsed.value) return { range }
  return { problem: `expected a range that begins where it says: ${formatAddressRange(range)}` }
}

/** In canonical form: RFC 5952 for IPv6, and no prefix for a single address. */
export function formatAddressRange({ family, first, prefix }: AddressRange): string {
  const address = family === 4 ? formatIpv4(first) : formatIpv6(first)
  return prefix === BITS[family] ? address : `${address}/${prefix}`
}

/** Whether the client's `address` is in one of `ranges`; what is no address is in none. */
export function isAddressAllowed(ranges: readonly string[], address: string | null): boolean {
  const client = address === null ? null : parseAddress(address)
  if (client === null) return false
  return ranges.some((text) => {
    const parsed = parseAddressRange(text)
    return 'range' in parsed && contains(parsed.range, client)
  })
}

function contains({ family, first, prefix }: AddressRange, client: { family: 4 | 6; value: bigint }): boolean {
  const hostBits = BigInt(BITS[family] - prefix)
  return client.family === family && client.value >> hostBits === first >> hostBits
}

function ipv4Value(text: string): bigint {
  return text.split('.').reduce((value, part) => value * 256n + BigInt(part), 0n)
}

function ipv6Value(text: string): bigint {
  const [head = '', tail] = canonicalIpv6(text).split('::')
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'))
  const before = groups(head)
  const after = groups(tail ?? '')
  const zeros = Array<string>(8 - before.length - after.length).fill('0')
  return [...before, ...zeros, ...after].reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n)
}

/** The URL standard writes IPv6 hosts as RFC 5952 asks, but for the dotted form of mapped ones, which are IPv4 here. */
function canonicalIpv6(text: string): string {
  return new URL(`http://[${text}]/`).hostname.slice(1, -1)
}

function formatIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.')
}

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => (value >> BigInt(112 - 16 * index)) & 0xffffn)
  return canonicalIpv6(groups.map((group) => group.toString(16)).join(':'))
}
