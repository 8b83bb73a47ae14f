import { Extensions } from 'type-graphql'

/** Under which name a root field says what it costs besides its objects. */
export const COST_EXTENSION = 'cost'

/** Points of a root field besides those of its objects, for what works more than it shows; docs/cost.md lists them. */
export const Costs = (points: number): MethodDecorator => Extensions({ [COST_EXTENSION]: points }) as MethodDecorator

/** Under which name a field says how large its page is if the request does not say it. */
export const PAGE_EXTENSION = 'page'

/** The page of a field that is not of `DEFAULT_PAGE_SIZE`. */
export const PageOf = (size: number): MethodDecorator => Extensions({ [PAGE_EXTENSION]: size }) as MethodDecorator

/** Every request, whatever it asks for. */
export const REQUEST_COST = 1
/** Every object that an answer holds. */
export const OBJECT_COST = 1
/** Every field of a mutation, besides its objects. */
export const MUTATION_COST = 10
/** `__schema` and `__type`, with all that is below. */
export const INTROSPECTION_COST = 1_000
/** How many objects a list is taken to have that has no pages, unless the request names more. */
export const LIST_SIZE = 5
