import {
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isSpecifiedDirective,
} from 'graphql'

/** A page of the reference: a file name and its Markdown. */
export interface ReferencePage {
  name: string
  markdown: string
}

/** The pages, in the order of the reference, and which types stand on each. */
const PAGES = [
  { name: 'queries', title: 'Queries', about: 'What can be asked.' },
  { name: 'mutations', title: 'Mutations', about: 'What can be done.' },
  { name: 'objects', title: 'Objects, A to D', about: 'What answers are made of.' },
  { name: 'objects-e-n', title: 'Objects, E to N', about: 'What answers are made of.' },
  { name: 'objects-o-p', title: 'Objects, O and P', about: 'What answers are made of.' },
  { name: 'objects-q-z', title: 'Objects, Q to Z', about: 'What answers are made of.' },
  {
    name: 'connections',
    title: 'Connections',
    about: 'Pages of lists; [Pagination](../pagination.md) says how to turn them.',
  },
  { name: 'payloads', title: 'Payloads', about: 'Answers of mutations; [Errors](../errors.md) explains `userErrors`.' },
  { name: 'inputs', title: 'Inputs', about: 'What is given to queries and mutations.' },
  {
    name: 'enums',
    title: 'Enums',
    about: 'Words of which one is said. New ones may come: have an answer for one that you do not know.',
  },
  { name: 'scalars', title: 'Scalars and directives', about: 'Values, and how they are written.' },
] as const
type PageName = (typeof PAGES)[number]['name']

/** The whole schema as Markdown: every type and field with what it means, every type a link. */
export function referencePages(schema: GraphQLSchema): ReferencePage[] {
  const types = Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const pages = PAGES.map(({ name, title, about }) => {
    const here = types.filter((type) => pageOf(type) === name)
    const parts = name === 'scalars' ? [...here.map(typePart), ...directiveParts(schema)] : here.map(typePart)
    return { name, markdown: [`# ${title}`, about, ...parts].join('\n\n') }
  })
  const list = PAGES.map(({ name, title, about }) => `- [${title}](${name}.md): ${about.replaceAll('../', '../')}`)
  const index = `# The schema\n\n${types.length} types. The search of this page finds every type and field.\n\n${list.join('\n')}\n`
  return [{ name: 'index', markdown: index }, ...pages]
}

function pageOf(type: GraphQLNamedType): PageName {
  const { name } = type
  if (name === 'Query') return 'queries'
  if (name === 'Mutation') return 'mutations'
  if (isScalarType(type)) return 'scalars'
  if (isEnumType(type)) return 'enums'
  if (isInputObjectType(type)) return 'inputs'
  if (/(Connection|Edge|PageInfo)$/.test(name)) return 'connections'
  if (name.endsWith('Payload')) return 'payloads'
  const [initial = ''] = name
  return initial <= 'D' ? 'objects' : initial <= 'N' ? 'objects-e-n' : initial <= 'P' ? 'objects-o-p' : 'objects-q-z'
}

function typePart(type: GraphQLNamedType): string {
  const head = isRoot(type) ? [] : [`## ${type.name}`, textOf(type.description)]
  if (isEnumType(type)) return [...head, valuesOf(type)].join('\n\n')
  if (isInputObjectType(type)) return [...head, ...Object.values(type.getFields()).map(inputPart)].join('\n\n')
  if (isObjectType(type)) return [...head, ...fieldsOf(type)].join('\n\n')
  return head.join('\n\n')
}

const isRoot = ({ name }: GraphQLNamedType): boolean => name === 'Query' || name === 'Mutation'

function fieldsOf(type: GraphQLObjectType): string[] {
  // A root field has a heading of its own, as something that one looks for.
  const headed = isRoot(type)
  return Object.values(type.getFields()).map((field) => fieldPart(field, headed))
}

function fieldPart(field: GraphQLField<unknown, unknown>, headed: boolean): string {
  const type = linkOf(field.type)
  const head = headed ? `## ${field.name}\n\n${type}` : `**\`${field.name}\`** ${type}`
  const parts = [head, deprecation(field.deprecationReason), textOf(field.description), ...field.args.map(argumentPart)]
  return parts.filter((part) => part !== '').join('\n\n')
}

function argumentPart(argument: GraphQLArgument): string {
  const given = argument.defaultValue === undefined ? '' : `, \`${JSON.stringify(argument.defaultValue)}\` unless told`
  return `- \`${argument.name}\` ${linkOf(argument.type)}${given}: ${textOf(argument.description).replaceAll('\n', ' ')}`
}

function inputPart(field: GraphQLInputField): string {
  const given = field.defaultValue === undefined ? '' : `, \`${JSON.stringify(field.defaultValue)}\` unless told`
  const head = `**\`${field.name}\`** ${linkOf(field.type)}${given}`
  return [head, deprecation(field.deprecationReason), textOf(field.description)]
    .filter((part) => part !== '')
    .join('\n\n')
}

function valuesOf(type: GraphQLEnumType): string {
  return type
    .getValues()
    .map((value) => {
      const gone = deprecation(value.deprecationReason)
      return `- \`${value.name}\`: ${[gone, textOf(value.description).replaceAll('\n', ' ')].filter(Boolean).join(' ')}`
    })
    .join('\n')
}

function directiveParts(schema: GraphQLSchema): string[] {
  return schema
    .getDirectives()
    .filter((directive) => !isSpecifiedDirective(directive))
    .map(({ name, description, args }) => [`## @${name}`, textOf(description), ...args.map(argumentPart)].join('\n\n'))
}

const deprecation = (reason: string | null | undefined): string =>
  reason === null || reason === undefined ? '' : `*Deprecated:* ${textOf(reason)}`

/** The type as written, with a link to where it stands. */
function linkOf(type: GraphQLField<unknown, unknown>['type'] | GraphQLArgument['type']): string {
  const named = getNamedType(type)
  const [before = '', after = ''] = String(type).split(named.name)
  const sign = (text: string) => text.replaceAll('[', '\\[').replaceAll(']', '\\]')
  return `${sign(before)}[${named.name}](${pageOf(named)}.md#${named.name.toLowerCase()})${sign(after)}`
}

/** Descriptions are Markdown; what looks like HTML or like a template in them is text. */
function textOf(description: string | null | undefined): string {
  return (description ?? '')
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;').replaceAll('{{', '&lbrace;&lbrace;')))
    .join('')
}
