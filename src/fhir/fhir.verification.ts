import type { VerificationResult } from 'fhir/r4.js'
import type {
  EducationValue,
  NoneReported,
  ProfileElement,
  SectionCode,
  SectionValues,
} from '../profiles/profile.content.js'
import { SECTION_TITLES } from '../profiles/profile.sections.js'
import { SOURCE_NAMES } from '../sources/source.catalog.js'
import type { Draft } from './fhir.draft.js'
import { noneReported, reportedElement } from './fhir.reported.js'
import { placeElement } from './fhir.sections.js'
import { CODE_SYSTEMS } from './fhir.systems.js'
import { coded, narrative, texts } from './fhir.values.js'

const SUCCESSFUL = coded(CODE_SYSTEMS.validationStatus, 'successful', 'Successful')
const UNKNOWN = coded(CODE_SYSTEMS.validationStatus, 'unknown', 'Unknown')

/** What clinicians say of themselves, but for the number itself (45 CFR 162.410): see the catalog of sources. */
const SELF_REPORTED: readonly string[] = [SOURCE_NAMES.nppes, SOURCE_NAMES.nppesOtherNames]

/** Places the element in the bundle and says where it comes from. `index` counts the elements of its section. */
export function verificationOf<Code extends SectionCode>(
  draft: Draft,
  section: Code,
  { value, provenance }: ProfileElement<SectionValues[Code]>,
  index: number,
): VerificationResult {
  const { target, locations } = placeElement(draft, section, value)
  const { source, lastReportedOn, retrievedAt } = provenance
  const isSelfReported = section === 'ACTIVITY' || (section !== 'NPI' && SELF_REPORTED.includes(source))
  const isUnverified = section === 'EDUCATION' && !(value as EducationValue).verified
  const isAttested = isSelfReported || isUnverified
  return {
    resourceType: 'VerificationResult',
    id: draft.ids.of(`VerificationResult/${section}/${index}`),
    extension: [reportedElement(draft.systems, section, value)],
    target: [target],
    targetLocation: locations,
    status: isAttested ? 'attested' : 'validated',
    lastPerformed: retrievedAt,
    primarySource: [
      {
        who: draft.organization(source),
        validationStatus: isAttested ? UNKNOWN : SUCCESSFUL,
        validationDate: lastReportedOn ?? undefined,
      },
    ],
    attestation: isSelfReported ? { who: draft.person } : undefined,
  }
}

/** That a source has nothing in the section, which is a result too. `index` counts such sources. */
export function silenceOf(
  draft: Draft,
  section: SectionCode,
  { source, asOf }: NoneReported,
  index: number,
): VerificationResult {
  const said = [
    SECTION_TITLES[section],
    ': none reported',
    ...texts(source).map((name) => ` by ${name}`),
    ` as of ${asOf}`,
  ]
  return {
    resourceType: 'VerificationResult',
    id: draft.ids.of(`VerificationResult/${section}/none/${index}`),
    text: narrative(said.join('')),
    extension: [noneReported(draft.systems, section)],
    target: [draft.person],
    status: 'validated',
    lastPerformed: asOf,
    primarySource: [{ who: draft.organization(source), validationStatus: SUCCESSFUL, validationDate: asOf }],
  }
}
