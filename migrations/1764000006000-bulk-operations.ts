import type { MigrationInterface, QueryRunner } from 'typeorm'

export class BulkOperations1764000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Files that come and go, in pieces, so that every gateway of the database can read and write them and none of them
      -- ever holds a whole one. Whatever is past its expiry is deleted, a half-written one soon after its writer stopped.
      create table stored_files (
        id text primary key,
        content_type text not null constraint stored_files_content_type_length check (length(content_type) between 1 and 200),
        -- Both null until all of it is there.
        bytes bigint constraint stored_files_bytes_sane check (bytes >= 0),
        sha256 text constraint stored_files_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
        created_at timestamptz not null,
        completed_at timestamptz,
        expires_at timestamptz not null,
        constraint stored_files_complete_whole check (num_nonnulls(bytes, sha256, completed_at) in (0, 3)),
        constraint stored_files_expire_later check (expires_at > created_at)
      );
      create index stored_files_expiry on stored_files (expires_at);

      create table stored_file_chunks (
        file_id text not null constraint stored_file_chunks_file_fk references stored_files on delete cascade,
        position integer not null constraint stored_file_chunks_position_sane check (position >= 0),
        bytes bytea not null
          constraint stored_file_chunks_size check (octet_length(bytes) between 1 and 1048576),
        primary key (file_id, position)
      );
      -- Written once and read in one piece: compressing costs more than it saves.
      alter table stored_file_chunks alter column bytes set storage external;

      create table uploads (
        id text primary key,
        mode text not null constraint uploads_mode_known check (mode in ('TEST', 'LIVE')),
        organization_id text not null constraint uploads_organization_fk references organizations,
        purpose text not null constraint uploads_purpose_known check (purpose in ('CLINICIAN_ROSTER')),
        file_name text not null constraint uploads_file_name_length check (length(file_name) between 1 and 200),
        content_type text not null constraint uploads_content_type_length check (length(content_type) between 1 and 200),
        -- As declared before the first byte came.
        bytes bigint not null constraint uploads_bytes_sane check (bytes > 0),
        sha256 text constraint uploads_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
        actor_kind text not null constraint uploads_actor_kind_known check (actor_kind in ('VENDOR', 'USER')),
        actor_id text not null,
        api_key_id text,
        state text not null constraint uploads_state_known check (state in ('PENDING', 'COMPLETED', 'USED')),
        -- Null until it is complete, and again once the file is gone.
        file_id text
          constraint uploads_file_fk references stored_files on delete set null
          constraint uploads_file_unique unique,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        constraint uploads_key_of_vendor check ((actor_kind = 'VENDOR') = (api_key_id is not null)),
        constraint uploads_pending_without_file check (state <> 'PENDING' or file_id is null),
        constraint uploads_complete_with_hash check (state = 'PENDING' or sha256 is not null)
      );
      create index uploads_of_organization on uploads (organization_id, expires_at);

      create table bulk_operations (
        id text primary key,
        mode text not null constraint bulk_operations_mode_known check (mode in ('TEST', 'LIVE')),
        organization_id text not null constraint bulk_operations_organization_fk references organizations,
        kind text not null constraint bulk_operations_kind_form check (kind ~ '^[A-Z][A-Z_]*$'),
        result_format text not null
          constraint bulk_operations_result_format_known check (result_format in ('JSON_LINES', 'CSV')),
        state text not null constraint bulk_operations_state_known
          check (state in ('CREATED', 'RUNNING', 'CANCELLING', 'COMPLETED', 'CANCELLED', 'FAILED')),
        actor_kind text not null constraint bulk_operations_actor_kind_known check (actor_kind in ('VENDOR', 'USER')),
        actor_id text not null,
        api_key_id text,
        session_id text,
        request_id text not null,
        -- An upload is used once.
        upload_id text not null
          constraint bulk_operations_upload_fk references uploads
          constraint bulk_operations_upload_unique unique,
        file_sha256 text not null constraint bulk_operations_file_sha256_form check (file_sha256 ~ '^[0-9a-f]{64}$'),
        -- Null until the file was read once.
        rows_total integer,
        rows_processed integer not null default 0,
        -- Rows by what became of them; they add up to rows_processed.
        row_counts jsonb not null default '{}',
        result_file_id text
          constraint bulk_operations_result_file_fk references stored_files on delete set null
          constraint bulk_operations_result_file_unique unique,
        -- How many pieces of the result are written.
        result_chunks integer not null default 0,
        -- Runs that failed since something was done last.
        failures integer not null default 0,
        error_code text,
        error_message text,
        created_at timestamptz not null,
        started_at timestamptz,
        ended_at timestamptz,
        -- When something was done last: who finds it long ago goes on with it.
        touched_at timestamptz not null,
        expires_at timestamptz not null,
        constraint bulk_operations_credential_whole check (
          (actor_kind = 'VENDOR') = (api_key_id is not null) and (actor_kind = 'USER') = (session_id is not null)),
        constraint bulk_operations_rows_sane check (rows_processed between 0 and coalesce(rows_total, 0)),
        constraint bulk_operations_ended_whole check ((state in ('COMPLETED', 'CANCELLED', 'FAILED')) = (ended_at is not null)),
        constraint bulk_operations_completed_whole check (state <> 'COMPLETED' or rows_processed = rows_total),
        constraint bulk_operations_failed_says_why check (
          (state = 'FAILED') = (error_code is not null) and (error_code is null) = (error_message is null))
      );
      create index bulk_operations_of_organization on bulk_operations (organization_id, id);
      create index bulk_operations_of_file on bulk_operations (organization_id, file_sha256);
      create index bulk_operations_unended on bulk_operations (touched_at)
        where state in ('CREATED', 'RUNNING', 'CANCELLING');
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table bulk_operations;
      drop table uploads;
      drop table stored_file_chunks;
      drop table stored_files;
    `)
  }
}
