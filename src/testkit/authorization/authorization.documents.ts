import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql'

/** How an object is reached from the root, by the name of its type: the root field and its arguments, and a field of that. */
const WAYS: Readonly<Record<string, { field: string; within?: string; variables: readonly string[] }>> = {
  Organization: { field: 'organization(id: $organizationId)', variables: ['$organizationId: ID!'] },
  Order: {
    field: 'order(organizationId: $organizationId, number: $orderNumber)',
    variables: ['$organizationId: ID!', '$orderNumber: String!'],
  },
  OrderItem: { field: 'orderItem(id: $orderItemId)', variables: ['$orderItemId: ID!'] },
  Monitoring: { field: 'monitoring(id: $monitoringId)', variables: ['$monitoringId: ID!'] },
  Profile: { field: 'orderItem(id: $orderItemId)', within: 'profile', variables: ['$orderItemId: ID!'] },
  Vendor: { field: 'vendor(id: $vendorId)', variables: ['$vendorId: ID!'] },
  WebhookEndpoint: { field: 'webhookEndpoint(id: $webhookEndpointId)', variables: ['$webhookEndpointId: ID!'] },
  Viewer: { field: 'viewer', variables: [] },
  BackOffice: { field: 'backOffice', variables: [] },
}

/** The object types that the roots are. */
const ROOTS = ['Query', 'Mutation']

/** What only wraps other types: pages, payloads of mutations, and the parts of a profile. */
const WRAPPERS = /(Connection|Edge|Payload)$|^PageInfo$|^UserError$/
/** The content of a profile; the one way to it is a field with a row. */
const PROFILE_CONTENT = /^Profile(?!Delivery$)|^(NoneReported|SelfDesignatedSpecialty)$/

/**
 * Every field that must be known to the matrix: those of all types but of wrappers, and of a profile's content those that
 * are asked with arguments.
 */
export function fieldsOf(schema: GraphQLSchema): string[] {
  return objectTypes(schema)
    .filter(({ name }) => !WRAPPERS.test(name))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ args }) => !PROFILE_CONTENT.test(type.name) || args.length > 0)
        .map((field) => `${type.name}.${field.name}`),
    )
}

/** The fields outside of a profile that lead into one. */
export function waysIntoProfiles(schema: GraphQLSchema): string[] {
  return objectTypes(schema)
    .filter(({ name }) => !PROFILE_CONTENT.test(name))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, field })))
    .filter(
      ({ field }) => isObjectType(getNamedType(field.type)) && PROFILE_CONTENT.test(getNamedType(field.type).name),
    )
    .map(({ path }) => path)
}

function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith('__'),
  ) as GraphQLObjectType[]
}

/** A document that asks for the field and as little as possible of what is behind it. */
export function documentFor(schema: GraphQLSchema, path: string): string {
  const [typeName = '', fieldName = ''] = path.split('.')
  const type = schema.getType(typeName)
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined
  if (field === undefined) throw new Error(`the schema has no ${path}`)
  if (ROOTS.includes(typeName)) return rootDocument(typeName, field)
  const way = WAYS[typeName]
  if (way === undefined) throw new Error(`no way to ${typeName} is known`)
  const variables = [...way.variables, ...neededArguments(field).map((arg) => `$${arg.name}: ${arg.type}`)]
  const asked = way.within === undefined ? call(field) : `${way.within} { ${call(field)} }`
  return `query${listOf(variables)} { ${way.field} { ${asked} } }`
}

function rootDocument(typeName: string, field: GraphQLField<unknown, unknown>): string {
  const variables = neededArguments(field).map((arg) => `$${arg.name}: ${arg.type}`)
  return `${typeName.toLowerCase()}${listOf(variables)} { ${call(field)} }`
}

/** The field with its arguments and the smallest selection that shows whether it was answered. */
function call(field: GraphQLField<unknown, unknown>): string {
  const given = neededArguments(field).map(({ name }) => `${name}: $${name}`)
  return `${field.name}${listOf(given)}${selectionOf(field)}`
}

function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type)
  if (isScalarType(type) || isEnumType(type)) return ''
  const hasUserErrors = 'userErrors' in (type as GraphQLObjectType).getFields()
  return hasUserErrors ? ' { __typename userErrors { code field message } }' : ' { __typename }'
}

/** What must be said, and for whom something is asked where that can be said. */
function neededArguments(field: GraphQLField<unknown, unknown>) {
  return field.args.filter(
    ({ name, type, defaultValue }) =>
      (isNonNullType(type) && defaultValue === undefined) || name === 'organizationId' || name === 'id',
  )
}

function listOf(parts: readonly string[]): string {
  return parts.length === 0 ? '' : `(${parts.join(', ')})`
}
