import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql'

/** Whether of the object that a field leads to nothing is asked but these fields, whatever is skipped. */
export function asksOnly({ fieldNodes, fragments }: GraphQLResolveInfo, fields: ReadonlySet<string>): boolean {
  const within = ({ selections }: SelectionSetNode): boolean =>
    selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return fields.has(selection.name.value)
      const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value]
      return part === undefined || within(part.selectionSet)
    })
  return fieldNodes.every(({ selectionSet }) => selectionSet === undefined || within(selectionSet))
}
