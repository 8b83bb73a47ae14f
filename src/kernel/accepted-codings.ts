/** The content codings that a client takes, by its header `Accept-Encoding`; `br;q=0` is a refusal (RFC 9110, section 12.5.3). */
export function acceptedCodings(header: string): ReadonlySet<string> {
  const parts = header.toLowerCase().split(',')
  return new Set(
    parts.filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part)).map((part) => part.split(';')[0]?.trim() ?? ''),
  )
}
