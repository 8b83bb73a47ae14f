import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'
import type { DocumentLimits } from '../../limits/request-limits.js'

/** What a document has of everything that is limited, but for tokens, which the parser counts. */
export type DocumentMeasure = Omit<DocumentLimits, 'tokens'>

type Part = Omit<DocumentMeasure, 'fragments'>

const NOTHING: Part = { depth: 0, aliases: 0, fields: 0, directives: 0, introspections: 0 }

/** Whose answer is the schema: how deep one may ask is for a rule of GraphQL itself. */
const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type'])

/**
 * Measures a document that was not validated yet: the most that any of its definitions has of each. A fragment counts
 * wherever it is spread, but is looked at once, so a few of them that double one another cost nothing.
 * @returns the name of a fragment that leads back to itself instead
 */
export function measureDocument(document: DocumentNode): DocumentMeasure | { circle: string } {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one)
  const measured = new Map<string, Part>()
  const open = new Set<string>()
  let circle: string | null = null

  const fragment = (name: string): Part => {
    const definition = fragments.get(name)
    const known = measured.get(name)
    if (known !== undefined || definition === undefined) return known ?? NOTHING
    if (open.has(name)) {
      circle = name
      return NOTHING
    }
    open.add(name)
    const inside = selections(definition.selectionSet)
    const part = definition.typeCondition.name.value.startsWith('__') ? ofSchema(inside) : inside
    open.delete(name)
    measured.set(name, part)
    return part
  }

  const selections = (set: SelectionSetNode): Part => {
    let sum = NOTHING
    for (const one of set.selections) {
      const directives = one.directives?.length ?? 0
      if (one.kind === Kind.FRAGMENT_SPREAD) sum = beside(sum, fragment(one.name.value), directives)
      else if (one.kind === Kind.INLINE_FRAGMENT) sum = beside(sum, selections(one.selectionSet), directives)
      else {
        const introspects = INTROSPECTION.has(one.name.value)
        const below = one.selectionSet === undefined ? NOTHING : selections(one.selectionSet)
        const inside = introspects ? ofSchema(below) : below
        const field = {
          depth: inside.depth + 1,
          aliases: inside.aliases + (one.alias === undefined ? 0 : 1),
          fields: inside.fields + 1,
          directives: inside.directives,
          introspections: inside.introspections + (introspects ? 1 : 0),
        }
        sum = beside(sum, field, directives)
      }
    }
    return sum
  }

  let most = NOTHING
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) most = mostOf(most, fragment(one.name.value))
    else if (one.kind === Kind.OPERATION_DEFINITION) {
      most = mostOf(most, beside(selections(one.selectionSet), NOTHING, one.directives?.length ?? 0))
    }
  }
  return circle === null ? { ...most, fragments: fragments.size } : { circle }
}

/** All but depth still counts: what tools ask of a schema stays within it, and validating thousands of fields is dear. */
function ofSchema(part: Part): Part {
  return { ...part, depth: 0 }
}

function beside(a: Part, b: Part, directives: number): Part {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    fields: a.fields + b.fields,
    directives: a.directives + b.directives + directives,
    introspections: a.introspections + b.introspections,
  }
}

function mostOf(a: Part, b: Part): Part {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: Math.max(a.aliases, b.aliases),
    fields: Math.max(a.fields, b.fields),
    directives: Math.max(a.directives, b.directives),
    introspections: Math.max(a.introspections, b.introspections),
  }
}
