import { Field, ID, ObjectType } from 'type-graphql'
import type { Mode } from '../auth/actor.js'
import { ModeEnum } from '../organizations/organization.entity.js'

@ObjectType({ description: 'Who asks: what the API key stands for.' })
export class Viewer {
  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`.' })
  vendorId!: string

  @Field(() => String, { description: 'Name of the vendor.' })
  vendorName!: string

  @Field(() => ID, { description: 'Id of the API key, `key_…`; never the key itself.' })
  apiKeyId!: string

  @Field(() => ModeEnum, { description: 'Mode of the key: what it sees is all of this mode.' })
  mode!: Mode

  @Field(() => [String], { description: 'What the key may do, for example `orders:write`.' })
  scopes!: string[]
}
