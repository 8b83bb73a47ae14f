import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../limits/request-limits.js'
import {
  COST_EXTENSION,
  INTROSPECTION_COST,
  type ListSize,
  MUTATION_COST,
  OBJECT_COST,
  PAGE_EXTENSION,
  REQUEST_COST,
  SIZE_EXTENSION,
} from './cost.policy.js'

type Variables = Readonly<Record<string, unknown>>

/** How many objects a field leads to of so many that have it. */
type Times = (parents: number, variables: Variables) => number

/** A field that leads to objects: how many are expected, and which fields of theirs lead to others. */
interface PlannedField {
  /** Its name in the answer. */
  key: string
  times: Times
  fields: readonly PlannedField[]
}

/** What an operation costs, as far as that can be said once for all its runs. */
export interface CostPlan {
  /** Points for what is asked, whatever the answer holds. */
  fixed: number
  fields: readonly PlannedField[]
}

/** Costs nothing: it tells what is left. */
const FREE_FIELD = 'rateLimit'

const plans = new WeakMap<OperationDefinitionNode, CostPlan>()

/** The plan of a valid operation, made once for each document. */
export function costPlanOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CostPlan {
  const known = plans.get(operation)
  if (known !== undefined) return known
  const plan = new Planner(schema, document, operation).plan()
  plans.set(operation, plan)
  return plan
}

/**
 * What a run of the operation costs at most, if lists without pages have no more objects than they are taken to have;
 * `boundLists` ends one in which they have far more.
 */
export function requestedCost({ fixed, fields }: CostPlan, variables: Variables): number {
  return fixed + expected(fields, variables, 1)
}

function expected(fields: readonly PlannedField[], variables: Variables, parents: number): number {
  let cost = 0
  for (const { times, fields: below } of fields) {
    const objects = times(parents, variables)
    cost += objects * OBJECT_COST + expected(below, variables, objects)
  }
  return cost
}

/** What the run has cost that gave this answer. */
export function actualCost({ fixed, fields }: CostPlan, data: unknown): number {
  return fixed + held(fields, data)
}

function held(fields: readonly PlannedField[], parent: unknown): number {
  if (parent === null || parent === undefined) return 0
  let cost = 0
  for (const { key, fields: below } of fields) cost += objectsIn((parent as Variables)[key], below)
  return cost
}

function objectsIn(value: unknown, below: readonly PlannedField[]): number {
  if (value === null || value === undefined) return 0
  if (!Array.isArray(value)) return OBJECT_COST + held(below, value)
  let cost = 0
  for (const one of value) cost += objectsIn(one, below)
  return cost
}

/** A field as it stands in the operation, once for each place that has it. */
interface Asked {
  node: FieldNode
  parent: GraphQLCompositeType
}

/** What stands above a field. */
interface Above {
  /** How many objects a page has, if the parent is one. */
  page: Times | null
  /** The nearest field with arguments. */
  given: FieldNode | null
}

