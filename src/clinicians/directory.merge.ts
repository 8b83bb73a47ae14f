import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'

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
      and not (s.gives_way and exists
        (select from source_records o where o.clinician_id = c.id and o.source <> r.source))
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
    using staged_clinicians s
     join staged_records r on r.clinician_id = s.id
    where n.clinician_id = s.id and n.source = r.source
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

/** An amendment keeps parts of what its source said before. */
const KEEP_PARTS = writeStatement(
  'directory_keep_parts',
  `update staged_facts t
      set value = t.value || coalesce(
        (select jsonb_object_agg(part, f.value -> part) from unnest(t.keep) part where f.value ? part), '{}')
     from clinician_facts f
    where t.keep is not null and f.no_longer_reported_at is null
      and (f.clinician_id, f.section, f.source, f.fact_key) = (t.clinician_id, t.section, t.source, t.fact_key)`,
)

/** Facts of a whole record that it no longer has; an amendment is silent about the others and closes none of them. */
const CLOSE_VANISHED = writeStatement(
  'directory_close_vanished',
  `update clinician_facts f
      set no_longer_reported_at = $1
     from staged_clinicians s
     join staged_records r on r.clinician_id = s.id
    where f.clinician_id = s.id and f.source = r.source and f.no_longer_reported_at is null
      and not exists (select from staged_facts t
        where (t.clinician_id, t.section, t.source, t.fact_key) = (f.clinician_id, f.section, f.source, f.fact_key))`,
)

const CLOSE_CHANGED = writeStatement(
  'directory_close_changed',
  `update clinician_facts f
      set no_longer_reported_at = $1
     from staged_facts t
    where (f.clinician_id, f.section, f.source, f.fact_key) = (t.clinician_id, t.section, t.source, t.fact_key)
      and f.no_longer_reported_at is null and f.value <> t.value`,
)

/** The same value, reported again on a later day: the row says so, and no history is written, for nothing changed. */
const CONFIRM_REPEATED = writeStatement(
  'directory_confirm_repeated',
  `update clinician_facts f
      set position = t.position, last_reported_on = coalesce(t.last_reported_on, f.last_reported_on),
          retrieved_at = case when t.last_reported_on <> f.last_reported_on or f.last_reported_on is null
                              then t.retrieved_at else f.retrieved_at end
     from staged_facts t
    where (f.clinician_id, f.section, f.source, f.fact_key) = (t.clinician_id, t.section, t.source, t.fact_key)
      and f.no_longer_reported_at is null
      and (f.position, f.last_reported_on)
        is distinct from (t.position, coalesce(t.last_reported_on, f.last_reported_on))`,
)

const INSERT_FACTS = writeStatement(
  'directory_insert_facts',
  `insert into clinician_facts
     (clinician_id, section, source, fact_key, position, value, last_reported_on, retrieved_at)
   select clinician_id, section, source, fact_key, position, value, last_reported_on, retrieved_at from staged_facts
   on conflict (clinician_id, section, source, fact_key) where no_longer_reported_at is null do nothing`,
)

/** Brings the directory to what is in the staging tables; what is the same already is not written. */
export async function mergeStaged(tx: Transaction, now: Date): Promise<void> {
  await tx.write(UPDATE_HEADS, [])
  await tx.write(REMOVE_NAMES, [])
  await tx.write(UPSERT_NAMES, [])
  await tx.write(KEEP_PARTS, [])
  await tx.write(CLOSE_VANISHED, [now])
  await tx.write(CLOSE_CHANGED, [now])
  await tx.write(CONFIRM_REPEATED, [])
  await tx.write(INSERT_FACTS, [])
}
