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
import { isPageList } from './cost.plan.js'

/**
 * Objects that all lists without pages of one answer may hold. What they will hold is not known before the request is
 * run, so its cost cannot be charged before; and an answer takes memory before it can be counted.
 */
export const MAX_LISTED_OBJECTS = 25_000

/** Ends every request whose lists without pages hold more than that, by an error in the place of the list. */
export function boundLists(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) if (isWithoutPages(field)) bound(field)
  }
}

function isWithoutPages({ name, type }: GraphQLField<unknown, Context>): boolean {
  return isListType(getNullableType(type)) && isCompositeType(getNamedType(type)) && !isPageList(name)
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
  if (budget.listed <= MAX_LISTED_OBJECTS) return list
  const message = `expected at most ${MAX_LISTED_OBJECTS} objects in lists without pages, got more: ask for smaller pages, or for less at once`
  throw new RequestError('QUERY_TOO_EXPENSIVE', message)
}
