/**
 * What NPPES fills of each profile section. This room may not know the room of the profiles, whose types these must fit:
 * a check of types beside the sandbox, which knows both, holds them together.
 */
export interface NppesSectionValues {
  NAMES: {
    type: 'LEGAL' | 'FORMER' | 'OTHER'
    prefix: string | null
    first: string | null
    middle: string | null
    last: string
    suffix: string | null
    credential: string | null
  }
  MAILING_ADDRESS: NppesAddress
  OFFICE_ADDRESS: NppesAddress
  OFFICE_PHONE: { number: string; extension: null }
  ACTIVITY: { majorActivity: null; specialty: { taxonomyCode: string; name: null; primary: boolean } }
  NPI: {
    number: string
    enumeratedOn: string | null
    deactivatedOn: string | null
    reactivatedOn: string | null
  }
  LICENSES: {
    jurisdiction: string
    number: string
    type: null
    status: null
    issuedOn: null
    expiresOn: null
  }
}

/** An address as NPPES has it. */
export interface NppesAddress {
  lines: string[]
  city: string | null
  state: string | null
  postalCode: string | null
  country: string
}
