import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
} from 'graphql'

/** Names of the fields that a request asks for right below a field: through fragments, without what it skips, sorted. */
export function requestedFields(info: GraphQLResolveInfo): string[] {
  const names = new Set<string>()
  const visit = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, info)) continue
      if (selection.kind === Kind.FIELD) names.add(selection.name.value)
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet.selections)
      else visit(info.fragments[selection.name.value]?.selectionSet.selections ?? [])
    }
  }
  for (const node of info.fieldNodes) visit(selectionsOf(node))
  names.delete('__typename')
  return [...names].sort()
}

function selectionsOf(node: FieldNode): readonly SelectionNode[] {
  return node.selectionSet?.selections ?? []
}

function isIncluded(selection: SelectionNode, { variableValues }: GraphQLResolveInfo): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variableValues)
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)
  return skip?.['if'] !== true && include?.['if'] !== false
}
