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

/** Under which name a root field says whether staff have to give a reason with the header. */
export const REASON_EXTENSION = 'reason'

/** For queries of what is everybody's or one's own: staff need not say why they look. */
export const ReasonNotNeeded = (): MethodDecorator => Extensions({ [REASON_EXTENSION]: false }) as MethodDecorator

/** For mutations without a reason in their input that staff can use on others' things: the header says why. */
export const ReasonNeeded = (): MethodDecorator => Extensions({ [REASON_EXTENSION]: true }) as MethodDecorator
