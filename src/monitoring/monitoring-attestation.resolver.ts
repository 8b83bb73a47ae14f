import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, type LoaderDefinition } from '../graphql/loaders.js'
import { MonitoringType } from './monitoring.type.js'
import { attestationsOf } from './monitoring-attestation.queries.js'
import { MonitoringAttestationType } from './monitoring-attestation.type.js'

@Resolver(() => MonitoringType)
export class MonitoringAttestationsResolver {
  readonly #attestations: LoaderDefinition<string, MonitoringAttestationType[]>

  constructor(database: Database) {
    this.#attestations = {
      load: async (ids) => groupedBy(ids, await attestationsOf(database, ids), (one) => one.monitoringId),
    }
  }

  @Holds(25, { usually: 12 })
  @FieldResolver(() => [MonitoringAttestationType], {
    description:
      'What is attested of the periods of the term that are over, the latest first: one for each 30 days, 25 at the most.',
  })
  async attestations(
    @Root() monitoring: MonitoringType,
    @Ctx() { loaders }: Context,
  ): Promise<MonitoringAttestationType[]> {
    return await loaders.get(this.#attestations).load(monitoring.id)
  }
}
