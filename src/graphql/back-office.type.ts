import { ObjectType } from 'type-graphql'

/** Each feature adds what staff see of it: a field resolver of this type in the feature's own room. */
@ObjectType({ description: "What the publisher's staff work with; every look into it is in the audit trail." })
export class BackOffice {}
