import { Ctx, Query, Resolver } from 'type-graphql'
import { Access, ReasonNotNeeded, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { Viewer, viewerOf } from './viewer.type.js'

@Resolver()
export class ViewerResolver {
  @Access(...SIGNED_IN)
  @ReasonNotNeeded()
  @Query(() => Viewer, { description: 'Who you are to the gateway. Needs no scope: good for a first try.' })
  viewer(@Ctx() { actor }: Context): Viewer {
    return viewerOf(actor)
  }
}
