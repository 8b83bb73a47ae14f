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

/** Under which name a list without pages, or the type of its objects, says how many it can have. */
export const SIZE_EXTENSION = 'size'

/** How many objects a list without pages is taken to have. */
export interface ListSize {
  /** Of one list: as many as there can be, or, where nothing bounds it, a number that is hardly ever passed. */
  most: number
  /** Of each further list, where many things have one. */
  usually: number
  /** A field and an argument of it, `placeOrder.input.items`: right below it, the list has as many objects as that. */
  asManyAs: string | null
}

type AnyDecorator = PropertyDecorator & MethodDecorator & ClassDecorator

/**
 * How many objects a list without pages has: every such list says it, or the type of its objects does. `usually` is for
 * lists of which many can stand in one answer, all of which would hardly be full.
 */
export function Holds(
  most: number,
  { usually = most, asManyAs = null }: Partial<Omit<ListSize, 'most'>> = {},
): AnyDecorator {
  const size: ListSize = { most, usually, asManyAs }
  return Extensions({ [SIZE_EXTENSION]: size }) as AnyDecorator
}
