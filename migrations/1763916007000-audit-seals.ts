import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AuditSeals1763916007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the trail was when it was sealed, each seal with the hash of the one before.
      create table audit_seals (
        sequence bigint primary key constraint audit_seals_sequence_positive check (sequence > 0),
        sealed_at timestamptz not null,
        event_ids int8multirange not null constraint audit_seals_event_ids_bounded
          check (not (isempty(event_ids) or lower_inf(event_ids) or upper_inf(event_ids))),
        event_count integer not null constraint audit_seals_event_count_positive check (event_count > 0),
        -- SHA-256 of each event, in the order of the ids: tells which one was changed.
        event_hashes bytea not null,
        events_sha256 text not null constraint audit_seals_events_sha256_form check (events_sha256 ~ '^[0-9a-f]{64}$'),
        previous_hash text not null,
        hash text not null constraint audit_seals_hash_form check (hash ~ '^[0-9a-f]{64}$'),
        constraint audit_seals_one_hash_an_event check (octet_length(event_hashes) = 32 * event_count),
        -- No seal has two successors, and no event is sealed twice.
        constraint audit_seals_previous_hash_unique unique (previous_hash),
        constraint audit_seals_no_overlap exclude using gist (event_ids with &&)
      );
      -- Hashes look like noise; compressing them would cost time and save nothing.
      alter table audit_seals alter column event_hashes set storage external;
      create index audit_seals_highest on audit_seals (upper(event_ids));
      create trigger audit_seals_append_only before update or delete or truncate on audit_seals
        for each statement execute function refuse_change();

      -- Both are read by time, the newest first.
      drop index audit_events_organization;
      create index audit_events_organization on audit_events (organization_id, occurred_at, id);
      create index audit_events_time on audit_events (occurred_at, id);

      -- Ids are what the sequence gave out. Others would stand beyond what seals cover, or be no exact number to a reader.
      alter table audit_events
        add constraint audit_events_id_exact check (id between 1 and 9007199254740991);
      create function refuse_id() returns trigger language plpgsql as $$
        begin
          raise exception 'id % of % was never given out', new.id, tg_table_name using errcode = 'check_violation';
        end
      $$;
      do $$ begin
        -- The condition costs next to nothing; the function runs only to refuse.
        execute format(
          'create trigger audit_events_given_ids before insert on audit_events for each row
             when (new.id > coalesce(pg_sequence_last_value(%L::regclass), 0)) execute function refuse_id()',
          pg_get_serial_sequence('audit_events', 'id'));
      end $$;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger audit_events_given_ids on audit_events;
      drop function refuse_id();
      alter table audit_events drop constraint audit_events_id_exact;
      drop index audit_events_time;
      drop index audit_events_organization;
      create index audit_events_organization on audit_events (organization_id, id);
      drop table audit_seals;
    `)
  }
}
