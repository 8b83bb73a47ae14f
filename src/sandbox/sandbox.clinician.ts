import type { DirectoryFact, DirectoryName, DirectoryRecord } from '../clinicians/directory.record.js'
import type { AddressValue, SectionCode, SectionValues } from '../profiles/profile.content.js'
import { SANDBOX_AS_OF, SANDBOX_SOURCES, type SandboxSource } from './sandbox.sources.js'

/** Who a fictional clinician is; what is left out is unknown. */
export interface SandboxIdentity {
  kind: 'PHYSICIAN' | 'PHYSICIAN_ASSISTANT'
  npi: string
  first: string
  middle?: string
  last: string
  suffix?: string
  credential: string
  birthDate?: string
  ecfmgNumber?: string
  nccpaNumber?: string
  /** Other names under which the clinician is found. */
  otherNames?: readonly DirectoryName[]
  office?: AddressValue
}

/** One fact of a fictional clinician and the invented source that reports it. */
export interface SandboxFact {
  source: SandboxSource
  section: SectionCode
  /** What tells the fact from others of its section and source. */
  key: string
  value: SectionValues[SectionCode]
  lastReportedOn: string
}

export interface SandboxClinician {
  identity: SandboxIdentity
  facts: readonly SandboxFact[]
}

/** Writes down a fact; the section decides what its value must be. */
export function fact<Section extends SectionCode>(
  source: SandboxSource,
  section: Section,
  value: SectionValues[Section],
  key = 'only',
  lastReportedOn = '2026-05-15',
): SandboxFact {
  return { source, section, key, value, lastReportedOn }
}

/** What the invented registry says of everybody: the names, the office and the NPI. */
export function registryFacts(identity: SandboxIdentity, npi: Partial<SectionValues['NPI']> = {}): SandboxFact[] {
  const { registry } = SANDBOX_SOURCES
  const legal = legalName(identity)
  const credential = identity.credential
  const facts = [
    fact(registry, 'NAMES', { ...legal, prefix: null, credential }, 'legal'),
    ...(identity.otherNames ?? []).map((name) =>
      fact(registry, 'NAMES', { ...name, prefix: null, credential: null }, `${name.type}|${name.last}|${name.first}`),
    ),
    fact(registry, 'NPI', {
      number: identity.npi,
      enumeratedOn: '2012-03-14',
      deactivatedOn: null,
      reactivatedOn: null,
      ...npi,
    }),
  ]
  if (identity.office !== undefined) facts.push(fact(registry, 'OFFICE_ADDRESS', identity.office))
  return facts
}

/** The records of a fictional clinician, one of each source that says something; every one knows who it is about. */
export function toDirectoryRecords({ identity, facts }: SandboxClinician): DirectoryRecord[] {
  const sources = [...new Set(facts.map((each) => each.source))]
  return sources.map((source) => ({
    type: 'RECORD',
    source,
    recordKey: identity.npi,
    mode: 'TEST',
    kind: identity.kind,
    npi: identity.npi,
    ecfmgNumber: identity.ecfmgNumber ?? null,
    nccpaNumber: identity.nccpaNumber ?? null,
    first: identity.first,
    middle: identity.middle ?? null,
    last: identity.last,
    suffix: identity.suffix ?? null,
    credential: identity.credential,
    birthDate: identity.birthDate ?? null,
    city: identity.office?.city ?? null,
    state: identity.office?.state ?? null,
    givesWay: false,
    names: source === SANDBOX_SOURCES.registry ? [legalName(identity), ...(identity.otherNames ?? [])] : [],
    facts: numbered(facts.filter((each) => each.source === source)),
  }))
}

function legalName({ first, middle, last, suffix }: SandboxIdentity): DirectoryName {
  return { type: 'LEGAL', first, middle: middle ?? null, last, suffix: suffix ?? null }
}

function numbered(facts: readonly SandboxFact[]): DirectoryFact[] {
  const next = new Map<string, number>()
  return facts.map(({ section, key, value, lastReportedOn }) => {
    const position = next.get(section) ?? 0
    next.set(section, position + 1)
    return { section, key, position, value, lastReportedOn }
  })
}

/** A street that does not exist, in a town that does not. */
export function address(line: string, city: string, state: string, postalCode: string): AddressValue {
  return { lines: [line], city, state, postalCode, country: 'US' }
}

/** A license without anything unusual about it. */
export function license(
  jurisdiction: string,
  number: string,
  status: 'Active' | 'Expired' | 'Inactive',
  issuedOn: string,
  expiresOn: string,
  type = 'Full and unrestricted',
): SandboxFact {
  const value = { jurisdiction, number, type, status, issuedOn, expiresOn }
  return fact(SANDBOX_SOURCES.stateBoards, 'LICENSES', value, `${jurisdiction}|${number}`, SANDBOX_AS_OF)
}
