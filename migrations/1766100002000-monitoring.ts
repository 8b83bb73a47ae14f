import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Monitoring1766100002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A product that delivers no document: what is bought is the time in which a clinician is watched.
      alter table order_items
        drop constraint order_items_product_known,
        drop constraint order_items_refunded_was_bought,
        add constraint order_items_product_known
          check (product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE', 'CONTINUOUS_MONITORING')),
        add constraint order_items_monitoring_undocumented
          check (product <> 'CONTINUOUS_MONITORING' or document_id is null),
        add constraint order_items_refunded_was_bought
          check (refund_id is null or document_id is not null or product = 'CONTINUOUS_MONITORING');
      alter table cart_items
        drop constraint cart_items_product_known,
        add constraint cart_items_product_known
          check (product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE', 'CONTINUOUS_MONITORING'));
      alter table order_roster_rows
        drop constraint order_roster_rows_product_known,
        add constraint order_roster_rows_product_known
          check (product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE', 'CONTINUOUS_MONITORING'));

      -- One bought term of continuous monitoring. A clinician is monitored once at a time by an organization.
      create table monitorings (
        id text primary key,
        organization_id text not null constraint monitorings_organization_fk references organizations,
        mode text not null constraint monitorings_mode_known check (mode in ('TEST', 'LIVE')),
        clinician_id text not null constraint monitorings_clinician_fk references clinicians,
        order_item_id text not null
          constraint monitorings_order_item_fk references order_items
          constraint monitorings_order_item_unique unique,
        -- What the organization knows of the clinician: changes are told against it.
        document_id text not null constraint monitorings_document_fk references profile_documents,
        -- Times of the organization, as its time zone was then. The first instant, and the first that is too late.
        started_at timestamptz not null,
        ends_at timestamptz not null,
        -- From when on the organization is reminded of the end, and when it was.
        remind_from timestamptz not null,
        reminded_at timestamptz,
        ended_at timestamptz,
        end_reason text
          constraint monitorings_end_reason_known check (end_reason in ('EXPIRED', 'DISCONTINUED', 'REFUNDED')),
        ended_by_user_id text constraint monitorings_ended_by_user_fk references users,
        ended_by_vendor_id text constraint monitorings_ended_by_vendor_fk references vendors,
        constraint monitorings_term_sane check (started_at < ends_at and remind_from between started_at and ends_at),
        constraint monitorings_reminded_sane check (reminded_at between remind_from and ends_at),
        constraint monitorings_ended_whole check ((ended_at is null) = (end_reason is null)),
        constraint monitorings_ended_within check (ended_at between started_at and ends_at),
        -- Nobody is left without the reminder: a term runs out after it only.
        constraint monitorings_expired_at_the_end
          check (end_reason <> 'EXPIRED' or (ended_at = ends_at and reminded_at is not null)),
        constraint monitorings_ended_by_somebody check (
          num_nonnulls(ended_by_user_id, ended_by_vendor_id) = case when end_reason = 'DISCONTINUED' then 1 else 0 end)
      );
      create unique index monitorings_one_runs on monitorings (organization_id, clinician_id) where ended_at is null;
      create index monitorings_running on monitorings (clinician_id) where ended_at is null;
      create index monitorings_of_organization on monitorings (organization_id, id);
      create index monitorings_to_remind on monitorings (remind_from) where ended_at is null and reminded_at is null;
      create index monitorings_to_expire on monitorings (ends_at) where ended_at is null;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table monitorings;
      alter table order_roster_rows
        drop constraint order_roster_rows_product_known,
        add constraint order_roster_rows_product_known
          check (product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE'));
      alter table cart_items
        drop constraint cart_items_product_known,
        add constraint cart_items_product_known
          check (product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE'));
      alter table order_items
        drop constraint order_items_product_known,
        drop constraint order_items_monitoring_undocumented,
        drop constraint order_items_refunded_was_bought,
        add constraint order_items_product_known
          check (product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE')),
        add constraint order_items_refunded_was_bought check (refund_id is null or document_id is not null);
    `)
  }
}
