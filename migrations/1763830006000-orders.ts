import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Orders1763830006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence order_numbers;

      create table price_lists (
        id text primary key,
        mode text not null constraint price_lists_mode_known check (mode in ('TEST', 'LIVE')),
        organization_id text constraint price_lists_organization_fk references organizations,
        currency text not null constraint price_lists_currency_iso check (currency ~ '^[A-Z]{3}$'),
        effective_from timestamptz not null,
        effective_until timestamptz,
        constraint price_lists_no_overlap exclude using gist
          (mode with =, (coalesce(organization_id, '')) with =, currency with =,
           tstzrange(effective_from, effective_until) with &&)
      );

      create table prices (
        price_list_id text not null constraint prices_price_list_fk references price_lists,
        product text not null,
        minimum_quantity integer not null constraint prices_minimum_quantity_positive check (minimum_quantity >= 1),
        unit_amount_cents bigint not null constraint prices_amount_sane check (unit_amount_cents between 0 and 100000000),
        primary key (price_list_id, product, minimum_quantity)
      );

      create table daily_receipts (
        id text primary key,
        organization_id text not null constraint daily_receipts_organization_fk references organizations,
        day date not null,
        currency text not null,
        order_count integer not null constraint daily_receipts_order_count_positive check (order_count > 0),
        total_cents bigint not null,
        content jsonb not null,
        email_id text not null,
        created_at timestamptz not null,
        constraint daily_receipts_one_a_day unique (organization_id, day)
      );

      create table orders (
        id text primary key,
        number bigint not null constraint orders_number_unique unique,
        organization_id text not null constraint orders_organization_fk references organizations,
        mode text not null constraint orders_mode_known check (mode in ('TEST', 'LIVE')),
        status text not null constraint orders_status_known
          check (status in ('PENDING', 'COMPLETED', 'FAILED', 'CANCELLED', 'REFUNDED')),
        channel text not null constraint orders_channel_known check (channel in ('HUB', 'INTEGRATION')),
        vendor_id text constraint orders_vendor_fk references vendors,
        api_key_id text constraint orders_api_key_fk references api_keys,
        placed_by_user_id text constraint orders_user_fk references users,
        payment_method text not null constraint orders_payment_method_known
          check (payment_method in ('ACCOUNT_BALANCE', 'SUBSCRIPTION', 'CREDIT_CARD')),
        currency text not null,
        total_cents bigint not null constraint orders_total_not_negative check (total_cents >= 0),
        placed_at timestamptz not null,
        -- The organization's local day of placed_at, as its time zone was then: the day of the receipt.
        placed_on date not null,
        daily_receipt_id text constraint orders_daily_receipt_fk references daily_receipts,
        idempotency_scope text not null,
        idempotency_key text not null constraint orders_idempotency_key_length check (length(idempotency_key) between 1 and 255),
        request_sha256 text not null,
        constraint orders_idempotency_key_unique unique (idempotency_scope, idempotency_key),
        constraint orders_integration_has_vendor
          check ((channel = 'INTEGRATION') = (vendor_id is not null and api_key_id is not null)),
        constraint orders_hub_has_user check ((channel = 'HUB') = (placed_by_user_id is not null))
      );
      create index orders_history on orders (organization_id, number desc);
      create index orders_without_receipt on orders (organization_id, placed_on)
        where channel = 'INTEGRATION' and daily_receipt_id is null;
      create index orders_daily_receipt on orders (daily_receipt_id) where daily_receipt_id is not null;

      create table order_items (
        id text primary key,
        order_id text not null constraint order_items_order_fk references orders,
        line integer not null,
        organization_id text not null constraint order_items_organization_fk references organizations,
        clinician_id text not null constraint order_items_clinician_fk references clinicians,
        product text not null constraint order_items_product_known
          check (product in ('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE')),
        unit_price_cents bigint not null constraint order_items_price_not_negative check (unit_price_cents >= 0),
        vendor_reference text constraint order_items_vendor_reference_length check (length(vendor_reference) <= 200),
        document_id text not null constraint order_items_document_fk references profile_documents,
        purchased_at timestamptz not null,
        constraint order_items_line_unique unique (order_id, line)
      );
      create index order_items_owned on order_items (organization_id, clinician_id, purchased_at);

      alter table ledger_entries add constraint ledger_entries_order_fk foreign key (order_id) references orders
        deferrable initially deferred;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ledger_entries drop constraint ledger_entries_order_fk;
      drop table order_items;
      drop table orders;
      drop table daily_receipts;
      drop table prices;
      drop table price_lists;
      drop sequence order_numbers;
    `)
  }
}
