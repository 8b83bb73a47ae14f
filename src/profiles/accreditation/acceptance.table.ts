import { z } from 'zod'
import { type ProfileContent, SANCTION_KINDS } from '../profile.content.js'
import { SECTION_CODES } from '../profile.sections.js'
import { ACCEPTANCE_DATA } from './acceptance.data.js'

/** Who accredits health care organizations, or sets conditions for them (domain.md, "Profile"). */
export const ACCREDITORS = [
  'NCQA',
  'JOINT_COMMISSION',
  'URAC',
  'DNV',
  'AAAHC',
  'CMS',
  'CMS_MEDICARE_ADVANTAGE',
] as const
export type Accreditor = (typeof ACCREDITORS)[number]

/** Whether an accreditor accepts something; `NOT_STATED` where nobody has said so. */
export const ACCEPTANCES = ['YES', 'NO', 'NOT_STATED'] as const
export type Acceptance = (typeof ACCEPTANCES)[number]

// Not from the clinicians' API type: what renders a profile, in a thread of its own, loads no GraphQL.
const CLINICIAN_KINDS = ['PHYSICIAN', 'PHYSICIAN_ASSISTANT'] as const satisfies readonly ProfileContent['kind'][]

const text = z.string().trim().min(1)
const origin = { source: text, asOf: z.iso.date('expected a calendar day as YYYY-MM-DD') }

const statement = z.strictObject({
  accreditors: z.array(z.enum(ACCREDITORS)).min(1),
  /** Of whose profiles; null for everybody's. */
  kind: z.enum(CLINICIAN_KINDS).nullable().default(null),
  section: z.enum(SECTION_CODES),
  sanctionKind: z.enum(SANCTION_KINDS).nullable().default(null),
  accepted: z.enum(['YES', 'NO']),
  text,
  ...origin,
})
/** What is stated of accreditors and one item of a profile. */
export type AcceptanceStatement = z.infer<typeof statement>

const placesOf = ({ accreditors, kind, section, sanctionKind }: AcceptanceStatement) =>
  accreditors.flatMap((accreditor) =>
    (kind === null ? CLINICIAN_KINDS : [kind]).map((each) => [accreditor, each, section, sanctionKind].join()),
  )
const areDistinct = (places: readonly string[]) => new Set(places).size === places.length

/** The form of the data: each accreditor once, at most one statement for each of its items. */
export const acceptanceTable = z.strictObject({
  accreditors: z
    .array(z.strictObject({ code: z.enum(ACCREDITORS), name: text }))
    .refine((rows) => rows.length === ACCREDITORS.length && areDistinct(rows.map(({ code }) => code)), {
      message: `expected each of ${ACCREDITORS.join(', ')} once`,
    }),
  usability: z.strictObject({
    days: z.int().positive(),
    certificationBodyDays: z.int().positive(),
    ...origin,
  }),
  selfReported: z.array(z.strictObject({ section: z.enum(SECTION_CODES), source: text })),
  sanctionSources: z.array(z.strictObject({ source: text, sanctionKind: z.enum(SANCTION_KINDS) })),
  statements: z
    .array(statement)
    .refine((rows) => areDistinct(rows.flatMap(placesOf)), 'expected one statement for each accreditor and item')
    .refine(
      (rows) => rows.every((row) => (row.sanctionKind !== null) === (row.section === 'SANCTIONS')),
      'expected a kind of sanction for SANCTIONS, and for no other section',
    ),
})
export type AcceptanceTable = z.infer<typeof acceptanceTable>

/** The table; a wrong one stops the process when it starts. */
export const ACCEPTANCE: AcceptanceTable = acceptanceTable.parse(ACCEPTANCE_DATA)
