import type { MigrationInterface, QueryRunner } from 'typeorm'

export class SourceLoads1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What loads have staged, a table or two for each; unlogged, and gone with the load.
      create schema staging;

      -- A load is on record from its beginning, with how far it has come: who goes on with it begins there.
      alter table source_loads
        drop constraint source_loads_counts_add_up,
        alter column file_sha256 drop not null,
        alter column finished_at drop not null,
        add column loader text not null default 'nppes',
        add column state text not null default 'COMPLETED',
        add column scope text not null default 'UPDATE',
        add column as_of date,
        add column actor text,
        -- Rows that are staged and not applied yet.
        add column rows_pending bigint not null default 0,
        -- Records that the file no longer has.
        add column records_vanished bigint not null default 0,
        add column skipped_by_reason jsonb not null default '{}',
        add column rejected_by_reason jsonb not null default '{}',
        -- Rows of the staging table; null until it is complete.
        add column rows_staged bigint,
        -- All records up to this key are applied.
        add column checkpoint_key text,
        -- Counts the processes that have worked on it, so that one that was given up cannot go on.
        add column attempt integer not null default 1,
        add column error text,
        add constraint source_loads_state_known check (state in ('RUNNING', 'INTERRUPTED', 'COMPLETED', 'FAILED')),
        add constraint source_loads_scope_known check (scope in ('FULL', 'UPDATE')),
        add constraint source_loads_counts_add_up check
          (rows_read = rows_inserted + rows_updated + rows_unchanged + rows_skipped + rows_rejected + rows_pending),
        add constraint source_loads_completed_whole check
          (state <> 'COMPLETED' or (finished_at is not null and file_sha256 is not null and rows_pending = 0));
      alter table source_loads
        alter column loader drop default,
        alter column state drop default,
        alter column scope drop default;

      -- Nobody looks for a fact by its value, and statistics of it were two thirds of what ANALYZE of the table takes.
      alter table clinician_facts alter column value set statistics 0;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table clinician_facts alter column value set statistics -1;
      delete from source_loads where state <> 'COMPLETED';
      alter table source_loads
        drop constraint source_loads_completed_whole,
        drop constraint source_loads_counts_add_up,
        drop constraint source_loads_scope_known,
        drop constraint source_loads_state_known,
        drop column error,
        drop column attempt,
        drop column checkpoint_key,
        drop column rows_staged,
        drop column rejected_by_reason,
        drop column skipped_by_reason,
        drop column records_vanished,
        drop column rows_pending,
        drop column actor,
        drop column as_of,
        drop column scope,
        drop column state,
        drop column loader,
        alter column file_sha256 set not null,
        alter column finished_at set not null,
        add constraint source_loads_counts_add_up check
          (rows_read = rows_inserted + rows_updated + rows_unchanged + rows_skipped + rows_rejected);
      drop schema staging cascade;
    `)
  }
}
