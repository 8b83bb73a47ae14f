import type { MigrationInterface, QueryRunner } from 'typeorm'

export class BackOffice1763916006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What staff recorded of money that came in: one row beside its ledger entry. The key makes a repeated call find
      -- the deposit of the first.
      create table deposits (
        id text primary key,
        ledger_entry_id text not null constraint deposits_ledger_entry_unique unique
          constraint deposits_ledger_entry_fk references ledger_entries,
        organization_id text not null constraint deposits_organization_fk references organizations,
        reference text not null constraint deposits_reference_length check (length(reference) between 1 and 100),
        idempotency_key text not null constraint deposits_idempotency_key_unique unique
          constraint deposits_idempotency_key_length check (length(idempotency_key) between 1 and 255),
        request_sha256 text not null,
        recorded_by_user_id text not null constraint deposits_user_fk references users,
        recorded_at timestamptz not null
      );
      create index deposits_organization on deposits (organization_id, id);
      create trigger deposits_append_only before update or delete or truncate on deposits
        for each statement execute function refuse_change();

      -- Nobody is staff and acts for an organization or a vendor at once: a session of staff is never an administrator's,
      -- so an administrator who became staff would leave the organization without one. Whoever joins takes the person's
      -- row for share, whoever appoints changes it: of two at once the second sees what the first did.
      create function keep_staff_apart() returns trigger language plpgsql as $$
      declare
        person text;
        refused boolean;
      begin
        if tg_table_name = 'users' then
          person := new.id;
          refused := exists (select from memberships m where m.user_id = new.id)
            or exists (select from vendor_members m where m.user_id = new.id);
        else
          person := new.user_id;
          select u.staff into refused from users u where u.id = new.user_id for share;
        end if;
        if refused then
          raise exception 'user % would be staff and act for an organization or a vendor', person
            using errcode = 'check_violation', constraint = 'users_staff_apart', table = 'users';
        end if;
        return null;
      end $$;
      create trigger users_staff_apart after update of staff on users
        for each row when (new.staff and not old.staff) execute function keep_staff_apart();
      create trigger memberships_staff_apart after insert or update of user_id on memberships
        for each row execute function keep_staff_apart();
      create trigger vendor_members_staff_apart after insert or update of user_id on vendor_members
        for each row execute function keep_staff_apart();

      -- Staff say why, except of their own accounts and of what was refused to them.
      alter table audit_events add constraint audit_events_staff_reason check (
        actor_kind <> 'STAFF' or reason is not null or action in (
          'ACCESS_DENIED', 'SIGNED_IN', 'SIGN_IN_FAILED', 'SIGNED_OUT', 'SESSION_ENDED', 'REFRESH_TOKEN_REUSED',
          'PASSWORD_RESET_REQUESTED', 'PASSWORD_CHANGED', 'EMAIL_CHANGE_REQUESTED', 'EMAIL_CHANGED', 'OPENID_LINKED',
          'INVITATION_ACCEPTED', 'ORGANIZATION_INQUIRED'
        )
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table audit_events drop constraint audit_events_staff_reason;
      drop trigger vendor_members_staff_apart on vendor_members;
      drop trigger memberships_staff_apart on memberships;
      drop trigger users_staff_apart on users;
      drop function keep_staff_apart;
      drop table deposits;
    `)
  }
}
