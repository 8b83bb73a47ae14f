import type { LicenseValue, NameValue, ProfileContent, SanctionValue } from '../profiles/profile.content.js'
import { noneReported, reported, section } from './profile-elements.js'
import { fullPhysicianContent, namedPhysicianContent } from './profile-fixtures.js'

const STATES = ['IL', 'WI', 'IN', 'OH', 'MI', 'MN', 'IA', 'MO', 'KY', 'NY', 'CA', 'TX', 'FL', 'WA', 'OR', 'CO'] as const
const STATUSES = ['Active', 'Expired', 'Inactive', 'Surrendered', null] as const

/** A fictional physician of whom little is known: with the reappointment product, a document of one page and a bit. */
export function sparsePhysicianContent(): ProfileContent {
  const { NAMES, NPI, BIRTH } = fullPhysicianContent().sections
  return {
    format: 'profile-content/1',
    clinicianId: 'clin_fictional_sparse',
    kind: 'PHYSICIAN',
    sections: {
      ...(NAMES && { NAMES: { ...NAMES, elements: NAMES.elements.slice(0, 1) } }),
      ...(BIRTH && { BIRTH }),
      ...(NPI && { NPI }),
      SANCTIONS: noneReported({ source: 'OIG LEIE', asOf: '2026-06-10' }),
    },
  }
}

/** A fictional physician with so many licenses and sanctions: 320 and 66 make 30 pages. */
export function crowdedPhysicianContent(licenses = 320, sanctions = 66): ProfileContent {
  const content = fullPhysicianContent()
  content.sections.LICENSES = section(
    ...Array.from({ length: licenses }, (_, index) => reported(license(index), `${stateAt(index)} Sample Board`)),
  )
  content.sections.SANCTIONS = {
    elements: Array.from({ length: sanctions }, (_, index) =>
      reported(sanction(index), `${stateAt(index)} Sample Board`),
    ),
    noneReported: [{ source: 'OIG LEIE', asOf: '2026-06-10' }],
  }
  return content
}

/** A fictional physician with the longest names that a form would let through, in scripts that the typeface has. */
export function longNamedPhysicianContent(): ProfileContent {
  const content = namedPhysicianContent(
    'Maximilianna-Konstantína Đặng Thị Ngọc Ánh Žofie Świętosława',
    'Wolfeschlegelsteinhausenbergerdorff-Núñez y Fernández de Córdoba-Þórðardóttir',
  )
  const former: NameValue = {
    type: 'FORMER',
    prefix: 'Prof. Dr. med.',
    first: 'Ελευθερία',
    middle: 'Иоанновна-Мария',
    last: `${'Keihanaikukauakahihuliheekahaunaele'.repeat(3)}-Invented`,
    suffix: 'III',
    credential: 'MD, PhD, MPH, FACP, FACC, FSCAI, FAHA, FHRS, FACS, FAAP, FACEP',
  }
  content.sections.NAMES?.elements.push(reported(former, 'Sample Registry of Very Long Names in Several Scripts'))
  return content
}

function stateAt(index: number): string {
  return STATES[index % STATES.length] ?? 'IL'
}

function license(index: number): LicenseValue {
  return {
    jurisdiction: stateAt(index),
    number: `${stateAt(index)}-${String(100_001 + index)}`,
    type: index % 4 === 0 ? 'Physician and surgeon, temporary and institutional' : 'Physician and surgeon',
    status: STATUSES[index % STATUSES.length] ?? null,
    issuedOn: `${1990 + (index % 30)}-09-30`,
    expiresOn: index % 3 === 0 ? `${2020 + (index % 9)}` : `${2020 + (index % 9)}-09-30`,
  }
}

function sanction(index: number): SanctionValue {
  return {
    kind: 'STATE_BOARD',
    authority: `${stateAt(index)} Sample Board of Medical Licensure and Discipline`,
    action: index % 2 === 0 ? 'Reprimand' : 'Probation with conditions and monitoring',
    actionOn: `20${String(10 + (index % 15))}-04-05`,
    endedOn: index % 3 === 0 ? null : '2025-11',
    description: 'Invented for demonstration: records were not kept as the rules of a made-up board ask for. '.repeat(
      1 + (index % 4),
    ),
  }
}
