import { typeidUnboxed } from 'typeid-js'

/** Prefix of the public ids of each kind of thing (the TypeID specification): an id in a log says what it is. */
export const ID_PREFIXES = {
  account: 'acc',
  apiKey: 'key',
  auditEvent: 'aud',
  bulkOperation: 'bulk',
  changeRequest: 'chg',
  clinician: 'cln',
  dailyReceipt: 'rcpt',
  deposit: 'dep',
  email: 'eml',
  exclusion: 'excl',
  integrationRequest: 'irq',
  invitation: 'inv',
  ledgerEntry: 'le',
  ledgerTransaction: 'ltx',
  matchLead: 'lead',
  membership: 'mbr',
  oneTimeLink: 'otl',
  openIdIdentity: 'oidc',
  openIdSignIn: 'oid',
  order: 'ord',
  orderItem: 'item',
  organization: 'org',
  organizationInquiry: 'inq',
  passwordResetRequest: 'prq',
  priceList: 'pl',
  profileDelivery: 'dlv',
  profileDocument: 'doc',
  profileDownload: 'dwn',
  profileSnapshot: 'snap',
  request: 'req',
  researchRequest: 'rrq',
  session: 'ses',
  signingKey: 'jwk',
  sourceLoad: 'load',
  storedFile: 'file',
  upload: 'upl',
  user: 'usr',
  vendor: 'vnd',
  vendorGrant: 'grant',
  vendorMember: 'vmb',
  webhookEndpoint: 'whe',
  webhookEvent: 'evt',
} as const
export type IdKind = keyof typeof ID_PREFIXES

/** A new id such as `ord_01jz3w8k3be9r8c7q4v1d2m5xy`: a UUIDv7, so ids of one kind sort by time of creation. */
export function newId(kind: IdKind): string {
  return typeidUnboxed(ID_PREFIXES[kind])
}
