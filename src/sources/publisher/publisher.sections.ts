import { z } from 'zod'
import {
  boolean,
  country,
  day,
  deaNumber,
  inOrder,
  list,
  optional,
  partialDate,
  state,
  taxonomyCode,
  text,
  unless,
  year,
} from './publisher.fields.js'
import { isState } from './publisher.places.js'

/** Names and terms. */
const name = text(120)
/** Free text that says what happened. */
const prose = text(2000)
const place = { city: optional(name), state: optional(text(60)), country: optional(country) }

const personName = {
  prefix: optional(text(40)),
  first: optional(name),
  middle: optional(name),
  last: name,
  suffix: optional(text(40)),
  credential: optional(text(60)),
}

const address = z
  .object({
    lines: list(name, 4),
    city: optional(name),
    state: optional(text(60)),
    postalCode: optional(text(20)),
    country: country.default('US'),
  })
  .check(unless(({ country, state }) => country !== 'US' || state === null || isState(state), 'UNKNOWN_STATE', 'state'))

/**
 * The fields of each section of a publisher's file, in the order of the documentation. A field without `optional` is
 * required. The values of profile sections have the shapes of a profile's content, but for ACTIVITY, which is flat here.
 */
export const SECTION_FIELDS = {
  IDENTITY: z.object({
    kind: z.enum(['PHYSICIAN', 'PHYSICIAN_ASSISTANT']),
    ...personName,
    birthDate: optional(day),
    birthCity: place.city,
    birthState: place.state,
    birthCountry: place.country,
  }),
  NAMES: z.object({ type: z.enum(['FORMER', 'OTHER']), ...personName }),
  MAILING_ADDRESS: address,
  OFFICE_ADDRESS: address,
  OFFICE_PHONE: z.object({ number: text(40), extension: optional(text(20)) }),
  BIRTH: z.object({ date: partialDate, ...place }),
  ACTIVITY: z
    .object({
      majorActivity: optional(name),
      taxonomyCode: optional(taxonomyCode),
      specialty: optional(name),
      primary: boolean.default(false),
    })
    .check(
      unless(
        ({ majorActivity, taxonomyCode, specialty }) => majorActivity !== null || (taxonomyCode ?? specialty) !== null,
        'MISSING',
        'majorActivity',
      ),
    ),
  MEMBERSHIP: z.object({ status: name }),
  EDUCATION: z
    .object({
      school: text(200),
      location: optional(name),
      degree: optional(text(60)),
      degreeType: optional(name),
      enrolledOn: optional(partialDate),
      degreeOn: optional(partialDate),
      verified: boolean.default(false),
    })
    .check(inOrder('enrolledOn', 'degreeOn')),
  TRAINING: z
    .object({
      institution: text(200),
      state: optional(state),
      program: optional(text(200)),
      specialty: optional(name),
      type: optional(name),
      startedOn: optional(partialDate),
      endedOn: optional(partialDate),
      status: z.enum(['ACTIVE', 'COMPLETED', 'DISMISSED', 'FUTURE_START', 'LEAVE_OF_ABSENCE', 'WITHDRAWN']),
    })
    .check(inOrder('startedOn', 'endedOn')),
  NATIONAL_BOARDS: z.object({ board: name, examination: optional(name), certifiedOn: optional(partialDate) }),
  LICENSES: z
    .object({
      jurisdiction: state,
      number: text(40),
      type: optional(name),
      status: optional(name),
      issuedOn: optional(partialDate),
      expiresOn: optional(partialDate),
    })
    .check(inOrder('issuedOn', 'expiresOn')),
  ECFMG: z.object({ certifiedOn: optional(partialDate) }),
  DEA: z.object({
    number: deaNumber,
    schedules: list(z.enum(['2', '2N', '3', '3N', '4', '5']), 6).default([]),
    expiresOn: optional(partialDate),
    city: optional(name),
    state: optional(state),
  }),
  BOARD_CERTIFICATIONS: z
    .object({
      board: name,
      certificate: name,
      status: name,
      type: optional(name),
      duration: optional(z.enum(['LIFETIME', 'CONTINUOUS', 'TIME_LIMITED'])),
      effectiveOn: optional(partialDate),
      expiresOn: optional(partialDate),
      reverificationOn: optional(partialDate),
      participatingInContinuingCertification: optional(boolean),
    })
    .check(inOrder('effectiveOn', 'expiresOn')),
  SANCTIONS: z
    .object({
      kind: z.enum(['STATE_BOARD', 'DEA', 'UNIFORMED_SERVICES']),
      authority: text(200),
      action: text(200),
      actionOn: optional(partialDate),
      endedOn: optional(partialDate),
      description: optional(prose),
    })
    .check(inOrder('actionOn', 'endedOn')),
  PA_PROGRAM: z.object({ school: text(200), location: optional(name), degreeYear: optional(year) }),
  NCCPA: z.object({ status: name, yearGranted: optional(year) }),
} as const

/** Code of a section of a publisher's file: a section of a profile, or who the clinician is. */
export type FileSection = keyof typeof SECTION_FIELDS

/** What a row of the section says, beside the fields that every row may have. */
export type SectionRow<Section extends FileSection> = z.output<(typeof SECTION_FIELDS)[Section]>

/** All of them, in the order of the documentation. */
export const FILE_SECTIONS = Object.keys(SECTION_FIELDS) as FileSection[]

/**
 * The fields that tell an element of the section from the clinician's others, where the row has no `recordKey`; none in
 * a section that has one element at the most.
 */
export const IDENTIFYING_FIELDS: Readonly<Record<FileSection, readonly string[]>> = {
  IDENTITY: [],
  NAMES: ['type', 'first', 'last'],
  MAILING_ADDRESS: [],
  OFFICE_ADDRESS: [],
  OFFICE_PHONE: [],
  BIRTH: [],
  ACTIVITY: ['taxonomyCode', 'specialty'],
  MEMBERSHIP: [],
  EDUCATION: ['school', 'degree'],
  TRAINING: ['institution', 'program', 'specialty', 'type'],
  NATIONAL_BOARDS: ['board', 'examination'],
  LICENSES: ['jurisdiction', 'number'],
  ECFMG: [],
  DEA: ['number'],
  BOARD_CERTIFICATIONS: ['board', 'certificate'],
  SANCTIONS: ['kind', 'authority', 'action', 'actionOn'],
  PA_PROGRAM: ['school'],
  NCCPA: [],
}
