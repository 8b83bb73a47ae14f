import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Tables whose rows belong to a clinician, each written by thousands of rows a statement. */
const OF_CLINICIANS = ['clinician_names', 'clinician_facts', 'source_records']

/** The same as a foreign key keeps, checked once for each statement and clinician instead of once for each row. */
function guard(table: string): string {
  return `
    create trigger ${table}_have_a_clinician after insert on ${table} referencing new table as added
      for each statement execute function require_clinicians();
    create trigger ${table}_stay_with_clinician before update of clinician_id on ${table}
      for each row when (new.clinician_id <> old.clinician_id) execute function refuse_other_clinician();`
}

export class DirectoryChanges1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A key tells a record from the others of its source and mode. A record that vanished from its source stays, so
      -- that its return is told from a new one.
      alter table source_records
        add column mode text,
        add column heads boolean,
        add column as_of date,
        add column no_longer_reported_at timestamptz,
        add column no_longer_reported_on date;
      -- So far NPPES alone gives way to other sources where it comes to a clinician's name and place.
      update source_records r set mode = c.mode, heads = (r.source <> 'NPPES') from clinicians c where c.id = r.clinician_id;
      -- Of two records that a source has of one clinician, the one that it updated last stands.
      update source_records r set no_longer_reported_at = now()
       where exists (select from source_records o
         where (o.clinician_id, o.source) = (r.clinician_id, r.source)
           and (coalesce(o.reported_on, '-infinity'), o.record_key)
             > (coalesce(r.reported_on, '-infinity'), r.record_key));
      alter table source_records
        alter column mode set not null,
        alter column heads set not null,
        add constraint source_records_mode_known check (mode in ('TEST', 'LIVE')),
        drop constraint source_records_pkey,
        add constraint source_records_pkey primary key (mode, source, record_key);
      drop index source_records_clinician;
      create unique index source_records_one_of_clinician on source_records (clinician_id, source)
        where no_longer_reported_at is null;

      -- Of which day the file was that no longer had it; null where nobody said.
      alter table clinician_facts add column no_longer_reported_on date;
      create index clinician_facts_past on clinician_facts (clinician_id) where no_longer_reported_at is not null;

      -- What has changed about clinicians who were known already. Batches commit in the order of these ids.
      create table clinician_changes (
        id bigint generated always as identity primary key,
        clinician_id text not null,
        mode text not null constraint clinician_changes_mode_known check (mode in ('TEST', 'LIVE')),
        section text not null,
        source text not null,
        fact_key text not null,
        kind text not null,
        field text,
        before jsonb,
        after jsonb,
        load_id text,
        changed_at timestamptz not null,
        constraint clinician_changes_say_what check (case kind
          when 'ADDED' then field is null and before is null and after is not null
          when 'REMOVED' then field is null and before is not null and after is null
          when 'CHANGED' then field is not null and before is distinct from after
          else false end)
      );
      create index clinician_changes_clinician on clinician_changes (clinician_id, id);

      -- These two are a foreign key whose inserts are checked by the statement. Key share locks keep a clinician from
      -- being deleted meanwhile, as those of a foreign key do.
      create function require_clinicians() returns trigger language plpgsql as $$
        declare
          wanted text[];
        begin
          select array_agg(id) into wanted from (select distinct clinician_id as id from added) each;
          if cardinality(wanted) <> (
               select count(*) from (select from clinicians where id = any (wanted) for key share) held) then
            raise exception 'row of % for clinician %, who is not there', tg_table_name,
                (select min(id) from unnest(wanted) id where id not in (select c.id from clinicians c))
              using errcode = 'foreign_key_violation', constraint = tg_name, table = tg_table_name;
          end if;
          return null;
        end
      $$;
      create function refuse_other_clinician() returns trigger language plpgsql as $$
        begin
          raise exception 'a row of % never moves to another clinician', tg_table_name
            using errcode = 'foreign_key_violation', constraint = tg_name, table = tg_table_name;
        end
      $$;
      create function keep_described_clinicians() returns trigger language plpgsql as $$
        begin
          -- Any other would not see what was committed since its snapshot was taken, as a foreign key does.
          if current_setting('transaction_isolation') <> 'read committed' then
            raise exception 'clinicians are deleted in transactions that read what is committed'
              using errcode = 'foreign_key_violation', constraint = tg_name, table = tg_table_name;
          end if;
          if exists (select from removed r where
               exists (select from clinician_facts f
                 where f.clinician_id = r.id and f.no_longer_reported_at is null)
               or exists (select from clinician_facts f
                 where f.clinician_id = r.id and f.no_longer_reported_at is not null)
               or exists (select from clinician_names n where n.clinician_id = r.id)
               or exists (select from source_records s where s.clinician_id = r.id)
               or exists (select from clinician_changes h where h.clinician_id = r.id)) then
            raise exception 'the directory still has rows of the clinician'
              using errcode = 'foreign_key_violation', constraint = tg_name, table = tg_table_name;
          end if;
          return null;
        end
      $$;
      create trigger clinicians_described_stay after delete on clinicians referencing old table as removed
        for each statement execute function keep_described_clinicians();
      create trigger clinicians_keep_their_id before update of id on clinicians
        for each row when (new.id <> old.id) execute function refuse_other_clinician();
      create trigger clinicians_no_truncate before truncate on clinicians
        for each statement execute function refuse_change();
      ${OF_CLINICIANS.map((table) => `alter table ${table} drop constraint ${table}_clinician_fk;`).join('\n')}
      ${[...OF_CLINICIANS, 'clinician_changes'].map(guard).join('\n')}
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table clinician_changes;
      drop trigger clinicians_no_truncate on clinicians;
      drop trigger clinicians_keep_their_id on clinicians;
      drop trigger clinicians_described_stay on clinicians;
      ${OF_CLINICIANS.map(
        (table) => `
          drop trigger ${table}_stay_with_clinician on ${table};
          drop trigger ${table}_have_a_clinician on ${table};
          alter table ${table} add constraint ${table}_clinician_fk foreign key (clinician_id) references clinicians;`,
      ).join('\n')}
      drop function keep_described_clinicians();
      drop function refuse_other_clinician();
      drop function require_clinicians();

      drop index clinician_facts_past;
      alter table clinician_facts drop column no_longer_reported_on;

      drop index source_records_one_of_clinician;
      create index source_records_clinician on source_records (clinician_id);
      -- The old key has no mode: of two records that differ only by it, the one of test mode goes.
      delete from source_records t using source_records l
       where t.mode = 'TEST' and l.mode = 'LIVE' and (t.source, t.record_key) = (l.source, l.record_key);
      alter table source_records
        drop constraint source_records_pkey,
        add constraint source_records_pkey primary key (source, record_key),
        drop column mode,
        drop column heads,
        drop column as_of,
        drop column no_longer_reported_at,
        drop column no_longer_reported_on;
    `)
  }
}
