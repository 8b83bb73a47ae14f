import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
} from 'graphql'
import { RequestError } from '../../kernel/errors.js'
import type { Context } from '../context.js'

/**
 * Objects that all lists of one answer may hold besides those that were foreseen and charged. What lists without pages
 * hold is not known before the request is run, and an answer takes memory before it can be counted.
 */
export const UNFORESEEN_OBJECTS = 25_000

/** Ends every request whose lists hold more than that, by an error in the place of the list. */
export function boundLists(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) if (holdsObjects(field)) bound(field)
  }
}

function holdsObjects({ type }: GraphQLField<unknown, Context>): boolean {
  return isListType(getNullableType(type)) && isCompositeType(getNamedType(type))
}

function bound(field: GraphQLField<unknown, Context>): void {
  const resolve = field.resolve ?? defaultFieldResolver
  field.resolve = (source, args, context, info) => {
    const list: unknown = resolve(source, args, context, info)
    return list instanceof Promise ? list.then((given: unknown) => counted(given, context)) : counted(list, context)
  }
}

function counted(list: unknown, { budget }: Context): unknown {
  if (!Array.isArray(list)) return list
  budget.listed += list.length
  const most = budget.cost + UNFORESEEN_OBJECTS
  if (budget.listed <= most) return list
  const message = `expected at most ${most} objects in lists, got more: ask for smaller pages, or for less at once`
  throw new RequestError('QUERY_TOO_EXPENSIVE', message)
}
