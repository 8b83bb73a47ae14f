import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Organizations1763830001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create extension if not exists btree_gist;

      -- Append-only and immutable tables share this trigger: what a row says is never changed or taken back.
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
      end $$;

      create table organizations (
        id text primary key,
        mode text not null constraint organizations_mode_known check (mode in ('TEST', 'LIVE')),
        name text not null constraint organizations_name_length check (length(name) between 1 and 200),
        time_zone text not null,
        created_at timestamptz not null
      );

      create table users (
        id text primary key,
        email text not null constraint users_email_unique unique
          constraint users_email_lower_case check (email = lower(email)),
        full_name text not null constraint users_full_name_length check (length(full_name) between 1 and 200),
        created_at timestamptz not null
      );

      create table memberships (
        id text primary key,
        organization_id text not null constraint memberships_organization_fk references organizations,
        user_id text not null constraint memberships_user_fk references users,
        roles text[] not null constraint memberships_roles_known
          check (cardinality(roles) > 0 and roles <@ array['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER']),
        created_at timestamptz not null,
        constraint memberships_organization_user_unique unique (organization_id, user_id)
      );
      create index memberships_user on memberships (user_id);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table memberships;
      drop table users;
      drop table organizations;
      drop function refuse_change;
    `)
  }
}
