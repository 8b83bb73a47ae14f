import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What the sandbox does by itself: it decides discrepancies whose text asks for it, and changes a monitored clinician. And
 * which sandbox organizations vendors made, and which took the place of one that was reset.
 */
export class Sandbox1766300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table discrepancies
        drop constraint discrepancies_taken_whole,
        drop constraint discrepancies_decided_by_somebody,
        add constraint discrepancies_taken_whole check (
          (taken_at is not null or taken_by_user_id is null)
          and (taken_at is null or taken_by_user_id is not null or mode = 'TEST')
          and case when state = 'SUBMITTED' then taken_at is null
                   when state in ('DELAYED', 'WITHDRAWN') then true else taken_at is not null end),
        add constraint discrepancies_decided_by_somebody check (
          case when state in ('CORRECTED', 'CONFIRMED_ACCURATE')
               then explanation is not null and (decided_by_user_id is not null or mode = 'TEST')
               else num_nonnulls(decided_by_user_id, explanation) = 0 end)
    `)
    await runner.query(`
      create index discrepancies_of_magic on discrepancies (id)
        where ended_at is null and mode = 'TEST' and why like 'sandbox:%'
    `)
    await runner.query(`
      create table sandbox_changes (
        monitoring_id text primary key constraint sandbox_changes_monitoring_fk references monitorings,
        changed_at timestamptz not null
      )
    `)
    await runner.query(`
      create table sandbox_organizations (
        organization_id text primary key constraint sandbox_organizations_organization_fk references organizations,
        vendor_id text not null constraint sandbox_organizations_vendor_fk references vendors,
        idempotency_key text not null
          constraint sandbox_organizations_key_length check (length(idempotency_key) between 1 and 255),
        request_sha256 text not null constraint sandbox_organizations_request_form check (request_sha256 ~ '^[0-9a-f]{64}$'),
        created_at timestamptz not null,
        constraint sandbox_organizations_key_unique unique (vendor_id, idempotency_key)
      )
    `)
    await runner.query(`
      create table sandbox_resets (
        organization_id text primary key constraint sandbox_resets_organization_fk references organizations,
        successor_id text not null constraint sandbox_resets_successor_fk references organizations
          constraint sandbox_resets_successor_unique unique,
        reset_at timestamptz not null,
        constraint sandbox_resets_are_two check (organization_id <> successor_id)
      )
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sandbox_resets')
    await runner.query('drop table sandbox_organizations')
    await runner.query('drop table sandbox_changes')
    await runner.query('drop index discrepancies_of_magic')
    await runner.query(`
      alter table discrepancies
        drop constraint discrepancies_taken_whole,
        drop constraint discrepancies_decided_by_somebody,
        add constraint discrepancies_taken_whole check (
          (taken_at is null) = (taken_by_user_id is null)
          and case when state = 'SUBMITTED' then taken_at is null
                   when state in ('DELAYED', 'WITHDRAWN') then true else taken_at is not null end),
        add constraint discrepancies_decided_by_somebody check (
          num_nonnulls(decided_by_user_id, explanation)
          = case when state in ('CORRECTED', 'CONFIRMED_ACCURATE') then 2 else 0 end)
    `)
  }
}
