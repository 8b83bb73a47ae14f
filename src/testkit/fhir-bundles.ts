import type { Bundle, Extension, FhirResource, Reference } from 'fhir/r4.js'
import type { SectionCode } from '../profiles/profile.content.js'

/** Every resource of a bundle, in its order. */
export const resourcesOf = (bundle: Bundle) => (bundle.entry ?? []).flatMap(({ resource }) => resource ?? [])

/** Those of a type. */
export function allOf<Type extends FhirResource['resourceType']>(bundle: Bundle, type: Type) {
  return resourcesOf(bundle).filter(
    (resource): resource is Extract<FhirResource, { resourceType: Type }> => resource.resourceType === type,
  )
}

/** The one of a type. */
export function onlyOf<Type extends FhirResource['resourceType']>(bundle: Bundle, type: Type) {
  const [only, ...more] = allOf(bundle, type)
  if (only === undefined || more.length > 0) throw new Error(`expected one ${type}, got ${more.length + 1}`)
  return only
}

/** What says where the elements of a section come from. */
export const verificationsOf = (bundle: Bundle, code: SectionCode) =>
  allOf(bundle, 'VerificationResult').filter((result) => sectionOf(result.extension) === code)

/** The section that a reported element is of. */
export const sectionOf = (extensions: Extension[] = []) =>
  extensions[0]?.extension?.find(({ url }) => url === 'section')?.valueCode

/** What the simple FHIRPath, `Type.list[0]` or `Type.element`, finds in the resource. */
export function pointedAt(bundle: Bundle, target: Reference | undefined, location: string): unknown {
  const resource = resourcesOf(bundle).find(({ id }) => target?.reference === `urn:uuid:${id}`)
  const [, type, name = '', index] = /^(\w+)\.(\w+)(?:\[(\d+)\])?$/.exec(location) ?? []
  if (resource?.resourceType !== type) return undefined
  const held = (resource as unknown as Record<string, unknown[]>)[name]
  return index === undefined ? held : held?.[Number(index)]
}
