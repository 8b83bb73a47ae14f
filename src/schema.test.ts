import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  printSchema,
} from 'graphql'
import { packageRoot } from './kernel/package-root.js'
import { buildGatewaySchema } from './schema.js'

const schema = buildGatewaySchema()
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
)

interface Described {
  at: string
  description: string | null | undefined
}

/** A type with all that it is made of. */
function partsOf(type: GraphQLNamedType): Described[] {
  const own = { at: type.name, description: type.description }
  if (isEnumType(type)) return [own, ...type.getValues().map((value) => part(type.name, value))]
  if (isInputObjectType(type)) return [own, ...Object.values(type.getFields()).map((field) => part(type.name, field))]
  if (!isObjectType(type) && !isInterfaceType(type)) return [own]
  return [
    own,
    ...Object.values(type.getFields()).flatMap((field) => [
      part(type.name, field),
      ...field.args.map((argument) => part(`${type.name}.${field.name}`, argument)),
    ]),
  ]
}

function part(of: string, { name, description }: { name: string; description?: string | null | undefined }): Described {
  return { at: `${of}.${name}`, description }
}

/** Root types are described by their fields. */
const ROOTS = ['Query', 'Mutation']

describe('the schema', () => {
  test('describes every type, field, argument, input field and enum value', () => {
    const parts = types.flatMap(partsOf)
    expect(parts.length).toBeGreaterThan(200)
    const silent = parts.filter(({ at, description }) => (description ?? '').trim() === '' && !ROOTS.includes(at))
    expect(silent.map(({ at }) => at)).toEqual([])
  })

  test('gives every mutation a payload with what went wrong', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
    expect(mutations.length).toBeGreaterThan(0)
    for (const { name, type } of mutations) {
      const payload = schema.getType(`${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`)
      expect([name, String(type)]).toEqual([name, `${payload?.name}!`])
      if (!isObjectType(payload)) throw new Error(`${name} has no payload`)
      expect([name, String(payload.getFields()['userErrors']?.type)]).toEqual([name, '[UserError!]!'])
    }
  })

  test('takes exactly one criterion of a clinician', () => {
    const type = schema.getType('ClinicianCriterion')
    expect(isInputObjectType(type) && type.isOneOf).toBe(true)
  })

  test('gives every connection edges, nodes and page information', () => {
    const connections = types.filter((type) => type.name.endsWith('Connection'))
    expect(connections.length).toBeGreaterThan(0)
    for (const type of connections) {
      if (!isObjectType(type)) throw new Error(`${type.name} is no object`)
      const fields = Object.keys(type.getFields()).filter((name) => name !== 'totalCount')
      expect(fields).toEqual(['edges', 'nodes', 'pageInfo'])
    }
  })

  test('has no field for a full date of birth but in a profile, and where it comes back to whoever gave it', () => {
    const birthDates = types.flatMap((type) =>
      isObjectType(type)
        ? Object.keys(type.getFields()).flatMap((name) => (/birth_?date/i.test(name) ? [type.name] : []))
        : [],
    )
    // What a search for nobody had been given; and what a requester told staff, who alone see it again.
    expect(birthDates).toEqual(['ResearchRequestDraft', 'KnownOfClinician'])
  })

  test('is the committed one', () => {
    const committed = readFileSync(path.join(packageRoot(), 'schema', 'schema.graphql'), 'utf8')
    expect(`${printSchema(schema)}\n`).toBe(committed)
  })
})
