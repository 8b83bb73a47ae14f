import type { CodegenConfig } from '@graphql-codegen/cli'

const types = {
  useTypeImports: true,
  onlyOperationTypes: true,
  enumsAsTypes: true,
  skipTypename: true,
  defaultScalarType: 'unknown',
  scalars: {
    Cents: 'number',
    Date: 'string',
    DateTime: 'string',
    PartialDate: 'string',
    YearMonth: 'string',
    Count: 'number',
    JSONObject: 'Record<string, unknown>',
  },
}

/** Types of the operations in schema/operations: for the client that the demo and the tests use, and for the SDK. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*.graphql',
  generates: {
    'src/client/operations.generated.ts': {
      plugins: ['typescript', 'typescript-operations', 'typed-document-node'],
      config: types,
    },
    'sdk/src/operations.generated.ts': {
      plugins: ['typescript', 'typescript-operations', './sdk/operations.codegen.mjs'],
      config: types,
    },
    'sdk/src/webhooks.generated.ts': { plugins: ['./sdk/webhooks.codegen.mjs'] },
  },
}
export default config
