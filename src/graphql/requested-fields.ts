import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  getVariableValues,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** A valid operation, and what its variables were given. */
export interface Requested {
  schema: GraphQLSchema
  operation: OperationDefinitionNode
  document: DocumentNode
  variables: Readonly<Record<string, unknown>>
}

/** What only leads through a list. */
const PAGING = /(Connection|Edge)$/

/**
 * The fields of an operation that lead to something, as `Query.order` or `Organization.users`: through fragments, without
 * what it skips and without the parts of lists, sorted.
 */
export function requestedFields({ schema, operation, document, variables: given }: Requested): string[] {
  const { coerced: variables = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], given)
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one)
  const fields = new Set<string>()
  const visited = new Set<string>()

  const visit = ({ selections }: SelectionSetNode, type: GraphQLCompositeType): void => {
    for (const selection of selections) {
      if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] === true) continue
      if (getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] === false) continue
      if (selection.kind === Kind.FIELD) {
        if (selection.selectionSet === undefined || !isObjectType(type)) continue
        const field = type.getFields()[selection.name.value]
        const next = field === undefined ? undefined : getNamedType(field.type)
        if (!isCompositeType(next)) continue
        if (!PAGING.test(type.name)) fields.add(`${type.name}.${selection.name.value}`)
        visit(selection.selectionSet, next)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        visit(selection.selectionSet, typeOf(selection.typeCondition?.name.value) ?? type)
      } else {
        const fragment = fragments.get(selection.name.value)
        // Fragments may stand in one another often; each tells the same every time.
        if (fragment === undefined || visited.has(selection.name.value)) continue
        visited.add(selection.name.value)
        visit(fragment.selectionSet, typeOf(fragment.typeCondition.name.value) ?? type)
      }
    }
  }
  const typeOf = (name: string | undefined): GraphQLCompositeType | undefined => {
    const type = name === undefined ? undefined : schema.getType(name)
    return isCompositeType(type) ? type : undefined
  }
  const root = schema.getRootType(operation.operation)
  if (root != null) visit(operation.selectionSet, root)
  return [...fields].sort()
}
