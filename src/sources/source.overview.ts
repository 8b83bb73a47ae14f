import type { Mode } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { LocalDay } from '../kernel/local-day.js'
import { PUBLIC_SOURCES, sourceByName } from './source.catalog.js'
import { freshnessOf } from './source.freshness.js'
import { sourceCoverage } from './source.queries.js'
import type { SourceCompletedLoad, SourceType } from './source.type.js'

/** A source of the publisher's own is expected to be loaded so often, in days. */
const OWN_CADENCE_DAYS = 31

interface LastLoad extends SourceCompletedLoad {
  source: string
  newestDay: LocalDay
}

/** A file of which nobody said of which day it is, is of the day on which it was loaded. */
const DAY_OF_FILE = `coalesce(as_of, (started_at at time zone 'UTC')::date)`

const LAST_LOADS = readStatement<LastLoad>(
  'source_last_loads',
  `select distinct on (source) source, finished_at as "finishedAt", as_of::text as "asOf", scope,
          rows_read as "rowsRead", rows_inserted as "rowsInserted", rows_updated as "rowsUpdated",
          rows_unchanged as "rowsUnchanged", records_vanished as "recordsVanished",
          max(${DAY_OF_FILE}) over (partition by source)::text as "newestDay"
     from source_loads where state = 'COMPLETED'
    order by source, finished_at desc, id desc`,
)

/** Walks from name to name through the index: there are millions of records and a dozen names. */
const SPEAKING = readStatement<{ name: string }>(
  'source_names_of_mode',
  `with recursive speaking as (
     (select source from source_records where mode = $1 order by source limit 1)
     union all
     select (select r.source from source_records r where r.mode = $1 and r.source > s.source order by r.source limit 1)
       from speaking s where s.source is not null)
   select source as name from speaking where source is not null
   union select source from source_coverages where mode = $1
   order by name`,
)

const NEWEST_DAYS = readStatement<{ source: string; day: LocalDay }>(
  'source_newest_days',
  `select source, max(${DAY_OF_FILE})::text as day from source_loads where state = 'COMPLETED' group by source`,
)

/** Of which day the newest file of each source is that was loaded to its end. */
export async function newestDays(reader: Reader): Promise<{ source: string; day: LocalDay }[]> {
  return await reader.rows(NEWEST_DAYS, [])
}

/** Every public source, and before them those of the publisher's own that say something in the mode. */
export async function sourceOverview(
  reader: Reader,
  mode: Mode,
  { publisher, now }: { publisher: string; now: Date },
): Promise<SourceType[]> {
  const loads = await reader.rows(LAST_LOADS, [])
  const speaking = await reader.rows(SPEAKING, [mode])
  const coverages = await sourceCoverage(reader, mode)
  const own = speaking.filter(({ name }) => sourceByName(name) === null).map(({ name }) => ownSource(name, publisher))
  const known = PUBLIC_SOURCES.map((source, index) => ({ ...source, precedence: index + 1 }))
  return [...own, ...known].map((source) => {
    const load = loads.find((each) => each.source === source.name) ?? null
    const coverage = coverages.filter((each) => each.source === source.name)
    const sections = source.sections ?? coverage.map(({ section }) => section)
    const freshness = freshnessOf(load?.newestDay ?? null, source.cadenceDays, now)
    return { ...source, sections: [...sections], lastLoad: load, freshness, coverage }
  })
}

function ownSource(name: string, publisher: string) {
  const isInvented = name.startsWith('Sandbox:')
  return {
    name,
    publisher,
    description: isInvented ? 'An invented source of test mode.' : 'What the publisher knows itself.',
    origin: null,
    cadenceDays: OWN_CADENCE_DAYS,
    sections: null,
    precedence: 0,
  }
}
