import type { MigrationInterface, QueryRunner } from 'typeorm'

export class VendorManager1763916005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table vendors
        add column website text
          constraint vendors_website_is_web check (website ~ '^https?://' and length(website) <= 300),
        add column description text constraint vendors_description_length check (length(description) between 1 and 2000),
        add column contact_email text constraint vendors_contact_email_length check (length(contact_email) between 3 and 254),
        -- Whether the public directory of software providers names it.
        add column listed boolean not null default false
          constraint vendors_listed_are_software check (not listed or kind = 'SOFTWARE'),
        add column live_approved_at timestamptz,
        add column suspended_at timestamptz,
        add column suspension_reason text constraint vendors_suspension_reason_length
          check (length(suspension_reason) between 1 and 1000),
        add constraint vendors_suspension_has_reason check ((suspended_at is null) = (suspension_reason is null));
      create index vendors_by_name on vendors (lower(name) collate "C", id);
      create index vendors_organization on vendors (organization_id) where organization_id is not null;
      -- Whoever was made before approval was asked for could have live keys, and may go on.
      update vendors set live_approved_at = created_at;

      create table vendor_members (
        id text primary key,
        vendor_id text not null constraint vendor_members_vendor_fk references vendors,
        user_id text not null constraint vendor_members_user_fk references users,
        added_by_user_id text not null constraint vendor_members_added_by_fk references users,
        added_at timestamptz not null,
        constraint vendor_members_vendor_user_unique unique (vendor_id, user_id)
      );
      create index vendor_members_user on vendor_members (user_id);

      -- Who may see or manage which vendor; every statement that reads what is a vendor's own joins it.
      create view vendor_access as
        select 'VENDOR' as actor_kind, v.id as actor_id, v.id as vendor_id, false as manages from vendors v
        union all
        select 'USER', p.user_id, p.vendor_id, true
          from (select user_id, vendor_id from vendor_members
                union
                -- An organization's own integration is managed by whoever administers the organization now.
                select m.user_id, v.id
                  from vendors v join memberships m on m.organization_id = v.organization_id
                 where 'ORGANIZATION_ADMINISTRATOR' = any (m.roles)) p
        union all
        select 'STAFF', u.id, v.id, false from users u cross join vendors v where u.staff;

      -- Who leaves an organization, or administers it no more, manages none of its integrations any more either.
      create function end_vendor_members() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.organization_id = old.organization_id and new.user_id = old.user_id
           and ('ORGANIZATION_ADMINISTRATOR' = any (new.roles) or not 'ORGANIZATION_ADMINISTRATOR' = any (old.roles)) then
          return null;
        end if;
        delete from vendor_members m using vendors v
         where m.user_id = old.user_id and v.id = m.vendor_id and v.organization_id = old.organization_id;
        return null;
      end $$;
      create trigger memberships_end_vendor_members after update or delete on memberships
        for each row execute function end_vendor_members();

      alter table vendor_grants
        add column monthly_spend_cap_cents bigint
          constraint vendor_grants_cap_sane check (monthly_spend_cap_cents between 0 and 1000000000000),
        add column revoked_by_user_id text constraint vendor_grants_revoked_by_fk references users,
        add constraint vendor_grants_revoker_has_revoked check (revoked_by_user_id is null or revoked_at is not null);
      -- What a vendor spent for an organization in a month, from the index alone.
      create index orders_vendor_spend on orders (organization_id, vendor_id, placed_at) include (total_cents)
        where vendor_id is not null and status in ('PENDING', 'COMPLETED');

      alter table api_keys
        add column allowed_addresses text[] not null default '{}'
          constraint api_keys_allowed_addresses_count check (cardinality(allowed_addresses) <= 50),
        add column created_by_user_id text constraint api_keys_created_by_fk references users,
        -- The key that takes its place; both work until this one's end.
        add column rotated_to_id text
          constraint api_keys_rotated_to_fk references api_keys
          constraint api_keys_rotated_to_unique unique,
        add constraint api_keys_rotated_ends check (rotated_to_id is null or expires_at is not null);

      -- The organization of play money in which an organization tries its own integration out.
      create table sandbox_twins (
        organization_id text primary key constraint sandbox_twins_organization_fk references organizations,
        sandbox_id text not null
          constraint sandbox_twins_sandbox_fk references organizations
          constraint sandbox_twins_sandbox_unique unique,
        created_at timestamptz not null,
        constraint sandbox_twins_are_two check (organization_id <> sandbox_id)
      );

      create table integration_requests (
        id text primary key,
        organization_id text not null constraint integration_requests_organization_fk references organizations,
        vendor_id text not null
          constraint integration_requests_vendor_fk references vendors
          constraint integration_requests_vendor_unique unique,
        software_name text not null
          constraint integration_requests_software_name_length check (length(software_name) between 1 and 200),
        description text constraint integration_requests_description_length check (length(description) between 1 and 2000),
        technical_contact_name text not null
          constraint integration_requests_contact_name_length check (length(technical_contact_name) between 1 and 200),
        technical_contact_email text not null
          constraint integration_requests_contact_email_length check (length(technical_contact_email) between 3 and 254),
        requested_by_user_id text not null constraint integration_requests_requested_by_fk references users,
        requested_at timestamptz not null,
        status text not null
          constraint integration_requests_status_known check (status in ('PENDING', 'APPROVED', 'REJECTED')),
        decided_at timestamptz,
        decided_by_user_id text constraint integration_requests_decided_by_fk references users,
        decision_reason text constraint integration_requests_reason_length
          check (length(decision_reason) between 1 and 1000),
        constraint integration_requests_decision_whole check (
          (status = 'PENDING') = (decided_at is null)
          and (decided_at is null) = (decided_by_user_id is null)
          and (decided_at is null) = (decision_reason is null))
      );
      create unique index integration_requests_one_pending on integration_requests (organization_id)
        where status = 'PENDING';
      create index integration_requests_of_organization on integration_requests (organization_id, id);
      create index integration_requests_by_status on integration_requests (status, id);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table integration_requests;
      drop table sandbox_twins;
      alter table api_keys drop column allowed_addresses, drop column created_by_user_id, drop column rotated_to_id;
      drop index orders_vendor_spend;
      alter table vendor_grants drop column monthly_spend_cap_cents, drop column revoked_by_user_id;
      drop trigger memberships_end_vendor_members on memberships;
      drop function end_vendor_members;
      drop view vendor_access;
      drop table vendor_members;
      drop index vendors_by_name;
      drop index vendors_organization;
      alter table vendors
        drop column website, drop column description, drop column contact_email, drop column listed,
        drop column live_approved_at, drop column suspended_at, drop column suspension_reason;
    `)
  }
}
