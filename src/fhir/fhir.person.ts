import type { Identifier } from 'fhir/r4.js'
import type {
  ActivityValue,
  AddressValue,
  BirthValue,
  NameValue,
  NpiValue,
  PhoneValue,
} from '../profiles/profile.content.js'
import type { Draft, Place } from './fhir.draft.js'
import { CODE_SYSTEMS, EXTENSIONS, IDENTIFIER_SYSTEMS } from './fhir.systems.js'
import { date, identifiers, identifierType, period, text, texts } from './fhir.values.js'

/** R4 says nothing of names that are neither legal nor former. */
const NAME_USES = { LEGAL: 'official', FORMER: 'old', OTHER: undefined } as const

/** The designation stands among the suffixes, as R4 has it. */
export function placeName(draft: Draft, value: NameValue): Place {
  const name = {
    family: text(value.last),
    given: texts(value.first, value.middle),
    prefix: texts(value.prefix),
    suffix: texts(value.suffix, value.credential),
  }
  const isNamed = name.family !== undefined || name.given.length + name.prefix.length + name.suffix.length > 0
  return draft.place('name', isNamed ? { use: NAME_USES[value.type], ...name } : {})
}

/** `use` says what the address is for: R4 has `postal` and `physical` as its type. */
export function placeAddress(draft: Draft, value: AddressValue, use: 'MAILING' | 'OFFICE'): Place {
  return draft.place('address', {
    ...(use === 'OFFICE' ? { use: 'work', type: 'physical' } : { type: 'postal' }),
    line: texts(...value.lines),
    city: text(value.city),
    state: text(value.state),
    postalCode: text(value.postalCode),
    country: text(value.country),
  })
}

export function placePhone(draft: Draft, { number, extension }: PhoneValue): Place {
  const value = text(number)
  if (value === undefined) return { target: draft.person, locations: [] }
  const dialled = text(extension)
  return draft.place('telecom', {
    extension: dialled === undefined ? [] : [{ url: EXTENSIONS.phoneExtension, valueString: dialled }],
    system: 'phone',
    use: 'work',
    value,
  })
}

/** Of two dates of birth, R4 has room for the first; it has none for the place. */
export function placeBirth(draft: Draft, value: BirthValue): Place {
  const born = date(value.date)
  const isFirst = born !== undefined && draft.practitioner.birthDate === undefined
  if (isFirst) draft.practitioner.birthDate = born
  return { target: draft.person, locations: isFirst ? ['Practitioner.birthDate'] : [] }
}

/** R4 does not say which specialty is the primary one: it comes first, if the source says it first. */
export function placeActivity(draft: Draft, { majorActivity, specialty }: ActivityValue): Place {
  const activity = draft.placeInRole('code', { text: text(majorActivity) })
  if (specialty === null) return activity
  const [code, name] = [text(specialty.taxonomyCode), text(specialty.name)]
  const coding = code === undefined ? [] : [{ system: CODE_SYSTEMS.taxonomy, code, display: name }]
  const { target, locations } = draft.placeInRole('specialty', { coding, text: name })
  return { target, locations: [...activity.locations, ...locations] }
}

/** Of a number that was deactivated and not reactivated, the time is over. */
export function placeNpi(draft: Draft, value: NpiValue): Place {
  const isOver = value.deactivatedOn !== null && value.reactivatedOn === null
  const [identifier] = identifiers({
    use: isOver ? 'old' : 'official',
    type: identifierType('NPI', 'National provider identifier'),
    system: IDENTIFIER_SYSTEMS.npi,
    value: text(value.number),
    period: period(value.enumeratedOn, isOver ? value.deactivatedOn : null),
  } satisfies Identifier)
  return identifier === undefined ? { target: draft.person, locations: [] } : draft.place('identifier', identifier)
}
