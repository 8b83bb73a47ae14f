import type { MigrationInterface, QueryRunner } from 'typeorm'

export class MonitoringNotices1766100003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Up to which change of the directory somebody has looked who monitors whom. One row.
      create table monitoring_watermark (
        id text primary key constraint monitoring_watermark_alone check (id = 'all'),
        changes_through bigint not null
      );
      insert into monitoring_watermark select 'all', coalesce(max(id), 0) from clinician_changes;

      -- That a load of a source changed something of a monitored clinician: once for each organization, clinician and
      -- load. It is spotted first, and told when the load is over.
      create table monitoring_notices (
        id text primary key,
        monitoring_id text not null constraint monitoring_notices_monitoring_fk references monitorings,
        organization_id text not null constraint monitoring_notices_organization_fk references organizations,
        clinician_id text not null constraint monitoring_notices_clinician_fk references clinicians,
        -- Id of the load, or what else tells changes that were made together.
        load_key text not null,
        spotted_at timestamptz not null,
        -- When it was dealt with, by the gateway's clock; null while that is to come.
        settled_at timestamptz,
        -- When the organization was told, by its clock; null of what turned out to be no change of what it bought.
        noticed_at timestamptz,
        -- What the organization knew before, and the document that was made of the change.
        before_document_id text constraint monitoring_notices_before_fk references profile_documents,
        document_id text constraint monitoring_notices_document_fk references profile_documents,
        -- How many fields had changed, and in which sections.
        change_count integer constraint monitoring_notices_changes_positive check (change_count >= 1),
        sections text[] constraint monitoring_notices_sections_present check (cardinality(sections) >= 1),
        constraint monitoring_notices_once unique (organization_id, clinician_id, load_key),
        constraint monitoring_notices_whole check (
          num_nonnulls(noticed_at, before_document_id, document_id, change_count, sections) in (0, 5)
          and (noticed_at is null or settled_at is not null))
      );
      create index monitoring_notices_to_tell on monitoring_notices (organization_id) where settled_at is null;
      create index monitoring_notices_of_monitoring on monitoring_notices (monitoring_id, noticed_at)
        where noticed_at is not null;
      create index monitoring_notices_log on monitoring_notices (organization_id, noticed_at, id)
        where noticed_at is not null;

    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table monitoring_notices;
      drop table monitoring_watermark;
    `)
  }
}
