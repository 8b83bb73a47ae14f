import type { MigrationInterface, QueryRunner } from 'typeorm'

export class MonitoringAttestations1766100004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the sources had said by then, once for all attestations of the moment.
      create table source_states (
        sha256 text primary key constraint source_states_sha256_is_hex check (sha256 ~ '^[0-9a-f]{64}$'),
        mode text not null constraint source_states_mode_known check (mode in ('TEST', 'LIVE')),
        sources jsonb not null constraint source_states_sources_is_array check (jsonb_typeof(sources) = 'array'),
        seen_at timestamptz not null
      );

      -- That within 30 days of a term no change was noticed, or how many were. Never changed.
      create table monitoring_attestations (
        id text primary key,
        monitoring_id text not null constraint monitoring_attestations_monitoring_fk references monitorings,
        organization_id text not null constraint monitoring_attestations_organization_fk references organizations,
        -- 1, 2, 3 … within the term.
        number integer not null constraint monitoring_attestations_number_positive check (number >= 1),
        period_from timestamptz not null,
        -- Not included.
        period_until timestamptz not null,
        change_count integer not null constraint monitoring_attestations_changes_not_negative check (change_count >= 0),
        sources_sha256 text not null constraint monitoring_attestations_sources_fk references source_states,
        attested_at timestamptz not null,
        constraint monitoring_attestations_number_unique unique (monitoring_id, number),
        constraint monitoring_attestations_period_sane check (period_from < period_until and period_until <= attested_at)
      );
      create index monitoring_attestations_log on monitoring_attestations (organization_id, attested_at, id);
      create trigger monitoring_attestations_stay before update or delete on monitoring_attestations
        for each row execute function refuse_change();
      create trigger monitoring_attestations_no_truncate before truncate on monitoring_attestations
        for each statement execute function refuse_change();

      -- Up to when a term is attested; null before its first attestation.
      alter table monitorings
        add column attested_until timestamptz,
        add column attestations integer not null default 0,
        add constraint monitorings_attested_within check (attested_until between started_at and ends_at);
      create index monitorings_to_attest on monitorings (coalesce(attested_until, started_at))
        where coalesce(attested_until, started_at) < coalesce(ended_at, ends_at);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index monitorings_to_attest;
      alter table monitorings drop column attested_until, drop column attestations;
      drop table monitoring_attestations;
      drop table source_states;
    `)
  }
}
