import type { CodegenConfig } from '@graphql-codegen/cli'

/** Types of the operations in schema/operations, for the client that the demo and the tests use. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*.graphql',
  generates: {
    'src/client/operations.generated.ts': {
      plugins: ['typescript', 'typescript-operations', 'typed-document-node'],
      config: {
        useTypeImports: true,
        onlyOperationTypes: true,
        enumsAsTypes: true,
        skipTypename: true,
        defaultScalarType: 'unknown',
        scalars: { Cents: 'number', Date: 'string', DateTime: 'string', PartialDate: 'string' },
      },
    },
  },
}
export default config
