import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { DirectoryBatch } from './directory.batch.js'
import { recordChanges } from './directory.changes.js'
import { copyToStaging, type PlacedEntry } from './directory.copy.js'

/**
 * Identifiers and the birth date are filled in and corrected but never emptied, for sources know different ones; the
 * name and the place are taken as a whole.
 */
const UPDATE_HEADS = writeStatement(
  'directory_update_heads',
  `update clinicians c
      set kind = s.kind, npi = coalesce(s.npi, c.npi), ecfmg_number = coalesce(s.ecfmg_number, c.ecfmg_number),
          nccpa_number = coalesce(s.nccpa_number, c.nccpa_number), first_name = s.first_name,
          middle_name = s.middle_name, last_name = s.last_name, suffix = s.suffix, credential = s.credential,
          birth_date = coalesce(s.birth_date, c.birth_date), city = s.city, state = s.state, updated_at = s.updated_at
     from staged_clinicians s
     join staged_records r on r.clinician_id = s.id
    where c.id = s.id
      and (r.heads or not exists
        (select from source_records o
          where o.clinician_id = c.id and o.source <> r.source and o.heads and o.no_longer_reported_at is null))
      and (c.kind, c.npi, c.ecfmg_number, c.nccpa_number, c.first_name, c.middle_name, c.last_name, c.suffix,
           c.credential, c.birth_date, c.city, c.state)
        is distinct from
          (s.kind, coalesce(s.npi, c.npi), coalesce(s.ecfmg_number, c.ecfmg_number),
           coalesce(s.nccpa_number, c.nccpa_number), s.first_name, s.middle_name, s.last_name, s.suffix,
           s.credential, coalesce(s.birth_date, c.birth_date), s.city, s.state)`,
)

const REMOVE_NAMES = writeStatement(
  'directory_remove_names',
  `delete from clinician_names n
    using staged_records r
    where r.whole and n.clinician_id = r.clinician_id and n.source = r.source
      and not exists (select from staged_names t
        where (t.clinician_id, t.source, t.type, t.name_key) = (n.clinician_id, n.source, n.type, n.name_key))`,
)

const UPSERT_NAMES = writeStatement(
  'directory_upsert_names',
  `insert into clinician_names as n
     (clinician_id, name_key, type, source, first_name, middle_name, last_name, suffix)
   select clinician_id, name_key, type, source, first_name, middle_name, last_name, suffix from staged_names
   on conflict (clinician_id, source, type, name_key) do update
      set first_name = excluded.first_name, middle_name = excluded.middle_name, last_name = excluded.last_name,
          suffix = excluded.suffix
    where (n.first_name, n.middle_name, n.last_name, n.suffix)
      is distinct from (excluded.first_name, excluded.middle_name, excluded.last_name, excluded.suffix)`,
)

/**
 * What is reported now beside what is to be, where they differ: the rows that the statements below work on. An amendment
 * keeps parts of what its source said before, and is silent about other facts; a whole record has no more than it says.
 */
const COMPARE_FACTS = writeStatement(
  'directory_compare_facts',
  `insert into compared_facts
     (id, clinician_id, section, source, fact_key, before, after, position, last_reported_on, retrieved_at)
   select id, clinician_id, section, source, fact_key, before, after, position, last_reported_on, retrieved_at
     from (
       select f.id, coalesce(t.clinician_id, f.clinician_id) as clinician_id, coalesce(t.section, f.section) as section,
              coalesce(t.source, f.source) as source, coalesce(t.fact_key, f.fact_key) as fact_key, f.value as before,
              case when t.keep is null or f.value is null then t.value
                else t.value || coalesce((select jsonb_object_agg(part, f.value -> part) from unnest(t.keep) part
                                           where f.value ? part), '{}') end as after,
              t.position, t.last_reported_on, t.retrieved_at, f.position as position_before,
              f.last_reported_on as last_reported_before, f.whole
         from staged_facts t
         full join (
           select f.*, r.whole from staged_records r
             join clinician_facts f
               on f.clinician_id = r.clinician_id and f.source = r.source and f.no_longer_reported_at is null) f
           on (f.clinician_id, f.section, f.source, f.fact_key) = (t.clinician_id, t.section, t.source, t.fact_key)
     ) fact
    where (after is null and whole)
       or (after is not null and (before, position_before, last_reported_before)
             is distinct from (after, position, coalesce(last_reported_on, last_reported_before)))`,
)

const CLOSE_FACTS = writeStatement(
  'directory_close_facts',
  `update clinician_facts f
      set no_longer_reported_at = $1, no_longer_reported_on = $2
     from compared_facts c
    where f.id = c.id and c.before is distinct from c.after`,
)

/** The same value, reported again on a later day: the row says so, and no history is written, for nothing changed. */
const CONFIRM_FACTS = writeStatement(
  'directory_confirm_facts',
  `update clinician_facts f
      set position = c.position, last_reported_on = coalesce(c.last_reported_on, f.last_reported_on),
          retrieved_at = case when c.last_reported_on <> f.last_reported_on or f.last_reported_on is null
                              then c.retrieved_at else f.retrieved_at end
     from compared_facts c
    where f.id = c.id and c.before = c.after`,
)

const INSERT_FACTS = writeStatement(
  'directory_insert_facts',
  `insert into clinician_facts
     (clinician_id, section, source, fact_key, position, value, last_reported_on, retrieved_at)
   select clinician_id, section, source, fact_key, position, after, last_reported_on, retrieved_at
     from compared_facts where after is not null and before is distinct from after
    order by clinician_id, section, position`,
)

const UPSERT_RECORDS = writeStatement(
  'directory_upsert_records',
  `insert into source_records as r
     (mode, source, record_key, clinician_id, heads, content_sha256, reported_on, deactivated_on, reactivated_on, as_of)
   select mode, source, record_key, clinician_id, heads, content_sha256, reported_on, deactivated_on, reactivated_on, as_of
     from staged_records
   on conflict (mode, source, record_key) do update
      set content_sha256 = excluded.content_sha256, deactivated_on = excluded.deactivated_on,
          reported_on = greatest(r.reported_on, excluded.reported_on),
          reactivated_on = greatest(r.reactivated_on, excluded.reactivated_on),
          as_of = greatest(r.as_of, excluded.as_of),
          heads = r.heads or excluded.heads,
          no_longer_reported_at = null, no_longer_reported_on = null`,
)

/** Brings the directory to what the entries say of clinicians whom it knows; what is the same already is not written. */
export async function mergeEntries(
  tx: Transaction,
  batch: DirectoryBatch,
  placed: readonly PlacedEntry[],
): Promise<void> {
  await copyToStaging(tx, batch, placed)
  await tx.write(UPDATE_HEADS, [])
  await mergeStaged(tx, batch)
  await tx.write(UPSERT_RECORDS, [])
}

/** Brings names and facts to those that are staged with each staged record: for a whole record without any, to none. */
export async function mergeStaged(tx: Transaction, batch: DirectoryBatch): Promise<void> {
  await tx.write(REMOVE_NAMES, [])
  await tx.write(UPSERT_NAMES, [])
  await tx.write(COMPARE_FACTS, [])
  await recordChanges(tx, batch)
  await tx.write(CLOSE_FACTS, [batch.now, batch.asOf])
  await tx.write(CONFIRM_FACTS, [])
  await tx.write(INSERT_FACTS, [])
}
