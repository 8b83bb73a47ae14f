import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Access1763916001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table users
        add column staff boolean not null default false,
        -- When the person made the account their own; until then nobody can sign in to it.
        add column activated_at timestamptz,
        add column password_hash text,
        add column password_changed_at timestamptz,
        add constraint users_password_needs_activation check (password_hash is null or activated_at is not null);

      -- Who may do what in which organization; every statement that reads an organization's things joins it.
      create view organization_access as
        select 'VENDOR' as actor_kind, g.vendor_id as actor_id, g.organization_id, g.scopes, false as administers
          from vendor_grants g where g.revoked_at is null
        union all
        select 'USER', m.user_id, m.organization_id,
               case when 'PROFILES_USER' = any (m.roles)
                 then array['clinicians:read', 'profiles:read', 'orders:write', 'discrepancies:write',
                            'monitoring:write', 'account:read']
                 else array['account:read'] end,
               'ORGANIZATION_ADMINISTRATOR' = any (m.roles)
          from memberships m
        union all
        select 'STAFF', u.id, o.id, array['clinicians:read', 'profiles:read', 'account:read'], false
          from users u cross join organizations o where u.staff;

      alter table profile_deliveries
        add column user_id text constraint profile_deliveries_user_fk references users;

      alter table audit_events
        add column session_id text,
        -- Why staff did it.
        add column reason text constraint audit_events_reason_length check (length(reason) between 1 and 1000);
      create index audit_events_subjects on audit_events using gin (subject_ids);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index audit_events_subjects;
      alter table audit_events drop column session_id, drop column reason;
      alter table profile_deliveries drop column user_id;
      drop view organization_access;
      alter table users
        drop column staff, drop column activated_at, drop column password_hash, drop column password_changed_at;
    `)
  }
}
