import { sha256Hex } from '../kernel/digest.js'

/**
 * Sections that the directory keeps beside those of a profile, with the shape of their values. Addresses, phones and
 * dates are as in a profile's content.
 */
export interface DirectorySectionValues {
  PRACTICE_LOCATIONS: PracticeLocationValue
  ENDPOINTS: EndpointValue
  MEDICARE_OPT_OUT: MedicareOptOutValue
  MEDICARE_ORDERING: MedicareOrderingValue
}

/** Where a clinician practices beside the primary office. */
export interface PracticeLocationValue {
  lines: string[]
  city: string | null
  /** Two-letter code in the US; free text abroad. */
  state: string | null
  postalCode: string | null
  /** ISO 3166-1 alpha-2. */
  country: string
  /** As the source writes it; ten digits in the US. */
  phone: { number: string; extension: string | null } | null
  fax: string | null
  /** For which organization; null where the source tells the address only. */
  organization: string | null
}

/** An electronic address at which a clinician takes messages or offers data. */
export interface EndpointValue {
  /** The source's code: `DIRECT`, `FHIR`, `CONNECT`, `SOAP`, `REST`, `OTHERS`. */
  type: string
  /** An `http` or `https` URL, or an address with an `@`. */
  endpoint: string
  description: string | null
  /** What it is used for, in the source's words. */
  use: string | null
  /** What it carries, in the source's words. */
  content: string | null
  /** Legal name of the organization that it belongs to; null for the clinician's own. */
  affiliation: string | null
}

/** An affidavit by which a clinician opts out of Medicare: neither clinician nor patient bills it (42 CFR 405.400–405.455). */
export interface MedicareOptOutValue {
  /** `YYYY-MM-DD` */
  effectiveOn: string
  /** `YYYY-MM-DD`; null where the source gives none. */
  endsOn: string | null
  /** Whether the clinician may still order services and refer patients within Medicare. */
  eligibleToOrderAndRefer: boolean
  specialty: string | null
}

/** What a clinician may order or certify within Medicare; null for what the file's layout does not tell. */
export interface MedicareOrderingValue {
  /** Part B: laboratory services and imaging. */
  partB: boolean
  /** Durable medical equipment. */
  dme: boolean
  /** Home health services. */
  hha: boolean
  /** Power mobility devices. */
  pmd: boolean
  hospice: boolean | null
}

/** A fact's key made of what tells it from others: of fixed length, however long that is. */
export function factKeyOf(...parts: readonly (string | null)[]): string {
  return sha256Hex(JSON.stringify(parts)).slice(0, 32)
}

/** A text as keys of elements compare it: without case, blanks and punctuation; null for what is no text. */
export function comparableText(value: unknown): string | null {
  return typeof value === 'string' ? value.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '') : null
}
