import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Search1764000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A copy of the clinician's, so that who has a name and was born on a day is read from one place of one index:
      -- some hundred names of millions, next to each other, however common the name is.
      alter table clinician_names add column birth_date date;
      update clinician_names n set birth_date = c.birth_date
        from clinicians c where c.id = n.clinician_id and c.birth_date is not null;
      create index clinician_names_born on clinician_names (birth_date, name_key, clinician_id, source, type)
        where birth_date is not null;
      drop index clinicians_birth_date;

      -- Whoever writes names or birth dates need not know of the copy.
      create function copy_birth_dates_to_added() returns trigger language plpgsql as $$
        begin
          update clinician_names n set birth_date = c.birth_date
            from added a join clinicians c on c.id = a.clinician_id
           where c.birth_date is not null
             and (n.clinician_id, n.source, n.type, n.name_key) = (a.clinician_id, a.source, a.type, a.name_key);
          return null;
        end
      $$;
      create function copy_birth_date() returns trigger language plpgsql as $$
        begin
          update clinician_names set birth_date = new.birth_date where clinician_id = new.id;
          return null;
        end
      $$;
      create trigger clinician_names_know_birth_dates after insert on clinician_names referencing new table as added
        for each statement execute function copy_birth_dates_to_added();
      create trigger clinicians_tell_birth_dates after update of birth_date on clinicians
        for each row when (new.birth_date is distinct from old.birth_date) execute function copy_birth_date();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger clinicians_tell_birth_dates on clinicians;
      drop trigger clinician_names_know_birth_dates on clinician_names;
      drop function copy_birth_date();
      drop function copy_birth_dates_to_added();
      create index clinicians_birth_date on clinicians (birth_date) where birth_date is not null;
      drop index clinician_names_born;
      alter table clinician_names drop column birth_date;
    `)
  }
}
