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
  LIST_SIZE,
  MUTATION_COST,
  OBJECT_COST,
  PAGE_EXTENSION,
  REQUEST_COST,
} from './cost.policy.js'

type Variables = Readonly<Record<string, unknown>>

/** A field that leads to objects: how many are expected, and which fields of theirs lead to others. */
interface PlannedField {
  /** Its name in the answer. */
  key: string
  times(variables: Variables): number
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
 * What a run of the operation costs at most, if lists without pages have as many objects as they are taken to have;
 * `boundLists` ends one in which they have far more.
 */
export function requestedCost({ fixed, fields }: CostPlan, variables: Variables): number {
  return fixed + expected(fields, variables)
}

function expected(fields: readonly PlannedField[], variables: Variables): number {
  let cost = 0
  for (const { times, fields: below } of fields) cost += times(variables) * (OBJECT_COST + expected(below, variables))
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

/** Makes the plan of one operation. */
class Planner {
  readonly #fragments = new Map<string, FragmentDefinitionNode>()
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
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
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
    return { fixed, fields: paid.flatMap(([key, asked]) => this.#planned(key, asked, UNKNOWN)) }
  }

  #fixedCost(name: string): number {
    if (name.startsWith('__')) return name === '__typename' ? 0 : INTROSPECTION_COST
    const { operation } = this.operation
    const field = this.schema.getRootType(operation)?.getFields()[name]
    return Number(field?.extensions[COST_EXTENSION] ?? 0) + (operation === 'mutation' ? MUTATION_COST : 0)
  }

  /** None for a field without objects. */
  #planned(key: string, asked: readonly Asked[], sizes: Sizes): PlannedField[] {
    const [first] = asked
    const field = first === undefined ? undefined : fieldOf(first)
    const type = field === undefined ? undefined : getNamedType(field.type)
    if (first === undefined || field === undefined || !isCompositeType(type)) return []
    const sets = asked.flatMap(({ node }) => node.selectionSet ?? [])
    const isList = isListType(getNullableType(field.type))
    const inside = isList ? UNKNOWN : this.#sizesIn(first.node, field, sizes)
    const fields = [...this.#below(sets, type)].flatMap(([name, below]) => this.#planned(name, below, inside))
    const times = !isList ? ONCE : isPageList(nameOf(first)) && sizes.page !== null ? sizes.page : sizes.list
    return [{ key, times, fields }]
  }

  #sizesIn(node: FieldNode, field: GraphQLField<unknown, unknown>, around: Sizes): Sizes {
    if (field.args.some(({ name }) => name === 'first')) return { page: this.#pageSize(node, field), list: UNPAGED }
    return { page: null, list: field.args.length === 0 ? around.list : longestGiven(node) }
  }

  #pageSize({ arguments: given = [] }: FieldNode, field: GraphQLField<unknown, unknown>): PlannedField['times'] {
    const value = given.find(({ name }) => name.value === 'first')?.value
    const unlessTold = Number(field.extensions[PAGE_EXTENSION] ?? DEFAULT_PAGE_SIZE)
    if (value?.kind === Kind.INT) return () => clamped(Number(value.value), unlessTold)
    if (value?.kind !== Kind.VARIABLE) return () => unlessTold
    const { value: name } = value.name
    return (variables) => clamped(name in variables ? variables[name] : this.#defaults[name], unlessTold)
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

/** How many objects lists below a field have: those of its page, and others up to the first on each way down. */
interface Sizes {
  page: PlannedField['times'] | null
  list: PlannedField['times']
}

const ONCE = () => 1
const UNPAGED = () => LIST_SIZE
const UNKNOWN: Sizes = { page: null, list: UNPAGED }

function nameOf(asked: Asked | undefined): string {
  return asked?.node.name.value ?? ''
}

function fieldOf({ node, parent }: Asked): GraphQLField<unknown, unknown> | undefined {
  return isUnionType(parent) ? undefined : parent.getFields()[node.name.value]
}

/** Whether it is what a page consists of. */
function isPageList(name: string): boolean {
  return name === 'nodes' || name === 'edges'
}

/** What is no size of a page will be refused when the field is run. */
function clamped(size: unknown, unlessTold: number): number {
  return typeof size === 'number' && size >= 1 ? Math.min(Math.ceil(size), MAX_PAGE_SIZE) : unlessTold
}

/** No input of the schema has a list any deeper. */
const DEEPEST_LIST = 5

/** An answer to a list has a line for each of it: as many as the longest list has that the field was given. */
function longestGiven({ arguments: given = [] }: FieldNode): PlannedField['times'] {
  const values = given.map(({ value }) => value)
  return (variables) => Math.max(LIST_SIZE, ...values.map((value) => longest(valueFromASTUntyped(value, variables))))
}

function longest(value: unknown, depth = 0): number {
  if (value === null || typeof value !== 'object' || depth === DEEPEST_LIST) return 0
  const inside = Object.values(value).reduce((most: number, one) => Math.max(most, longest(one, depth + 1)), 0)
  return Array.isArray(value) ? Math.max(value.length, inside) : inside
}
