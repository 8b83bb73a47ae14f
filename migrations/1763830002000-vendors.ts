import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Vendors1763830002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table vendors (
        id text primary key,
        name text not null constraint vendors_name_length check (length(name) between 1 and 200),
        kind text not null constraint vendors_kind_known check (kind in ('SOFTWARE', 'PROPRIETARY')),
        organization_id text constraint vendors_organization_fk references organizations,
        created_at timestamptz not null,
        constraint vendors_proprietary_has_organization check ((kind = 'PROPRIETARY') = (organization_id is not null))
      );

      create table vendor_grants (
        id text primary key,
        vendor_id text not null constraint vendor_grants_vendor_fk references vendors,
        organization_id text not null constraint vendor_grants_organization_fk references organizations,
        scopes text[] not null constraint vendor_grants_scopes_present check (cardinality(scopes) > 0),
        granted_by_user_id text not null constraint vendor_grants_user_fk references users,
        granted_at timestamptz not null,
        revoked_at timestamptz
      );
      create unique index vendor_grants_one_active on vendor_grants (vendor_id, organization_id) where revoked_at is null;
      create index vendor_grants_organization on vendor_grants (organization_id);

      create table api_keys (
        id text primary key,
        vendor_id text not null constraint api_keys_vendor_fk references vendors,
        mode text not null constraint api_keys_mode_known check (mode in ('TEST', 'LIVE')),
        name text not null constraint api_keys_name_length check (length(name) between 1 and 200),
        selector text not null constraint api_keys_selector_unique unique,
        secret_sha256 text not null constraint api_keys_secret_is_sha256 check (secret_sha256 ~ '^[0-9a-f]{64}$'),
        scopes text[] not null constraint api_keys_scopes_present check (cardinality(scopes) > 0),
        created_at timestamptz not null,
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz
      );
      create index api_keys_vendor on api_keys (vendor_id);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table api_keys;
      drop table vendor_grants;
      drop table vendors;
    `)
  }
}
