import { typeidUnboxed } from 'typeid-js'

/** Prefix of the public ids of each kind of thing (the TypeID specification): an id in a log says what it is. */
export const ID_PREFIXES = {
  account: 'acc',
  adjustment: 'adj',
  allowanceUse: 'alw',
  apiKey: 'key',
  auditEvent: 'aud',
  bulkOperation: 'bulk',
  cardPayment: 'cpay',
  cardRefund: 'crfd',
  cart: 'cart',
  cartItem: 'line',
  changeRequest: 'chg',
  clinician: 'cln',
  dailyReceipt: 'rcpt',
  deposit: 'dep',
  discrepancy: 'dsc',
  discrepancyEvidence: 'dev',
  email: 'eml',
  exclusion: 'excl',
  integrationRequest: 'irq',
  invitation: 'inv',
  ledgerEntry: 'le',
  ledgerTransaction: 'ltx',
  matchLead: 'lead',
  membership: 'mbr',
  monitoring: 'mon',
  monitoringAttestation: 'att',
  monitoringNotice: 'mnt',
  oneTimeLink: 'otl',
  openIdIdentity: 'oidc',
  openIdSignIn: 'oid',
  order: 'ord',
  orderItem: 'item',
  orderRefund: 'rfd',
  organization: 'org',
  organizationInquiry: 'inq',
  passwordResetRequest: 'prq',
  priceList: 'pl',
  priceQuote: 'quo',
  profileDelivery: 'dlv',
  profileDocument: 'doc',
  profileDownload: 'dwn',
  profileSnapshot: 'snap',
  reappointmentDecision: 'rdn',
  request: 'req',
  researchRequest: 'rrq',
  session: 'ses',
  signingKey: 'jwk',
  sourceLoad: 'load',
  storedFile: 'file',
  subscription: 'sub',
  subscriptionPackage: 'pkg',
  testCardCharge: 'tcc',
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

const BASE32_DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'

/** What ids of a kind begin with that are made at `instant` or later: a UUIDv7 begins with its milliseconds, in 48 bits. */
export function idBeginningAt(kind: IdKind, instant: Date): string {
  let rest = instant.getTime()
  let digits = ''
  for (let place = 0; place < 10; place++) {
    digits = `${BASE32_DIGITS[rest % 32]}${digits}`
    rest = Math.floor(rest / 32)
  }
  return `${ID_PREFIXES[kind]}_${digits}`
}
