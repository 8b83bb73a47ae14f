import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { ACTOR_KINDS, type Actor, type ActorKind, type Mode } from '../auth/actor.js'
import { enumOf } from '../graphql/enums.js'
import { ModeEnum } from '../graphql/mode.js'

export const ActorKindEnum = enumOf(ACTOR_KINDS)
registerEnumType(ActorKindEnum, {
  name: 'ActorKind',
  description: 'Who can ask.',
  valuesConfig: {
    VENDOR: { description: 'Software that came with an API key.' },
    USER: { description: 'A person who signed in: administers organizations, buys for them, or manages a vendor.' },
    STAFF: { description: "One of the publisher's own people, signed in." },
  },
})

@ObjectType({ description: 'Who asks: what the API key or the access token stands for.' })
export class Viewer {
  @Field(() => ActorKindEnum, { description: 'Whether software or a person asks.' })
  kind!: ActorKind

  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`, or of the person, `usr_…`.' })
  id!: string

  @Field(() => String, { description: 'Name of the vendor or of the person.' })
  name!: string

  @Field(() => ModeEnum, { description: 'What this request sees is all of this mode.' })
  mode!: Mode

  @Field(() => [String], {
    description:
      'The most that the key, or any role of the person, allows, for example `orders:write`; in an organization it can be less.',
  })
  scopes!: string[]

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the API key, `key_…`, never the key itself; null for a person.',
  })
  apiKeyId!: string | null

  @Field(() => ID, { nullable: true, description: 'Id of the session, `ses_…`; null for a vendor.' })
  sessionId!: string | null
}

/** The actor as the schema shows it. */
export function viewerOf(actor: Actor): Viewer {
  const { kind, id, name, mode } = actor
  return {
    kind,
    id,
    name,
    mode,
    scopes: [...actor.scopes].sort(),
    apiKeyId: actor.kind === 'VENDOR' ? actor.apiKeyId : null,
    sessionId: actor.kind === 'VENDOR' ? null : actor.sessionId,
  }
}
