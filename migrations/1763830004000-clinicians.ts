import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Clinicians1763830004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table clinicians (
        id text primary key,
        mode text not null constraint clinicians_mode_known check (mode in ('TEST', 'LIVE')),
        kind text not null constraint clinicians_kind_known check (kind in ('PHYSICIAN', 'PHYSICIAN_ASSISTANT')),
        npi text constraint clinicians_npi_form check (npi ~ '^[12][0-9]{9}$'),
        ecfmg_number text constraint clinicians_ecfmg_form check (ecfmg_number ~ '^[0-9]{7,8}$'),
        nccpa_number text constraint clinicians_nccpa_form check (nccpa_number ~ '^[0-9]{7}$'),
        first_name text,
        middle_name text,
        last_name text not null,
        suffix text,
        credential text,
        birth_date date,
        city text,
        state text,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create unique index clinicians_npi on clinicians (mode, npi);
      create unique index clinicians_ecfmg on clinicians (mode, ecfmg_number);
      create unique index clinicians_nccpa on clinicians (mode, nccpa_number);
      create index clinicians_birth_date on clinicians (birth_date) where birth_date is not null;

      -- Every name under which a clinician is found, with the key by which names compare.
      create table clinician_names (
        clinician_id text not null constraint clinician_names_clinician_fk references clinicians,
        name_key text not null,
        type text not null constraint clinician_names_type_known check (type in ('LEGAL', 'FORMER', 'OTHER')),
        source text not null,
        first_name text,
        middle_name text,
        last_name text not null,
        suffix text,
        primary key (clinician_id, source, type, name_key)
      );
      create index clinician_names_key on clinician_names (name_key);

      -- What a source says of a clinician, one row an element of a profile section. A change closes the row and adds another.
      create table clinician_facts (
        id bigint generated always as identity primary key,
        clinician_id text not null constraint clinician_facts_clinician_fk references clinicians,
        section text not null,
        source text not null,
        fact_key text not null,
        position smallint not null,
        value jsonb not null,
        last_reported_on date,
        retrieved_at timestamptz not null,
        no_longer_reported_at timestamptz
      );
      create unique index clinician_facts_current on clinician_facts (clinician_id, section, source, fact_key)
        where no_longer_reported_at is null;

      -- A source that was asked for a section about everybody of a mode, so that its silence means something.
      create table source_coverages (
        mode text not null constraint source_coverages_mode_known check (mode in ('TEST', 'LIVE')),
        section text not null,
        source text not null,
        as_of date not null,
        primary key (mode, section, source)
      );

      -- The digest of what each source's record became, so that an unchanged record costs no write;
      -- and the latest dates of that record, so that an older file does not undo a newer one.
      create table source_records (
        source text not null,
        record_key text not null,
        clinician_id text not null constraint source_records_clinician_fk references clinicians,
        content_sha256 bytea not null,
        reported_on date,
        deactivated_on date,
        reactivated_on date,
        primary key (source, record_key)
      );
      create index source_records_clinician on source_records (clinician_id);

      create table source_loads (
        id text primary key,
        source text not null,
        file_name text not null,
        file_sha256 text not null,
        file_bytes bigint not null,
        started_at timestamptz not null,
        finished_at timestamptz not null,
        rows_read bigint not null,
        rows_inserted bigint not null,
        rows_updated bigint not null,
        rows_unchanged bigint not null,
        rows_skipped bigint not null,
        rows_rejected bigint not null,
        constraint source_loads_counts_add_up check
          (rows_read = rows_inserted + rows_updated + rows_unchanged + rows_skipped + rows_rejected)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table source_loads;
      drop table source_records;
      drop table source_coverages;
      drop table clinician_facts;
      drop table clinician_names;
      drop table clinicians;
    `)
  }
}
