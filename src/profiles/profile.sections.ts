import type { ProfileContent, ProfileSections, SectionCode } from './profile.content.js'

/** Title of each section as printed and as described in the schema. */
export const SECTION_TITLES: Readonly<Record<SectionCode, string>> = {
  NAMES: 'Legal name and other names',
  MAILING_ADDRESS: 'Mailing address',
  OFFICE_ADDRESS: 'Primary office address',
  OFFICE_PHONE: 'Primary office phone',
  BIRTH: 'Birth',
  ACTIVITY: 'Major professional activity and self-designated specialties',
  MEMBERSHIP: 'Membership status',
  NPI: 'National Provider Identifier (NPI)',
  EDUCATION: 'Medical education',
  TRAINING: 'Graduate medical training',
  NATIONAL_BOARDS: 'National board examination certification',
  LICENSES: 'State licenses',
  ECFMG: 'ECFMG',
  DEA: 'DEA registration',
  BOARD_CERTIFICATIONS: 'Specialty board certification',
  SANCTIONS: 'Sanctions and actions',
  PA_PROGRAM: 'Physician assistant program',
  NCCPA: 'NCCPA certification',
}

/** Codes of all sections, in the order in which they are printed. */
export const SECTION_CODES = Object.keys(SECTION_TITLES) as readonly SectionCode[]

/** Products that deliver a profile; `CONTINUOUS_MONITORING` delivers none by itself. */
export const PROFILE_PRODUCTS = ['INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE'] as const
export type ProfileProduct = (typeof PROFILE_PRODUCTS)[number]

/** Everything that is sold of a clinician (domain.md, "Products and prices"). */
export const PRODUCTS = [...PROFILE_PRODUCTS, 'CONTINUOUS_MONITORING'] as const
export type ProductCode = (typeof PRODUCTS)[number]

/** Whether what is bought is a profile. */
export function isProfileProduct(product: ProductCode): product is ProfileProduct {
  return product !== 'CONTINUOUS_MONITORING'
}

/** The sections of each product, in the order in which they are printed (domain.md, "Profile", "Products and prices"). */
export const PRODUCT_SECTIONS: Readonly<Record<ProfileProduct, readonly SectionCode[]>> = {
  INITIAL_APPOINTMENT: [
    'NAMES',
    'MAILING_ADDRESS',
    'OFFICE_ADDRESS',
    'OFFICE_PHONE',
    'BIRTH',
    'ACTIVITY',
    'MEMBERSHIP',
    'NPI',
    'EDUCATION',
    'TRAINING',
    'NATIONAL_BOARDS',
    'LICENSES',
    'ECFMG',
    'DEA',
    'BOARD_CERTIFICATIONS',
    'SANCTIONS',
  ],
  // What can change between two appointments; the name stays, or nobody could tell whose profile it is.
  REAPPOINTMENT: [
    'NAMES',
    'MAILING_ADDRESS',
    'OFFICE_ADDRESS',
    'OFFICE_PHONE',
    'BIRTH',
    'NPI',
    'LICENSES',
    'DEA',
    'BOARD_CERTIFICATIONS',
    'SANCTIONS',
  ],
  PA_PROFILE: [
    'NAMES',
    'MAILING_ADDRESS',
    'OFFICE_ADDRESS',
    'BIRTH',
    'ACTIVITY',
    'PA_PROGRAM',
    'NCCPA',
    'LICENSES',
    'NPI',
    'SANCTIONS',
  ],
}

/** The sections of `content` that `product` sells, in printed order; nothing else may leave the gateway for it. */
export function sectionsSoldWith(product: ProfileProduct, content: ProfileContent): ProfileSections {
  return Object.fromEntries(
    PRODUCT_SECTIONS[product].map((code) => [code, content.sections[code] ?? { elements: [], noneReported: [] }]),
  )
}
