import type { SanctionValue, SectionCode, SectionValues } from '../profiles/profile.content.js'
import {
  placeBoardCertification,
  placeDea,
  placeEcfmg,
  placeEducation,
  placeLicense,
  placeNationalBoard,
  placeNccpa,
  placePaProgram,
  placeTraining,
} from './fhir.career.js'
import type { Draft, Place } from './fhir.draft.js'
import { urn } from './fhir.ids.js'
import { placeActivity, placeAddress, placeBirth, placeName, placeNpi, placePhone } from './fhir.person.js'
import { reportedElement } from './fhir.reported.js'
import { CODE_SYSTEMS } from './fhir.systems.js'
import { coded, narrative, texts } from './fhir.values.js'

type Placer<Value> = (draft: Draft, value: Value) => Place

const PLACERS: { readonly [Code in SectionCode]: Placer<SectionValues[Code]> } = {
  NAMES: placeName,
  MAILING_ADDRESS: (draft, value) => placeAddress(draft, value, 'MAILING'),
  OFFICE_ADDRESS: (draft, value) => placeAddress(draft, value, 'OFFICE'),
  OFFICE_PHONE: placePhone,
  BIRTH: placeBirth,
  ACTIVITY: placeActivity,
  // R4 has nothing for a membership.
  MEMBERSHIP: (draft) => ({ target: draft.person, locations: [] }),
  NPI: placeNpi,
  EDUCATION: placeEducation,
  TRAINING: placeTraining,
  NATIONAL_BOARDS: placeNationalBoard,
  LICENSES: placeLicense,
  ECFMG: placeEcfmg,
  DEA: placeDea,
  BOARD_CERTIFICATIONS: placeBoardCertification,
  SANCTIONS: placeSanction,
  PA_PROGRAM: placePaProgram,
  NCCPA: placeNccpa,
}

/** Says in the bundle what the element says, as far as R4 can; where it does. */
export function placeElement<Code extends SectionCode>(draft: Draft, section: Code, value: SectionValues[Code]): Place {
  return PLACERS[section](draft, value)
}

/** R4 has no resource for what an authority did to a practitioner; `Basic` is for what has none. */
function placeSanction(draft: Draft, value: SanctionValue): Place {
  const id = draft.ids.of(`Basic/${draft.sanctions.length}`)
  const since = texts(value.actionOn).map((day) => ` on ${day}`)
  const until = texts(value.endedOn).map((day) => ` until ${day}`)
  const what = `${texts(value.authority, value.action).join(': ')}${[...since, ...until].join(',')}`
  draft.sanctions.push({
    resourceType: 'Basic',
    id,
    text: narrative(['Sanction or action', ...texts(what, value.description)].join('. ')),
    extension: [reportedElement(draft.systems, 'SANCTIONS', value)],
    code: coded(CODE_SYSTEMS.basicType, 'adminact', 'Administrative Activity', 'Sanction or action'),
    subject: draft.person,
  })
  return { target: { reference: urn(id) }, locations: [] }
}
