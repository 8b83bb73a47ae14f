import { defaultFieldResolver, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql'
import { type CallerKind, UNAUTHENTICATED_MESSAGE } from '../auth/caller.js'
import { RequestError } from '../kernel/errors.js'
import { ACCESS_EXTENSION } from './access.policy.js'
import type { Context } from './context.js'

/** The policy of a root field, or null for one that has none. */
export function accessOf(field: { extensions: Readonly<Record<string, unknown>> }): readonly CallerKind[] | null {
  return (field.extensions[ACCESS_EXTENSION] as readonly CallerKind[] | undefined) ?? null
}

/** Lets each root field be used by the kinds of callers that its policy names only. @throws for a field without one. */
export function guardRootFields(schema: GraphQLSchema): void {
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) guard(root as GraphQLObjectType, field)
  }
}

function guard(root: GraphQLObjectType, field: GraphQLField<unknown, Context>): void {
  const kinds = accessOf(field)
  if (kinds === null) throw new Error(`${root.name}.${field.name} has no access policy: add @Access(…)`)
  const resolve = field.resolve ?? defaultFieldResolver
  field.resolve = async (source, args, context, info) => {
    const kind = context.caller?.kind ?? 'ANONYMOUS'
    if (!kinds.includes(kind)) throw refusal(kind, kinds)
    const result: unknown = await resolve(source, args, context, info)
    if (isMiss(result)) context.denials.add(`${root.name}.${field.name}`)
    return result
  }
}

function refusal(kind: CallerKind, kinds: readonly CallerKind[]): RequestError {
  if (kind === 'ANONYMOUS') return new RequestError('UNAUTHENTICATED', UNAUTHENTICATED_MESSAGE)
  return new RequestError(
    'FORBIDDEN',
    `this is for ${kinds.map((one) => NAMES[one]).join(', ')}, and you are ${NAMES[kind]}`,
  )
}

const NAMES: Readonly<Record<CallerKind, string>> = {
  ANONYMOUS: 'callers without credentials',
  VENDOR: 'a vendor with an API key',
  USER: 'a person with a session',
  STAFF: "the publisher's staff",
}

/** What is said of things that are not there, and of a person who is not who they say. */
const MISSES: ReadonlySet<string> = new Set(['NOT_FOUND', 'CLINICIAN_NOT_FOUND', 'INVALID_CREDENTIALS'])

/** Whether something was asked for that is not there for the caller: unknown and foreign things look the same. */
function isMiss(result: unknown): boolean {
  if (result === null || result === undefined) return true
  const { userErrors } = result as { userErrors?: readonly { code: string }[] }
  return userErrors?.some((error) => MISSES.has(error.code)) ?? false
}
