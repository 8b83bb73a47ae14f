import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { buildSchema, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql'
import { sha256Hex } from '../../src/kernel/digest.js'

/** The manifest of persisted queries as Apollo's tools write and read it; ids are the SHA-256 of the bodies. */
export interface DocumentManifest {
  format: 'apollo-persisted-query-manifest'
  version: 1
  operations: { id: string; name: string; type: string; body: string }[]
}

/**
 * The manifest of files of one operation each, and of all `.graphql` files in folders, in the order of their names.
 * @throws Error that names a file whose document does not fit the schema.
 */
export function documentManifest(paths: readonly string[], schemaFile: string): DocumentManifest {
  const schema = buildSchema(readFileSync(schemaFile, 'utf8'))
  const operations = paths.flatMap(filesOf).map((file) => operationOf(file, schema))
  return { format: 'apollo-persisted-query-manifest', version: 1, operations }
}

function filesOf(from: string): string[] {
  if (!statSync(from).isDirectory()) return [from]
  const names = readdirSync(from).filter((name) => name.endsWith('.graphql'))
  return names.sort().map((name) => path.join(from, name))
}

function operationOf(file: string, schema: GraphQLSchema): DocumentManifest['operations'][number] {
  const body = readFileSync(file, 'utf8').trim()
  const document = parse(body)
  const [problem] = validate(schema, document)
  if (problem !== undefined) throw new Error(`${file}: ${problem.message}`)
  const operation = getOperationAST(document)
  if (operation?.name === undefined) throw new Error(`${file}: expected one operation with a name`)
  return { id: sha256Hex(body), name: operation.name.value, type: operation.operation, body }
}
