import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Webhooks1765000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where a vendor wants to be told; disabled, never deleted.
      create table webhook_endpoints (
        id text primary key,
        vendor_id text not null constraint webhook_endpoints_vendor_fk references vendors,
        mode text not null constraint webhook_endpoints_mode_known check (mode in ('TEST', 'LIVE')),
        url text not null
          constraint webhook_endpoints_url_is_web check (url ~ '^https?://' and length(url) <= 2000),
        description text constraint webhook_endpoints_description_length check (length(description) between 1 and 200),
        -- Which types of events; null for all, those to come included.
        types text[] constraint webhook_endpoints_types_present check (cardinality(types) > 0),
        state text not null constraint webhook_endpoints_state_known check (state in ('ACTIVE', 'DISABLED')),
        disabled_at timestamptz,
        disabled_because text
          constraint webhook_endpoints_disabled_known check (disabled_because in ('ASKED', 'FAILING', 'GONE')),
        -- The first failure since the last success.
        failing_since timestamptz,
        created_at timestamptz not null,
        -- Both encrypted (RFC 7516) with the deployment's key; the previous one signs too until then.
        secret_jwe text not null,
        secret_made_at timestamptz not null,
        previous_secret_jwe text,
        previous_secret_until timestamptz,
        constraint webhook_endpoints_disabled_whole check (
          (state = 'DISABLED') = (disabled_at is not null) and (disabled_at is null) = (disabled_because is null)),
        constraint webhook_endpoints_previous_whole
          check ((previous_secret_jwe is null) = (previous_secret_until is null))
      );
      create index webhook_endpoints_vendor on webhook_endpoints (vendor_id, mode);

      -- What happened, once for each vendor that is told: ids, no personal data.
      create table webhook_events (
        id text primary key,
        vendor_id text not null constraint webhook_events_vendor_fk references vendors,
        organization_id text constraint webhook_events_organization_fk references organizations,
        mode text not null constraint webhook_events_mode_known check (mode in ('TEST', 'LIVE')),
        type text not null,
        data jsonb not null constraint webhook_events_data_is_object check (jsonb_typeof(data) = 'object'),
        occurred_at timestamptz not null
      );
      create index webhook_events_vendor on webhook_events (vendor_id, mode, occurred_at);
      create index webhook_events_time on webhook_events (occurred_at);

      -- One event on its way to one endpoint.
      create table webhook_deliveries (
        endpoint_id text not null constraint webhook_deliveries_endpoint_fk references webhook_endpoints,
        event_id text not null constraint webhook_deliveries_event_fk references webhook_events on delete cascade,
        state text not null
          constraint webhook_deliveries_state_known check (state in ('WAITING', 'DELIVERED', 'FAILED', 'CANCELLED')),
        -- How often it was taken to be sent; also tells one claim from the next.
        attempts integer not null default 0,
        -- How many of them failed since it was written down, or replayed.
        failures integer not null default 0,
        next_attempt_at timestamptz,
        -- Until then, by this server's clock, one worker has it alone.
        claimed_until timestamptz,
        settled_at timestamptz,
        primary key (endpoint_id, event_id),
        constraint webhook_deliveries_waiting_whole check (
          (state = 'WAITING') = (next_attempt_at is not null) and (state = 'WAITING') = (settled_at is null)
          and (state = 'WAITING' or claimed_until is null))
      );
      create index webhook_deliveries_waiting on webhook_deliveries (endpoint_id, next_attempt_at)
        where state = 'WAITING';
      create index webhook_deliveries_claimed on webhook_deliveries (endpoint_id, claimed_until)
        where claimed_until is not null;
      create index webhook_deliveries_event on webhook_deliveries (event_id);
      create index webhook_deliveries_log on webhook_deliveries (endpoint_id, state, event_id);

      -- What became of each attempt: heads only, never bodies.
      create table webhook_attempts (
        endpoint_id text not null,
        event_id text not null,
        number integer not null,
        attempted_at timestamptz not null,
        duration_ms integer not null,
        -- 200 for instance; null without an answer.
        status integer constraint webhook_attempts_status_sane check (status between 100 and 999),
        -- A code such as TIMEOUT; null for a success.
        problem text,
        response_headers jsonb not null,
        primary key (endpoint_id, event_id, number),
        constraint webhook_attempts_delivery_fk foreign key (endpoint_id, event_id)
          references webhook_deliveries on delete cascade
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table webhook_attempts;
      drop table webhook_deliveries;
      drop table webhook_events;
      drop table webhook_endpoints;
    `)
  }
}
