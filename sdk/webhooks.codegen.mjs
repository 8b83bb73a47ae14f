import { readFileSync } from 'node:fs'

/** Writes what each type of webhook says, of schema/webhooks.schema.json and the enums of the API that it names. */
export function plugin(schema) {
  const { anyOf: bodies } = JSON.parse(readFileSync(new URL('../schema/webhooks.schema.json', import.meta.url), 'utf8'))
  const members = bodies.map(({ title, properties }) => ({ name: `'${title}'`, of: properties.data }))
  const head = '/** What each type of webhook says. Later releases may add types, and members. */'
  return `${head}\nexport interface WebhookData ${objectOf(schema, members)}\n`
}

function objectOf(schema, members) {
  return `{\n${members.map(({ name, of }) => `${comment(of)}${name}: ${typeOf(schema, of)}`).join('\n')}\n}`
}

function typeOf(schema, { type, anyOf, items, properties, graphqlEnum }) {
  if (anyOf !== undefined) return anyOf.map((one) => typeOf(schema, one)).join(' | ')
  if (type === 'array') return `readonly (${typeOf(schema, items)})[]`
  if (type === 'object')
    return objectOf(
      schema,
      Object.entries(properties).map(([name, of]) => ({ name, of })),
    )
  if (graphqlEnum === undefined) return type
  const values = schema.getType(graphqlEnum).getValues()
  return values.map(({ name }) => `'${name}'`).join(' | ')
}

function comment({ description }) {
  return description === undefined ? '' : `/** ${description} */\n`
}
