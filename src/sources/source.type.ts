import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Holds } from '../graphql/cost/cost.policy.js'
import { enumOf } from '../graphql/enums.js'
import { Count, DateTime, LocalDate } from '../graphql/scalars.js'
import { DAYS_TO_ARRIVE, SOURCE_FRESHNESS, type SourceFreshness } from './source.freshness.js'
import { SourceCoverage } from './source-coverage.entity.js'
import { LoadScopeEnum } from './source-load.entity.js'

const SourceFreshnessEnum = enumOf(SOURCE_FRESHNESS)
registerEnumType(SourceFreshnessEnum, {
  name: 'SourceFreshness',
  description: 'Whether the directory has the newest file of a source, as far as its cadence tells.',
  valuesConfig: {
    FRESH: { description: `Its newest file is not older than the cadence and ${DAYS_TO_ARRIVE} days.` },
    STALE: { description: 'Its newest file is older: another one is overdue.' },
    NEVER_LOADED: {
      description: 'No file of it was ever loaded; the invented sources of test mode come without files.',
    },
  },
})

@ObjectType({ description: 'The last load of a source that came to its end.' })
export class SourceCompletedLoad {
  @Field(() => DateTime, { description: 'When it ended.' })
  finishedAt!: Date

  @Field(() => LocalDate, { nullable: true, description: 'Of which day the file was; null if nobody said.' })
  asOf!: string | null

  @Field(() => LoadScopeEnum, { description: 'What the file says of the records that are not in it.' })
  scope!: 'FULL' | 'UPDATE'

  @Field(() => Count, { description: 'Rows of the file.' })
  rowsRead!: number

  @Field(() => Count, { description: 'Rows of records that were new.' })
  rowsInserted!: number

  @Field(() => Count, { description: 'Rows of records of which the file knew something else.' })
  rowsUpdated!: number

  @Field(() => Count, { description: 'Rows of records that were known as the file has them.' })
  rowsUnchanged!: number

  @Field(() => Count, { description: 'Records that the source no longer had.' })
  recordsVanished!: number
}

@ObjectType('Source', { description: 'A source of the directory: whose files it is made of, and how new they are.' })
export class SourceType {
  @Field(() => String, { description: 'Name, as it is printed beside each element that it reports.' })
  name!: string

  @Field(() => String, { description: 'Who publishes it.' })
  publisher!: string

  @Field(() => String, { description: 'What it tells, in a sentence.' })
  description!: string

  @Field(() => String, {
    nullable: true,
    description: 'Where its files are had; null for a source of the publisher’s own.',
  })
  origin!: string | null

  @Field(() => [String], {
    description:
      'Codes of the sections in which it says something, for example `LICENSES`; of a source of the publisher’s own, those that it covers.',
  })
  sections!: string[]

  @Field(() => Int, {
    description:
      'Where sources that speak of one section stand: 0 for the publisher’s own, which come first, then 1, 2 and so on. What a later one says is never left out.',
  })
  precedence!: number

  @Field(() => Int, { description: 'Days from one file to the next.' })
  cadenceDays!: number

  @Field(() => SourceFreshnessEnum, { description: 'Whether a newer file is overdue.' })
  freshness!: SourceFreshness

  @Field(() => SourceCompletedLoad, {
    nullable: true,
    description: 'The last load that came to its end; null if there was none.',
  })
  lastLoad!: SourceCompletedLoad | null

  @Holds(30)
  @Field(() => [SourceCoverage], {
    description:
      'For which sections it was asked about everybody of the mode of the request, so that its silence means "none reported".',
  })
  coverage!: SourceCoverage[]
}
