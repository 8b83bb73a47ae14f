import type { MigrationInterface, QueryRunner } from 'typeorm'

export class OrderRosters1766000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table uploads drop constraint uploads_purpose_known;
      alter table uploads add constraint uploads_purpose_known check (purpose in ('CLINICIAN_ROSTER', 'ORDER_ROSTER'));

      -- What is made of an upload can be worked on again, by an operation of another kind: a roster is previewed, then
      -- bought. Of each kind there is one, so it is bought once.
      alter table bulk_operations drop constraint bulk_operations_upload_unique;
      alter table bulk_operations add constraint bulk_operations_upload_unique unique (upload_id, kind);

      -- What the preview made of each row of a roster: what is bought later is what was shown, whatever else the
      -- directory says by then. Without names and dates of birth.
      create table order_roster_rows (
        operation_id text not null
          constraint order_roster_rows_operation_fk references bulk_operations on delete cascade,
        row_number integer not null constraint order_roster_rows_number_sane check (row_number >= 1),
        status text not null constraint order_roster_rows_status_form check (status ~ '^[A-Z][A-Z_]*$'),
        clinician_id text constraint order_roster_rows_clinician_fk references clinicians,
        product text constraint order_roster_rows_product_known
          check (product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE')),
        vendor_reference text
          constraint order_roster_rows_vendor_reference_length check (length(vendor_reference) <= 200),
        allow_duplicate boolean not null,
        unit_price_cents bigint constraint order_roster_rows_price_not_negative check (unit_price_cents >= 0),
        primary key (operation_id, row_number),
        constraint order_roster_rows_ready_whole
          check (status <> 'READY' or num_nonnulls(clinician_id, product, unit_price_cents) = 3)
      );
      create index order_roster_rows_of_clinician on order_roster_rows (operation_id, clinician_id);

      -- How the rows of a preview that are ready are bought.
      create table order_roster_purchases (
        operation_id text primary key
          constraint order_roster_purchases_operation_fk references bulk_operations,
        preview_operation_id text not null
          constraint order_roster_purchases_preview_fk references bulk_operations
          constraint order_roster_purchases_once unique,
        payment_method text not null constraint order_roster_purchases_payment_method_known
          check (payment_method in ('ACCOUNT_BALANCE', 'SUBSCRIPTION')),
        maximum_total_cents bigint not null
          constraint order_roster_purchases_maximum_not_negative check (maximum_total_cents >= 0),
        purchase_order_number text constraint order_roster_purchases_number_length
          check (length(purchase_order_number) between 1 and 50)
      );

      -- The order that was placed for the rows from first_row on. One for each slice, however often it is tried.
      create table order_roster_orders (
        operation_id text not null
          constraint order_roster_orders_purchase_fk references order_roster_purchases,
        first_row integer not null constraint order_roster_orders_row_sane check (first_row >= 1),
        order_id text not null
          constraint order_roster_orders_order_fk references orders
          constraint order_roster_orders_order_unique unique,
        primary key (operation_id, first_row)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table order_roster_orders;
      drop table order_roster_purchases;
      drop table order_roster_rows;
      alter table bulk_operations drop constraint bulk_operations_upload_unique;
      alter table bulk_operations add constraint bulk_operations_upload_unique unique (upload_id);
      alter table uploads drop constraint uploads_purpose_known;
      alter table uploads add constraint uploads_purpose_known check (purpose in ('CLINICIAN_ROSTER'));
    `)
  }
}