/** Makes the plan of one operation. */
class Planner {
  readonly #fragments = new Map<string, FragmentDefinitionNode>()
  /** Of variables, by their names. */
  readonly #defaults: Variables

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    for (const one of document.definitions) {
      if (one.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(one.name.value, one)
    }
    const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)] as const],
    )
    this.#defaults = Object.fromEntries(defaults)
  }

  plan(): CostPlan {
    const root = this.schema.getRootType(this.operation.operation)
    if (root == null) return { fixed: REQUEST_COST, fields: [] }
    const all = [...this.#below([this.operation.selectionSet], root)]
    const paid = all.filter(([, [one]]) => nameOf(one) !== FREE_FIELD)
    // Whoever asks for the free one alone pays nothing at all.
    const request = all.length > 0 && paid.length === 0 ? 0 : REQUEST_COST
    const fixed = paid.reduce((sum, [, [one]]) => sum + this.#fixedCost(nameOf(one)), request)
    return { fixed, fields: paid.flatMap(([key, asked]) => this.#planned(key, asked, NOTHING_ABOVE)) }
  }

  #fixedCost(name: string): number {
    if (name.startsWith('__')) return name === '__typename' ? 0 : INTROSPECTION_COST
    const { operation } = this.operation
    const field = this.schema.getRootType(operation)?.getFields()[name]
    return Number(field?.extensions[COST_EXTENSION] ?? 0) + (operation === 'mutation' ? MUTATION_COST : 0)
  }

  /** None for a field without objects. */
  #planned(key: string, asked: readonly Asked[], above: Above): PlannedField[] {
    const [first] = asked
    const field = first === undefined ? undefined : fieldOf(first)
    const type = field === undefined ? undefined : getNamedType(field.type)
    if (first === undefined || field === undefined || !isCompositeType(type)) return []
    const sets = asked.flatMap(({ node }) => node.selectionSet ?? [])
    const page = isPaged(field) ? this.#pages(field, first.node) : null
    const here = { page, given: field.args.length > 0 ? first.node : above.given }
    const fields = [...this.#below(sets, type)].flatMap(([name, below]) => this.#planned(name, below, here))
    return [{ key, times: this.#times(field, above), fields }]
  }

  #times(field: GraphQLField<unknown, unknown>, { page, given }: Above): Times {
    if (!isListType(getNullableType(field.type))) return ONCE
    if (page !== null && isPart(field.name)) return page
    const { most, usually, asManyAs } = sizeOf(field) ?? UNKNOWN
    const guessed: Times = (parents) => (parents === 0 ? 0 : most + (parents - 1) * usually)
    const [name, ...path] = asManyAs?.split('.') ?? []
    if (name === undefined || given?.name.value !== name) return guessed
    return (parents, variables) => {
      const value = this.#argument(given, path, variables)
      const count = value === undefined ? null : Array.isArray(value) ? value.length : 1
      return count === null ? guessed(parents, variables) : parents * Math.min(count, most)
    }
  }

  #pages(field: GraphQLField<unknown, unknown>, node: FieldNode): Times {
    const fallback = pageOf(field)
    return (parents, variables) => parents * clamped(this.#argument(node, ['first'], variables), fallback)
  }

  /** What a field is given in an argument, or within one. */
  #argument({ arguments: given = [] }: FieldNode, [name, ...path]: readonly string[], variables: Variables): unknown {
    const node = given.find((one) => one.name.value === name)?.value
    let value: unknown
    if (node !== undefined) value = valueFromASTUntyped(node, { ...this.#defaults, ...variables })
    for (const key of path) value = value == null ? undefined : (value as Variables)[key]
    return value
  }

  /** The fields of some selections, fragments included, by their names in the answer. */
  #below(sets: readonly SelectionSetNode[], parent: GraphQLCompositeType): Map<string, Asked[]> {
    const found = new Map<string, Asked[]>()
    for (const set of sets) this.#collect(set, parent, found)
    return found
  }

  #collect({ selections }: SelectionSetNode, parent: GraphQLCompositeType, found: Map<string, Asked[]>): void {
    for (const one of selections) {
      if (one.kind === Kind.FIELD) {
        const { value: key } = one.alias ?? one.name
        found.set(key, [...(found.get(key) ?? []), { node: one, parent }])
      } else {
        const inside = one.kind === Kind.INLINE_FRAGMENT ? one : this.#fragments.get(one.name.value)
        const type = inside?.typeCondition && this.schema.getType(inside.typeCondition.name.value)
        if (inside !== undefined) this.#collect(inside.selectionSet, isCompositeType(type) ? type : parent, found)
      }
    }
  }
}

const NOTHING_ABOVE: Above = { page: null, given: null }
const ONCE: Times = (parents) => parents
/** Of a schema that was read from a file, which tells no sizes: ours tells every one. */
const UNKNOWN: ListSize = { most: DEFAULT_PAGE_SIZE, usually: DEFAULT_PAGE_SIZE, asManyAs: null }

/** How many objects a list without pages is taken to have; null if nobody says it. */
export function sizeOf(field: GraphQLField<unknown, unknown>): ListSize | null {
  const said = field.extensions[SIZE_EXTENSION] ?? getNamedType(field.type).extensions[SIZE_EXTENSION]
  return (said as ListSize | undefined) ?? null
}

/** Whether a field gives a page, of as many objects as its argument says. */
export function isPaged({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ name }) => name === 'first')
}

/** Of a page, the lists that are the page itself. */
export function isPart(name: string): boolean {
  return name === 'nodes' || name === 'edges'
}

function pageOf({ extensions }: GraphQLField<unknown, unknown>): number {
  return Number(extensions[PAGE_EXTENSION] ?? DEFAULT_PAGE_SIZE)
}

function nameOf(asked: Asked | undefined): string {
  return asked?.node.name.value ?? ''
}

function fieldOf({ node, parent }: Asked): GraphQLField<unknown, unknown> | undefined {
  return isUnionType(parent) ? undefined : parent.getFields()[node.name.value]
}

/** What is no size of a page will be refused when the field is run. */
function clamped(size: unknown, fallback: number): number {
  return typeof size === 'number' && size >= 1 ? Math.min(Math.ceil(size), MAX_PAGE_SIZE) : fallback
}
