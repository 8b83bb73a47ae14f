import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
} from 'graphql'
import { isReason, reasonMissing } from '../audit/reason.js'
import { type CallerKind, UNAUTHENTICATED_MESSAGE } from '../auth/caller.js'
import { RequestError } from '../kernel/errors.js'
import { ACCESS_EXTENSION, REASON_EXTENSION } from './access.policy.js'
import type { Context } from './context.js'

/** The policy of a root field, or null for one that has none. */
export function accessOf(field: { extensions: Readonly<Record<string, unknown>> }): readonly CallerKind[] | null {
  return (field.extensions[ACCESS_EXTENSION] as readonly CallerKind[] | undefined) ?? null
}

/**
 * Lets each root field be used by the kinds of callers that its policy names only, and by staff only for a reason.
 * @throws for a field without a policy
 */
export function guardRootFields(schema: GraphQLSchema): void {
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) guard(root as GraphQLObjectType, field)
  }
  const organization = schema.getType(ORGANIZATION)
  if (!isObjectType(organization)) return
  for (const field of Object.values(organization.getFields()))
    if (isCompositeType(getNamedType(field.type))) watch(field)
}

/** Whose administrators see in their own trail that staff looked at its people, its money or its orders. */
const ORGANIZATION = 'Organization'

/** Remembers which organizations staff look into, however they came to them. */
function watch(field: GraphQLField<unknown, Context>): void {
  const resolve = field.resolve ?? defaultFieldResolver
  field.resolve = async (source, args, context, info) => {
    const result: unknown = await resolve(source, args, context, info)
    if (context.caller?.kind === 'STAFF' && result != null) context.looks.add((source as { id: string }).id)
    return result
  }
}

function guard(root: GraphQLObjectType, field: GraphQLField<unknown, Context>): void {
  const kinds = accessOf(field)
  if (kinds === null) throw new Error(`${root.name}.${field.name} has no access policy: add @Access(…)`)
  const resolve = field.resolve ?? defaultFieldResolver
  const path = `${root.name}.${field.name}`
  const isQuery = root.name === 'Query'
  const needsReason = (field.extensions[REASON_EXTENSION] as boolean | undefined) ?? isQuery
  field.resolve = async (source, args, context, info) => {
    const kind = context.caller?.kind ?? 'ANONYMOUS'
    if (!kinds.includes(kind)) throw refusal(kind, kinds)
    if (kind === 'STAFF') {
      if (!isQuery) context.because(reasonIn(args))
      if (needsReason && context.request.reason === null) throw reasonMissing()
    }
    const result: unknown = await resolve(source, args, context, info)
    if (isMiss(result)) context.denials.add(path)
    else if (kind === 'STAFF' && isQuery && needsReason) context.looks.add(path)
    return result
  }
}

/** Why staff change something; null for what says it with the header, or is wrong: then the mutation says so. */
function reasonIn({ input }: { input?: { reason?: unknown } }): string | null {
  return typeof input?.reason === 'string' && isReason(input.reason) ? input.reason.trim() : null
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
const MISSES: ReadonlySet<string> = new Set(['NOT_FOUND', 'CLINICIAN_NOT_FOUND', 'INVALID_CREDENTIALS', 'LINK_INVALID'])

/** Whether something was asked for that is not there for the caller: unknown and foreign things look the same. */
function isMiss(result: unknown): boolean {
  if (result === null || result === undefined) return true
  const { userErrors } = result as { userErrors?: readonly { code: string }[] }
  return userErrors?.some((error) => MISSES.has(error.code)) ?? false
}
