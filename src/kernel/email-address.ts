/**
 * What an e-mail address may look like (a strict part of RFC 5321): an ASCII dot-atom and a domain name of at least two
 * labels. Lists, quotes, blanks, brackets, comments, address literals and control signs are out: each of them could
 * redirect an envelope or a header. Other scripts are out because few mail servers take them (RFC 6531).
 */
const ATOM = String.raw`[a-zA-Z0-9!#$%&'*+/=?^_\x60{|}~-]+`
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const ADDRESS = new RegExp(String.raw`^${ATOM}(?:\.${ATOM})*@${LABEL}(?:\.${LABEL})+$`)

/** Longest local part and longest address (RFC 5321, 4.5.3.1). */
const MAX_LOCAL_PART = 64
const MAX_ADDRESS = 254

/** Whether `text` is one plain e-mail address that is safe in an SMTP envelope and in a header. */
export function isEmailAddress(text: string): boolean {
  return text.length <= MAX_ADDRESS && text.indexOf('@') <= MAX_LOCAL_PART && ADDRESS.test(text)
}
