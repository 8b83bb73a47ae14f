/** Names of the public sources as printed; one for each kind of file, so that two files do not close each other's facts. */
export const SOURCE_NAMES = {
  nppes: 'NPPES',
  nppesLocations: 'NPPES practice locations',
  nppesOtherNames: 'NPPES other names',
  nppesEndpoints: 'NPPES endpoints',
  leie: 'OIG LEIE',
  cmsClinicians: 'CMS Doctors and Clinicians',
  cmsOptOut: 'CMS Opt Out Affidavits',
  cmsOrdering: 'CMS Order and Referring',
  nucc: 'NUCC',
} as const
export type PublicSourceName = (typeof SOURCE_NAMES)[keyof typeof SOURCE_NAMES]

/** A source whose files anybody can have. */
export interface PublicSource {
  name: PublicSourceName
  /** Who publishes it. */
  publisher: string
  /** What it tells, in a sentence. */
  description: string
  /** Where its files are had. */
  origin: string
  /** Days from one file to the next. */
  cadenceDays: number
  /** Codes of the sections of a profile, or of the directory alone, in which it says something. */
  sections: readonly string[]
}

const CMS = 'Centers for Medicare & Medicaid Services'
const NPPES_FILES = 'https://download.cms.gov/nppes/NPI_Files.html'
const ENROLLMENT_FILES = 'https://data.cms.gov/provider-characteristics/medicare-provider-supplier-enrollment'

/**
 * The public sources in their order of precedence (docs/sources.md, "Precedence"): where two of them speak of one section,
 * what the earlier one says is printed first. The publisher's own sources come before them all. Nothing is left out.
 */
export const PUBLIC_SOURCES: readonly PublicSource[] = [
  {
    name: SOURCE_NAMES.nppes,
    publisher: CMS,
    description:
      'National Plan and Provider Enumeration System: names, addresses, specialties, licenses and NPI of everybody who has one, as they say it themselves.',
    origin: NPPES_FILES,
    cadenceDays: 7,
    sections: ['NAMES', 'MAILING_ADDRESS', 'OFFICE_ADDRESS', 'OFFICE_PHONE', 'ACTIVITY', 'NPI', 'LICENSES'],
  },
  {
    name: SOURCE_NAMES.nppesOtherNames,
    publisher: CMS,
    description: 'Names under which clinicians practice as organizations, as NPPES has them.',
    origin: NPPES_FILES,
    cadenceDays: 7,
    sections: ['NAMES'],
  },
  {
    name: SOURCE_NAMES.nppesLocations,
    publisher: CMS,
    description: 'Practice locations beside the primary one, as NPPES has them.',
    origin: NPPES_FILES,
    cadenceDays: 7,
    sections: ['PRACTICE_LOCATIONS'],
  },
  {
    name: SOURCE_NAMES.nppesEndpoints,
    publisher: CMS,
    description: 'Electronic addresses (Direct messaging, FHIR and others), as NPPES has them.',
    origin: NPPES_FILES,
    cadenceDays: 7,
    sections: ['ENDPOINTS'],
  },
  {
    name: SOURCE_NAMES.leie,
    publisher: 'Office of Inspector General, U.S. Department of Health and Human Services',
    description: 'List of Excluded Individuals and Entities: exclusions from federal health care programs.',
    origin: 'https://oig.hhs.gov/exclusions/exclusions_list.asp',
    cadenceDays: 31,
    sections: ['SANCTIONS'],
  },
  {
    name: SOURCE_NAMES.cmsClinicians,
    publisher: CMS,
    description: 'School, year of graduation and practice locations of clinicians who are enrolled in Medicare.',
    origin: 'https://data.cms.gov/provider-data/dataset/mj5m-pzi6',
    cadenceDays: 31,
    sections: ['EDUCATION', 'PA_PROGRAM', 'PRACTICE_LOCATIONS'],
  },
  {
    name: SOURCE_NAMES.cmsOptOut,
    publisher: CMS,
    description: 'Affidavits by which clinicians have opted out of Medicare.',
    origin: ENROLLMENT_FILES,
    cadenceDays: 31,
    sections: ['MEDICARE_OPT_OUT'],
  },
  {
    name: SOURCE_NAMES.cmsOrdering,
    publisher: CMS,
    description: 'What clinicians may order or certify within Medicare.',
    origin: ENROLLMENT_FILES,
    cadenceDays: 7,
    sections: ['MEDICARE_ORDERING'],
  },
  {
    name: SOURCE_NAMES.nucc,
    publisher: 'National Uniform Claim Committee',
    description: 'Health care provider taxonomy: what the codes of specialties are called. It speaks of no clinician.',
    origin: 'https://www.nucc.org/index.php/code-sets-mainmenu-41/provider-taxonomy-mainmenu-40/csv-mainmenu-57',
    cadenceDays: 183,
    sections: [],
  },
]

/** Names of the public sources in their order of precedence; a source that is none of them is the publisher's own. */
export const PUBLIC_SOURCE_NAMES: readonly string[] = PUBLIC_SOURCES.map(({ name }) => name)

/** The public source of that name; null for one of the publisher's own. */
export function sourceByName(name: string): PublicSource | null {
  return PUBLIC_SOURCES.find((source) => source.name === name) ?? null
}
