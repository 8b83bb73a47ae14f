import type { MigrationInterface, QueryRunner } from 'typeorm'

export class OrganizationManager1763916004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table organizations
        add column phone text constraint organizations_phone_length check (length(phone) between 1 and 40),
        add column address_lines text[]
          constraint organizations_address_lines_count check (cardinality(address_lines) between 1 and 3),
        add column address_city text,
        add column address_state text,
        add column address_postal_code text,
        -- Goes up with every administrator that the organization loses; see keep_last_administrator.
        add column administrators_version integer not null default 0,
        add constraint organizations_address_whole
          check (num_nonnulls(address_lines, address_city, address_state, address_postal_code) in (0, 4));
      create index organizations_name_prefix on organizations (mode, lower(name) text_pattern_ops, id);

      -- Every organization keeps an administrator, whoever deletes or changes what, and however many at once. Not a lock
      -- on the organization's row but a change of it: a lock alone would let two transactions of the level REPEATABLE READ
      -- each take one of the last two, for neither would see what the other did.
      create function keep_last_administrator() returns trigger language plpgsql as $$
      declare
        was_activated boolean;
      begin
        if not 'ORGANIZATION_ADMINISTRATOR' = any (old.roles) then return null; end if;
        if tg_op = 'UPDATE' and new.organization_id = old.organization_id and new.user_id = old.user_id
           and 'ORGANIZATION_ADMINISTRATOR' = any (new.roles) then
          return null;
        end if;
        update organizations set administrators_version = administrators_version + 1 where id = old.organization_id;
        select u.activated_at is not null into was_activated from users u where u.id = old.user_id;
        if not exists (
          select from memberships m join users u on u.id = m.user_id
           where m.organization_id = old.organization_id and 'ORGANIZATION_ADMINISTRATOR' = any (m.roles)
             and (u.activated_at is not null or not was_activated)
        ) then
          raise exception 'organization % would be left without an administrator', old.organization_id
            using errcode = 'check_violation', constraint = 'memberships_last_administrator', table = 'memberships';
        end if;
        return null;
      end $$;
      create trigger memberships_last_administrator after update or delete on memberships
        for each row execute function keep_last_administrator();

      create table change_requests (
        id text primary key,
        mode text not null constraint change_requests_mode_known check (mode in ('TEST', 'LIVE')),
        organization_id text constraint change_requests_organization_fk references organizations,
        kind text not null constraint change_requests_kind_known check (kind in
          ('ADD_USERS', 'CHANGE_ROLES', 'REMOVE_USER', 'CANCEL_INVITATION', 'UPDATE_ORGANIZATION', 'CREATE_ORGANIZATION')),
        status text not null constraint change_requests_status_known check (status in
          ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED')),
        requested_by_user_id text not null constraint change_requests_requested_by_fk references users,
        -- In which capacity: a person can be dismissed from the staff later.
        requested_by_staff boolean not null,
        reason text constraint change_requests_reason_length check (length(reason) between 1 and 1000),
        before jsonb,
        after jsonb,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        decided_at timestamptz,
        decided_by_user_id text constraint change_requests_decided_by_fk references users,
        note text constraint change_requests_note_length check (length(note) between 1 and 1000),
        constraint change_requests_says_something check (num_nonnulls(before, after) > 0),
        constraint change_requests_decided check ((status = 'PENDING') = (decided_at is null)),
        constraint change_requests_decided_by_somebody
          check ((status in ('APPROVED', 'REJECTED')) = (decided_by_user_id is not null)),
        constraint change_requests_of_an_organization
          check (organization_id is not null or (kind = 'CREATE_ORGANIZATION' and status <> 'APPROVED'))
      );
      create index change_requests_organization on change_requests (organization_id, id);
      create index change_requests_newest on change_requests (mode, id);
      create index change_requests_requested_organizations on change_requests (requested_by_user_id, id)
        where kind = 'CREATE_ORGANIZATION';
      create index change_requests_pending on change_requests (expires_at) where status = 'PENDING';

      -- Who, what, before, after and when are never changed, and a decision is taken once.
      create function keep_change_request() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and old.status = 'PENDING'
           and (old.organization_id is null or new.organization_id is not distinct from old.organization_id)
           and (new.id, new.mode, new.kind, new.requested_by_user_id, new.requested_by_staff, new.reason, new.before,
                new.after, new.created_at, new.expires_at)
             is not distinct from
               (old.id, old.mode, old.kind, old.requested_by_user_id, old.requested_by_staff, old.reason, old.before,
                old.after, old.created_at, old.expires_at)
        then
          return new;
        end if;
        raise exception 'change request % stands as it is: % refused', old.id, tg_op using errcode = 'restrict_violation';
      end $$;
      create trigger change_requests_stand before update or delete on change_requests
        for each row execute function keep_change_request();

      create table invitations (
        id text primary key,
        organization_id text not null constraint invitations_organization_fk references organizations,
        email text not null constraint invitations_email_lower_case check (email = lower(email)),
        full_name text not null constraint invitations_full_name_length check (length(full_name) between 1 and 200),
        roles text[] not null constraint invitations_roles_known
          check (cardinality(roles) > 0 and roles <@ array['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER']),
        status text not null constraint invitations_status_known check (status in
          ('PENDING', 'ACCEPTED', 'CANCELLED', 'EXPIRED')),
        -- Of the link that works; the link itself is in the e-mail only.
        token_sha256 text not null constraint invitations_token_unique unique
          constraint invitations_token_is_sha256 check (token_sha256 ~ '^[0-9a-f]{64}$'),
        invited_by_user_id text not null constraint invitations_invited_by_fk references users,
        change_request_id text not null constraint invitations_change_request_fk references change_requests,
        created_at timestamptz not null,
        sent_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz,
        accepted_by_user_id text constraint invitations_accepted_by_fk references users,
        constraint invitations_ended check ((status = 'PENDING') = (ended_at is null)),
        constraint invitations_accepted_by_somebody check ((status = 'ACCEPTED') = (accepted_by_user_id is not null))
      );
      create unique index invitations_one_pending on invitations (organization_id, email) where status = 'PENDING';
      create index invitations_organization on invitations (organization_id, id);

      create table organization_inquiries (
        id text primary key,
        organization_name text not null
          constraint organization_inquiries_organization_name_length check (length(organization_name) between 1 and 200),
        city text constraint organization_inquiries_city_length check (length(city) between 1 and 100),
        state text constraint organization_inquiries_state_form check (state ~ '^[A-Z]{2}$'),
        contact_name text not null
          constraint organization_inquiries_contact_name_length check (length(contact_name) between 1 and 200),
        contact_email text not null,
        message text constraint organization_inquiries_message_length check (length(message) between 1 and 2000),
        created_at timestamptz not null,
        answered_at timestamptz,
        answered_by_user_id text constraint organization_inquiries_answered_by_fk references users,
        organization_id text constraint organization_inquiries_organization_fk references organizations,
        answer text constraint organization_inquiries_answer_length check (length(answer) between 1 and 2000),
        constraint organization_inquiries_answered_whole check (
          num_nonnulls(answered_at, answered_by_user_id, answer) in (0, 3)
          and (organization_id is null or answered_at is not null))
      );
      create index organization_inquiries_open on organization_inquiries (id) where answered_at is null;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table organization_inquiries;
      drop table invitations;
      drop table change_requests;
      drop function keep_change_request;
      drop trigger memberships_last_administrator on memberships;
      drop function keep_last_administrator;
      drop index organizations_name_prefix;
      alter table organizations
        drop column phone, drop column address_lines, drop column address_city, drop column address_state,
        drop column address_postal_code, drop column administrators_version;
    `)
  }
}
