import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  buildSchema,
  type GraphQLNamedType,
  getNamedType,
  isObjectType,
  isSpecifiedScalarType,
  printType,
} from 'graphql'
import { packageRoot } from '../../src/kernel/package-root.js'
import { PROFILE_FIELDS } from './peers.profile.js'

/** The types of a profile as the gateway's schema has them, as far as they are read here; without those that are `known`. */
export function profileTypes(known: readonly string[] = []): string {
  const schema = buildSchema(readFileSync(path.join(packageRoot(), 'schema', 'schema.graphql'), 'utf8'))
  const profile = schema.getType('Profile')
  if (!isObjectType(profile)) throw new Error('the schema has no type Profile')
  const fields = PROFILE_FIELDS.map((name) => profile.getFields()[name])
  const types = new Set<GraphQLNamedType>()
  const reach = (type: GraphQLNamedType): void => {
    if (types.has(type) || isSpecifiedScalarType(type) || known.includes(type.name)) return
    types.add(type)
    if (isObjectType(type)) for (const field of Object.values(type.getFields())) reach(getNamedType(field.type))
  }
  for (const field of fields) if (field !== undefined) reach(getNamedType(field.type))
  const own = fields.map((field) => `${field?.name}: ${field?.type}`).join('\n')
  return [`type Profile {\n${own}\n}`, ...[...types].map((type) => printType(type))].join('\n\n')
}

/** What servers offer that are written by hand. */
export function peerSchema(): string {
  return `
    type Query {
      clinician(npi: String!): Clinician
      orders(organizationId: ID!, first: Int!): [Order!]!
      profile(orderItemId: ID!): Profile
    }
    type Mutation {
      placeOrder(organizationId: ID!, clinicianId: ID!, product: String!, key: String!): PlacedOrder!
    }
    type Clinician {
      id: ID! kind: String! npi: String firstName: String middleName: String lastName: String! credential: String state: String
    }
    type Order { number: String! status: String! placedAt: String! totalCents: Int! items: [OrderItem!]! }
    type OrderItem { id: ID! product: String! clinician: Clinician! profile: ProfileHead! }
    type ProfileHead { documentNumber: String! asOf: String! contentSha256: String! }
    type PlacedOrder { replayed: Boolean! number: String! status: String! }
    ${profileTypes()}`
}
