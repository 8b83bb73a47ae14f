import type { Identifier } from 'fhir/r4.js'
import type {
  BoardCertificationValue,
  DeaValue,
  EcfmgValue,
  EducationValue,
  LicenseValue,
  NationalBoardValue,
  NccpaValue,
  PaProgramValue,
  SectionCode,
  TrainingValue,
} from '../profiles/profile.content.js'
import { SECTION_TITLES } from '../profiles/profile.sections.js'
import type { Draft, Place } from './fhir.draft.js'
import { CODE_SYSTEMS, EXTENSIONS, IDENTIFIER_SYSTEMS } from './fhir.systems.js'
import { identifiers, identifierType, period, text, texts } from './fhir.values.js'

const DEA = 'Drug Enforcement Administration'
const ECFMG = 'Educational Commission for Foreign Medical Graduates'
const NCCPA = 'National Commission on Certification of Physician Assistants'

/** Those of HL7's table 0360 that a medical school awards. */
const DEGREES: Readonly<Record<string, string>> = { MD: 'Doctor of Medicine', DO: 'Doctor of Osteopathy' }

/** What a qualification is called: by what is known of it, and by its section if nothing is. */
function titled(section: SectionCode, words: readonly (string | null)[], status: string | null = null): string {
  const title = texts(...words).join(', ') || SECTION_TITLES[section]
  const said = text(status)
  // R4 has no element for it, and a qualification without it could pass for one in force.
  return said === undefined ? title : `${title} (status: ${said})`
}

export function placeEducation(draft: Draft, value: EducationValue): Place {
  const degree = value.degreeType?.replaceAll('.', '').trim().toUpperCase() ?? ''
  const display = DEGREES[degree]
  return draft.qualify({
    code: {
      coding: display === undefined ? [] : [{ system: CODE_SYSTEMS.degree, version: '2.7', code: degree, display }],
      text: titled('EDUCATION', [value.degree, value.degreeType]),
    },
    period: period(value.enrolledOn, value.degreeOn),
    issuer: draft.organization(value.school),
  })
}

/** Only what was completed is a qualification; anything else stands in its reported element alone. */
export function placeTraining(draft: Draft, value: TrainingValue): Place {
  if (value.status !== 'COMPLETED') return { target: draft.person, locations: [] }
  return draft.qualify({
    code: { text: titled('TRAINING', [value.type, value.specialty, value.program]) },
    period: period(value.startedOn, value.endedOn),
    issuer: draft.organization(value.institution),
  })
}

export function placeNationalBoard(draft: Draft, value: NationalBoardValue): Place {
  return draft.qualify({
    code: { text: titled('NATIONAL_BOARDS', [value.examination]) },
    period: period(value.certifiedOn, null),
    issuer: draft.organization(value.board),
  })
}

/** No systems of the states' numbers are published: who assigned the number says where it counts. */
export function placeLicense(draft: Draft, value: LicenseValue): Place {
  const assigner = { display: texts('Licensing authority of', value.jurisdiction).join(' ') }
  const valid = period(value.issuedOn, value.expiresOn)
  return draft.qualify({
    identifier: identifiers({
      type: identifierType('SL', 'State license'),
      value: text(value.number),
      period: valid,
      assigner,
    }),
    code: { text: titled('LICENSES', [value.jurisdiction, value.type], value.status) },
    period: valid,
    issuer: assigner,
  })
}

export function placeEcfmg(draft: Draft, value: EcfmgValue): Place {
  const issuer = draft.organization(ECFMG)
  const certified = period(value.certifiedOn, null)
  return draft.qualify({
    identifier: identifiers({ type: { text: 'ECFMG number' }, value: text(value.number), assigner: issuer }),
    code: { text: 'ECFMG certification' },
    period: certified,
    issuer,
  })
}

export function placeDea(draft: Draft, value: DeaValue): Place {
  const issuer = draft.organization(DEA)
  const valid = period(null, value.expiresOn)
  const schedules = value.schedules.length === 0 ? null : `schedules ${value.schedules.join(', ')}`
  return draft.qualify({
    identifier: identifiers({
      type: identifierType('DEA', 'Drug Enforcement Administration registration number'),
      system: IDENTIFIER_SYSTEMS.dea,
      ...deaNumber(value.number),
      period: valid,
      assigner: issuer,
    }),
    code: { text: titled('DEA', ['DEA registration', schedules]) },
    period: valid,
    issuer,
  })
}

/** A number that is masked is none: R4 has it as rendered. */
function deaNumber(number: string): Pick<Identifier, 'value' | '_value'> {
  const value = text(number)
  if (value?.startsWith('*') !== true) return { value }
  const reason = { url: EXTENSIONS.dataAbsentReason, valueCode: 'masked' }
  return { _value: { extension: [{ url: EXTENSIONS.renderedValue, valueString: value }, reason] } }
}

export function placeBoardCertification(draft: Draft, value: BoardCertificationValue): Place {
  return draft.qualify({
    code: { text: titled('BOARD_CERTIFICATIONS', [value.certificate], value.status) },
    period: period(value.effectiveOn, value.expiresOn),
    issuer: draft.organization(value.board),
  })
}

export function placePaProgram(draft: Draft, value: PaProgramValue): Place {
  return draft.qualify({
    code: { text: 'Physician assistant program' },
    period: period(null, value.degreeYear),
    issuer: draft.organization(value.school),
  })
}

export function placeNccpa(draft: Draft, value: NccpaValue): Place {
  const issuer = draft.organization(NCCPA)
  return draft.qualify({
    identifier: identifiers({ type: { text: 'NCCPA number' }, value: text(value.number), assigner: issuer }),
    code: { text: titled('NCCPA', ['NCCPA certification'], value.status) },
    period: period(value.yearGranted, null),
    issuer,
  })
}
