import { Arg, Args, Ctx, FieldResolver, Resolver } from 'type-graphql'
import type { Database } from '../db/database.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { sourceCoverage, sourceLoadPage } from './source.queries.js'
import { SourceCoverage } from './source-coverage.entity.js'
import { SourceLoad } from './source-load.entity.js'

const SOURCE_LOADS = keysetList<SourceLoad>({ name: 'source-loads', form: /^load_\w{26}$/, keyOf: ({ id }) => id })
const SourceLoadConnection = connectionOf('SourceLoad', SourceLoad, 'loads of source files, the newest first')

@Resolver(() => BackOffice)
export class BackOfficeSourcesResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => SourceLoadConnection, {
    description: 'Files that were loaded into the directory, the newest first; 20 a page unless told.',
  })
  async sourceLoads(
    @Arg('source', () => String, {
      nullable: true,
      description: 'Only of the source of this name, for example `NPPES`.',
    })
    source: string | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<SourceLoad>> {
    return await SOURCE_LOADS.page(page, (beforeId, limit) =>
      sourceLoadPage(this.database, source ?? null, beforeId, limit),
    )
  }

  @Holds(100)
  @FieldResolver(() => [SourceCoverage], {
    description:
      'Which source was asked for which section of everybody, in the mode of the request: where one covers a section, its silence means "none reported". By section and source.',
  })
  async sourceCoverage(@Ctx() { actor }: Context): Promise<SourceCoverage[]> {
    return await sourceCoverage(this.database, actor.mode)
  }
}
