import { sealsOfEvents } from '../audit/audit-seal.queries.js'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import { inOrderOf, type LoaderDefinition } from '../graphql/loaders.js'

const NAMES = readStatement<{ id: string; name: string }>(
  'audit_actor_names',
  `select id, name from vendors where id = any ($1)
    union all select id, full_name from users where id = any ($1)`,
)

/** Names of vendors and people by their ids; whoever asks must have found the ids in a trail that the caller may read. */
export function actorNameLoader(database: Database): LoaderDefinition<string, string | null> {
  return {
    async load(ids) {
      const actors = inOrderOf(ids, await database.rows(NAMES, [ids]), (row) => row.id)
      return actors.map((actor) => actor?.name ?? null)
    },
  }
}

/** Sequences of the seals that events are in, by the events' ids; null for those that are not sealed yet. */
export function sealLoader(database: Database): LoaderDefinition<string, number | null> {
  return {
    async load(eventIds) {
      const seals = inOrderOf(eventIds, await sealsOfEvents(database, eventIds), (row) => row.eventId)
      return seals.map((seal) => seal?.sequence ?? null)
    },
  }
}
