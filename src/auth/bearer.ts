/** The token of an `Authorization: Bearer …` header (RFC 6750); empty for everything else. */
export function bearerTokenOf(authorization: string): string {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
}
