import { Extensions } from 'type-graphql'
import type { CallerKind } from '../auth/caller.js'

/** Under which name a root field carries its policy. */
export const ACCESS_EXTENSION = 'access'

/**
 * Which kinds of callers may use a root field of the schema. Every root field says it; one that does not stops the
 * build of the schema. What each of them may do with it is for the service to assert.
 */
export function Access(...kinds: [CallerKind, ...CallerKind[]]): MethodDecorator {
  return Extensions({ [ACCESS_EXTENSION]: kinds }) as MethodDecorator
}

/** For fields of everybody who proved who they are. */
export const SIGNED_IN = ['VENDOR', 'USER', 'STAFF'] as const satisfies readonly CallerKind[]
/** For fields of people only. */
export const PEOPLE = ['USER', 'STAFF'] as const satisfies readonly CallerKind[]
