import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Profiles1763830005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence profile_snapshot_numbers;
      create sequence profile_document_numbers;

      -- "content" is the canonical JSON, kept as text: jsonb would not give back the bytes that the SHA-256 is over.
      create table profile_snapshots (
        id text primary key,
        number bigint not null constraint profile_snapshots_number_unique unique,
        clinician_id text not null constraint profile_snapshots_clinician_fk references clinicians,
        content text not null,
        content_sha256 text not null constraint profile_snapshots_sha256_form check (content_sha256 ~ '^[0-9a-f]{64}$'),
        created_at timestamptz not null,
        constraint profile_snapshots_content_unique unique (clinician_id, content_sha256)
      );
      create trigger profile_snapshots_immutable before update or delete or truncate on profile_snapshots
        for each statement execute function refuse_change();

      create table profile_documents (
        id text primary key,
        number bigint not null constraint profile_documents_number_unique unique,
        organization_id text not null constraint profile_documents_organization_fk references organizations,
        snapshot_id text not null constraint profile_documents_snapshot_fk references profile_snapshots,
        mode text not null constraint profile_documents_mode_known check (mode in ('TEST', 'LIVE')),
        product text not null constraint profile_documents_product_known
          check (product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE')),
        order_number text not null,
        organization_name text not null,
        requested_by text not null,
        time_zone text not null,
        as_of timestamptz not null
      );
      create index profile_documents_snapshot on profile_documents (snapshot_id);
      create trigger profile_documents_immutable before update or delete or truncate on profile_documents
        for each statement execute function refuse_change();

      -- The official bytes, rendered once: a later release may draw better, but never another original.
      create table profile_pdfs (
        document_id text primary key constraint profile_pdfs_document_fk references profile_documents,
        sha256 text not null constraint profile_pdfs_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
        bytes bytea not null,
        rendered_at timestamptz not null
      );
      create trigger profile_pdfs_immutable before update or delete or truncate on profile_pdfs
        for each statement execute function refuse_change();

      create table profile_deliveries (
        id text primary key,
        document_id text not null constraint profile_deliveries_document_fk references profile_documents,
        organization_id text not null constraint profile_deliveries_organization_fk references organizations,
        method text not null constraint profile_deliveries_method_known check (method in ('LINK')),
        vendor_id text constraint profile_deliveries_vendor_fk references vendors,
        api_key_id text constraint profile_deliveries_api_key_fk references api_keys,
        address inet,
        created_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index profile_deliveries_document on profile_deliveries (document_id);
      create index profile_deliveries_organization on profile_deliveries (organization_id);

      create table profile_downloads (
        id text primary key,
        delivery_id text not null constraint profile_downloads_delivery_fk references profile_deliveries,
        address inet,
        downloaded_at timestamptz not null
      );
      create index profile_downloads_delivery on profile_downloads (delivery_id);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table profile_downloads;
      drop table profile_deliveries;
      drop table profile_pdfs;
      drop table profile_documents;
      drop table profile_snapshots;
      drop sequence profile_document_numbers;
      drop sequence profile_snapshot_numbers;
    `)
  }
}
