import { Extensions } from 'type-graphql'

/** Under which name a root field says what it costs besides its objects. */
export const COST_EXTENSION = 'cost'

/** Points of a root field besides those of its objects, for what works more than it shows; docs/cost.md lists them. */
export const Costs = (points: number): MethodDecorator => Extensions({ [COST_EXTENSION]: points }) as MethodDecorator

/** Every request, whatever it asks for. */
export const REQUEST_COST = 1
/** Every object that an answer holds. */
export const OBJECT_COST = 1
/** Every field of a mutation, besides its objects. */
export const MUTATION_COST = 10
/** `__schema` and `__type`, with all that is below. */
export const INTROSPECTION_COST = 1_000
/** How many objects a list is taken to have that has no pages. */
export const LIST_SIZE = 5
/** How many objects a page is taken to have whose size the request does not say. */
export const DEFAULT_PAGE = 20
