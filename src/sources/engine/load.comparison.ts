import type { PoolClient } from 'pg'
import type { LoadScope } from './source.loader.js'

/**
 * PostgreSQL may know next to nothing of what is known, above all after a load that was cut short, so it is told how to
 * compare: a whole file with all of it at once, an update by looking up each of its keys, in the time of the update.
 */
const PLAN_WHOLE = 'set enable_nestloop = off'
const PLAN_LOOK_UPS = 'set enable_seqscan = off'

/** How many rows of the staged records there is something to do with. */
export interface Comparison {
  /** Records that are not known as the file has them, beyond the checkpoint. */
  records: number
  /** Their rows. */
  rows: number
}

/** What the target of a load knows. */
export interface KnownRecords {
  /** See `LoadTarget.knownDigests`. */
  knownDigests: string | undefined
  source: string
  mode: string
}

/**
 * Compares the staged rows with what is known: makes the table of keys, with the digest of all rows of each, and finds
 * which differ; gives how many do beyond the checkpoint. Of a FULL file, it notes the known records too of which there
 * is but a row that was skipped or rejected.
 */
export async function compareStaged(
  client: PoolClient,
  tables: { rows: string; keys: string },
  known: KnownRecords,
  scope: LoadScope,
  checkpoint: string | null,
): Promise<Comparison> {
  const { rows, keys } = tables
  const values = known.knownDigests === undefined ? [] : [known.source, known.mode]
  const knownQuery = known.knownDigests ?? 'select null::text as key, null::text as digest where false'
  await client.query(`
    drop table if exists ${keys};
    begin;
    create unlogged table ${keys} (key text not null, digest text, row_count integer, differs boolean not null)
      with (autovacuum_enabled = false);
    comment on table ${keys} is ${literal(known.source)};
    commit;
    create index on ${rows} (key collate "C");
    analyze ${rows} (key)`)
  const isFull = scope === 'FULL'
  await client.query(isFull ? PLAN_WHOLE : PLAN_LOOK_UPS)
  const lookUp = `left join lateral (select digest from (${knownQuery}) of_key where key = s.key offset 0) k on true`
  await client.query(
    `insert into ${keys}
     select s.key, s.digest, s.row_count, k.digest is distinct from s.digest
       from (select key, count(*) as row_count,
                    case when count(*) = 1 then min(digest)
                      else encode(sha256(convert_to(string_agg(digest, '' order by row_no), 'UTF8')), 'hex') end as digest
               from ${rows} where part is not null group by key) s
       ${isFull ? `left join (${knownQuery}) k on k.key = s.key` : lookUp}`,
    values,
  )
  await client.query(`alter table ${keys} add primary key (key)`)
  if (isFull) {
    const isKnown = known.knownDigests === undefined ? '' : `and key in (select key from (${knownQuery}) k)`
    await client.query(
      `insert into ${keys} select distinct key, null, 0, false from ${rows} where part is null ${isKnown}
       on conflict do nothing`,
      values,
    )
  }
  await client.query(`
    reset enable_nestloop;
    reset enable_seqscan;
    create index on ${keys} (key collate "C") where differs;
    analyze ${keys}`)
  const { rows: counts } = await client.query(
    `select count(*)::int as records, coalesce(sum(row_count), 0)::int as rows from ${keys}
      where differs and key collate "C" > $1`,
    [checkpoint ?? ''],
  )
  return counts[0]
}

/** A text within a statement that takes no parameters. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
