import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Taxonomy1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Health care provider taxonomy: what the codes by which clinicians designate specialties are called. The texts
      -- are those of the file that the deployment brings. A code that a newer file no longer has keeps its texts.
      create table taxonomy_codes (
        code text primary key constraint taxonomy_codes_form check (code ~ '^[0-9A-Z]{9}X$'),
        "grouping" text not null,
        classification text not null,
        specialization text,
        display_name text not null,
        section text,
        content_sha256 bytea not null,
        -- Of which day the file was that last changed the row; null where nobody said.
        as_of date,
        retired_at timestamptz,
        retired_on date,
        constraint taxonomy_codes_retired_once check (retired_on is null or retired_at is not null)
      );

      -- A source that was asked about the clinicians of that moment says nothing of those who came later; null for one
      -- whose answers hold for everybody.
      alter table source_coverages add column asked_at timestamptz;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table source_coverages drop column asked_at;
      drop table taxonomy_codes;
    `)
  }
}
