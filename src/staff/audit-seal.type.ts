import { Field, Int, ObjectType } from 'type-graphql'
import type { AuditSealRow } from '../audit/audit-seal.queries.js'
import { connectionOf } from '../graphql/connection.js'
import { DateTime } from '../graphql/scalars.js'

@ObjectType('AuditSeal', {
  description: 'What the audit trail was at a moment: digests of a batch of events, chained to the seal before.',
})
class AuditSealType implements AuditSealRow {
  @Field(() => Int, { description: 'Its place in the chain: 1, 2, 3 …, without gaps.' })
  sequence!: number

  @Field(() => DateTime, { description: "When it was made, by the database's clock." })
  sealedAt!: Date

  @Field(() => String, {
    description: 'Ids of its events, as ranges of which the end does not count: `{[1,10),[12,13)}`.',
  })
  eventIds!: string

  @Field(() => Int, { description: 'How many events it has.' })
  eventCount!: number

  @Field(() => String, {
    description: 'SHA-256, 64 hex digits, of the hashes of its events in the order of their ids.',
  })
  eventsSha256!: string

  @Field(() => String, { description: '`hash` of the seal before; 64 zeros for the first.' })
  previousHash!: string

  @Field(() => String, {
    description:
      'SHA-256, 64 hex digits, of the seal: kept elsewhere, it proves later that nothing up to here was changed (`npm run audit -- verify --head <sequence>:<hash>`).',
  })
  hash!: string
}

export const AuditSealConnection = connectionOf('AuditSeal', AuditSealType, 'seals of the audit trail')
