import type {
  Address,
  Basic,
  CodeableConcept,
  ContactPoint,
  HumanName,
  Identifier,
  Organization,
  Practitioner,
  PractitionerQualification,
  PractitionerRole,
  Reference,
} from 'fhir/r4.js'
import type { ProfileContent } from '../profiles/profile.content.js'
import { type FhirIds, urn } from './fhir.ids.js'
import { CODE_SYSTEMS, type OwnSystems } from './fhir.systems.js'
import { coded, concept, pruned, text } from './fhir.values.js'

/** Where an element of a profile stands in the bundle. */
export interface Place {
  /** The resource that it is about. */
  target: Reference
  /** FHIRPath of what in it says it; none where R4 has no place for it. */
  locations: string[]
}

/** The lists of a practitioner that elements of a profile go to. */
interface PractitionerLists {
  identifier: Identifier[]
  name: HumanName[]
  telecom: ContactPoint[]
  address: Address[]
  qualification: PractitionerQualification[]
}

/** The lists of the practitioner's role likewise. */
interface RoleLists {
  code: CodeableConcept[]
  specialty: CodeableConcept[]
}

/** Among HL7's roles there is none for physician assistants. */
const ROLES: Readonly<Record<ProfileContent['kind'], CodeableConcept>> = {
  PHYSICIAN: coded(CODE_SYSTEMS.practitionerRole, 'doctor', 'Doctor', 'Physician'),
  PHYSICIAN_ASSISTANT: concept('Physician assistant'),
}

/** What is being put together of one document; the elements of its sections are placed in it one after the other. */
export class Draft {
  readonly practitioner: Practitioner & PractitionerLists
  readonly role: PractitionerRole & RoleLists
  readonly sanctions: Basic[] = []
  /** Refer to the practitioner, and to the role. */
  readonly person: Reference
  readonly ofRole: Reference
  /** By name. */
  readonly #organizations = new Map<string, { organization: Organization; reference: Reference }>()

  constructor(
    readonly ids: FhirIds,
    readonly systems: OwnSystems,
    { clinicianId, kind }: Pick<ProfileContent, 'clinicianId' | 'kind'>,
  ) {
    const [personId, roleId] = [ids.of('Practitioner'), ids.of('PractitionerRole')]
    this.person = { reference: urn(personId) }
    this.ofRole = { reference: urn(roleId) }
    this.practitioner = {
      resourceType: 'Practitioner',
      id: personId,
      identifier: [{ system: systems.clinician, value: clinicianId }],
      name: [],
      telecom: [],
      address: [],
      qualification: [],
    }
    this.role = {
      resourceType: 'PractitionerRole',
      id: roleId,
      practitioner: this.person,
      code: [ROLES[kind]],
      specialty: [],
    }
  }

  /** All organizations that something refers to, in the order in which they were first named. */
  get organizations(): Organization[] {
    return [...this.#organizations.values()].map(({ organization }) => organization)
  }

  /** Reference to the organization of that name, one resource for each; undefined for no name. */
  organization(name: string | null, more: Partial<Omit<Organization, 'resourceType'>> = {}): Reference | undefined {
    const named = text(name)
    if (named === undefined) return undefined
    const known = this.#organizations.get(named)
    if (known !== undefined) return known.reference
    const id = this.ids.of(`Organization/${named}`)
    const reference = { reference: urn(id), display: named }
    this.#organizations.set(named, {
      organization: { resourceType: 'Organization', id, name: named, ...more },
      reference,
    })
    return reference
  }

  /** Adds to a list of the practitioner, if there is anything to add. */
  place<List extends keyof PractitionerLists>(list: List, item: PractitionerLists[List][number]): Place {
    return { target: this.person, locations: pushed('Practitioner', list, this.practitioner[list], item) }
  }

  /** Adds to a list of the role, if there is anything to add. */
  placeInRole<List extends keyof RoleLists>(list: List, item: RoleLists[List][number]): Place {
    return { target: this.ofRole, locations: pushed('PractitionerRole', list, this.role[list], item) }
  }

  /** A qualification, and its numbers among the practitioner's identifiers too, where most software looks for them. */
  qualify(qualification: PractitionerQualification): Place {
    const numbers = qualification.identifier ?? []
    const places = numbers.map((identifier) => this.place('identifier', identifier))
    const { target, locations } = this.place('qualification', qualification)
    return { target, locations: [...places.flatMap((place) => place.locations), ...locations] }
  }
}

function pushed(resource: string, list: string, items: unknown[], item: object): string[] {
  const held = pruned(item)
  if (Object.keys(held).length === 0) return []
  return [`${resource}.${list}[${items.push(held) - 1}]`]
}
