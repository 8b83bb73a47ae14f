import { getNamedType, isInputObjectType, Kind, print, stripIgnoredCharacters, typeFromAST } from 'graphql'

/** Writes each operation as a constant of the SDK: its document as a text, and whether it takes an idempotency key. */
export function plugin(schema, documents) {
  const operations = documents
    .flatMap(({ document }) => document?.definitions ?? [])
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .sort((a, b) => (a.name.value < b.name.value ? -1 : 1))
  const constants = operations.map((node) => {
    const { operation: kind, name, selectionSet } = node
    // What is refused for its rate is repeated: nothing else of the same request may have been done by then.
    if (kind === 'mutation' && selectionSet.selections.length > 1)
      throw new Error(`${name.value} is more than one mutation`)
    const types = `${name.value}${kind === 'query' ? 'Query' : 'Mutation'}`
    const document = JSON.stringify(stripIgnoredCharacters(print(node)))
    const facts = `name: '${name.value}', kind: '${kind}', idempotent: ${takesKey(schema, node)}`
    return `/** The operation of schema/operations/${name.value}.graphql. */
export const ${name.value}: Operation<${types}, ${types}Variables> = /* @__PURE__ */ Object.freeze({ ${facts}, document: ${document} })`
  })
  return { prepend: ["import type { Operation } from './operation.js'"], content: `${constants.join('\n\n')}\n` }
}

function takesKey(schema, { operation, variableDefinitions = [] }) {
  if (operation !== 'mutation') return false
  const input = variableDefinitions.find(({ variable }) => variable.name.value === 'input')
  const type = input === undefined ? undefined : getNamedType(typeFromAST(schema, input.type))
  return isInputObjectType(type) && 'idempotencyKey' in type.getFields()
}
