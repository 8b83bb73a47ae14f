import type { Publisher } from '../kernel/publisher.js'
import type { ProfileContent } from './profile.content.js'
import type { ProfileProduct } from './profile.sections.js'

/** Section 0 of a profile: for whom, by which order and as of when the document was issued. */
export interface DocumentHeader {
  /** `PD-` + 10 digits, never reused. */
  documentNumber: string
  product: ProfileProduct
  /** ISO 8601 instant of which the snapshot holds. */
  asOf: string
  /** `PO-` + 10 digits. */
  orderNumber: string
  organizationName: string
  /** Who ordered, as printed: a vendor's or a person's name. */
  requestedBy: string
  /** IANA name of the organization's time zone, in which times are printed. */
  timeZone: string
  /** Documents of test mode are marked on every page as fictional. */
  mode: 'TEST' | 'LIVE'
}

/** Everything that a rendering of a profile takes: the same input gives the same output, byte for byte. */
export interface ProfileDocument {
  header: DocumentHeader
  content: ProfileContent
  /** SHA-256 (hex) of the canonical JSON of `content`. */
  contentSha256: string
  publisher: Publisher
}

/** Public address at which anybody can check that the document is genuine. */
export function verificationUrl({ publisher, header }: Pick<ProfileDocument, 'publisher' | 'header'>): string {
  return `${publisher.publicUrl}/verify/${header.documentNumber}`
}
