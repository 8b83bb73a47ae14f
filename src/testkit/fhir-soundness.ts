import { expect } from '@jest/globals'
import type { Bundle, Extension } from 'fhir/r4.js'
import type { SectionCode } from '../profiles/profile.content.js'
import type { ProfileDocument } from '../profiles/profile.document.js'
import { PRODUCT_SECTIONS, SECTION_CODES, sectionsSoldWith } from '../profiles/profile.sections.js'
import { allOf, resourcesOf, sectionOf, verificationsOf } from './fhir-bundles.js'
import { FhirValidator } from './fhir-validator.js'

const RESOURCE_TYPES = [
  'Basic',
  'Bundle',
  'DocumentReference',
  'Organization',
  'Practitioner',
  'PractitionerRole',
  'Provenance',
  'VerificationResult',
]
/** Loaded once: HL7's definitions are many. */
export const validator = new FhirValidator(...RESOURCE_TYPES)

/** Everything within, with the name that it has there. */
function leavesOf(held: unknown, name = ''): { name: string; value: unknown }[] {
  if (typeof held !== 'object' || held === null) return [{ name, value: held }]
  const deeper = Object.entries(held).flatMap(([key, value]) => leavesOf(value, Array.isArray(held) ? name : key))
  return deeper.length === 0 ? [{ name, value: held }] : deeper
}

/** What is known of an element, of its fields by name; what is blank counts as not known. */
function knownOf(value: object): string[] {
  return leavesOf(value).flatMap(({ name, value: held }) => {
    const words = typeof held === 'string' ? held.replaceAll(/(?![\t\n\r])\p{Cc}/gu, ' ').trim() : held
    return typeof words === 'boolean' || (typeof words === 'string' && words !== '') ? [`${name}=${String(words)}`] : []
  })
}

/** The same of what an extension says. */
function saidOf(extensions: Extension[] = []): string[] {
  return extensions.flatMap(({ url, extension, valueString, valueBoolean, valueDate }) =>
    extension === undefined ? `${url}=${String(valueString ?? valueDate ?? valueBoolean)}` : saidOf(extension),
  )
}

const DATES = /^(birthDate|valueDate|start|end|validationDate|lastPerformed)$/

/** Whether it is an instant, or a day, month or year of the calendar. */
const isTime = (words: string) => new Date(words).toISOString().startsWith(words)

/** What must hold of the bundle of every document, whatever is in it. */
export function assertSound(document: ProfileDocument, bundle: Bundle): void {
  expect(validator.warnings(bundle)).toEqual([])
  for (const resource of [bundle, ...resourcesOf(bundle)]) {
    expect(RESOURCE_TYPES).toContain(resource.resourceType)
    expect(validator.unboundCodes(resource)).toEqual([])
  }
  expect(validator.wrongCodings(bundle)).toEqual([])

  // Everything has a name of its own, and what is referred to is there.
  const names = (bundle.entry ?? []).map(({ fullUrl }) => fullUrl)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(resourcesOf(bundle).map(({ id }) => `urn:uuid:${id}`))
  const leaves = leavesOf(bundle)
  const references = leaves.filter(({ name }) => name === 'reference').map(({ value }) => value)
  expect(references.filter((reference) => !names.includes(reference as string))).toEqual([])
  expect(
    names
      .slice(1)
      .filter((name) => !references.includes(name))
      .filter(isNotEvidence(bundle)),
  ).toEqual([])

  // Nothing empty; no control characters; dates that the calendar has; no time that ends before it begins.
  expect(leaves.filter(({ value }) => value === '' || value === null || typeof value === 'object')).toEqual([])
  expect(leaves.filter(({ value }) => /(?![\t\n\r])\p{Cc}/u.test(String(value)))).toEqual([])
  expect(leaves.filter(({ name, value }) => DATES.test(name) && !isTime(String(value)))).toEqual([])
  const isBackwards = ({ start, end }: Span) => start.slice(0, end.length) > end.slice(0, start.length)
  expect(periodsOf(bundle).filter(isBackwards)).toEqual([])

  // Nothing but what was sold, and all of that: every field of every element, and where it comes from.
  const { product } = document.header
  const sections = allOf(bundle, 'VerificationResult').map(({ extension }) => sectionOf(extension))
  expect(sections.filter((code) => !PRODUCT_SECTIONS[product].includes(code as SectionCode))).toEqual([])
  const sold = sectionsSoldWith(product, document.content)
  for (const code of SECTION_CODES) {
    const results = verificationsOf(bundle, code)
    const { elements, noneReported } = sold[code] ?? { elements: [], noneReported: [] }
    expect(results).toHaveLength(elements.length + noneReported.length)
    const said = results.slice(0, elements.length).map(({ extension, lastPerformed, primarySource }) => ({
      fields: saidOf(extension?.[0]?.extension?.slice(1)),
      retrievedAt: lastPerformed,
      lastReportedOn: primarySource?.[0]?.validationDate ?? null,
    }))
    const known = elements.map(({ value, provenance: { retrievedAt, lastReportedOn } }) => ({
      fields: knownOf(value),
      retrievedAt,
      lastReportedOn,
    }))
    expect(said).toEqual(known)
  }
}

/** Evidence refers to facts, and nothing refers to it. */
function isNotEvidence(bundle: Bundle) {
  const evidence = new Set(
    resourcesOf(bundle)
      .filter(({ resourceType }) => resourceType === 'VerificationResult' || resourceType === 'Provenance')
      .map(({ id }) => `urn:uuid:${id}`),
  )
  return (name: string | undefined) => !evidence.has(name ?? '')
}

interface Span {
  start: string
  end: string
}

function periodsOf(held: unknown): Span[] {
  if (typeof held !== 'object' || held === null) return []
  const { start, end } = held as Record<string, unknown>
  const here = typeof start === 'string' && typeof end === 'string' ? [{ start, end }] : []
  return [...here, ...Object.values(held).flatMap(periodsOf)]
}
