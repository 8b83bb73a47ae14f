import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Orders1766000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An order is opened, then completed, or it fails or is cancelled: what is paid later has no documents until then.
      alter table orders
        add purchase_order_number text constraint orders_purchase_order_number_length
          check (length(purchase_order_number) between 1 and 50),
        add completed_at timestamptz,
        add closed_at timestamptz,
        add failure_code text constraint orders_failure_code_form check (failure_code ~ '^[A-Z][A-Z_]*$'),
        add refunded_cents bigint not null default 0,
        add constraint orders_refunded_sane check (refunded_cents between 0 and total_cents),
        add constraint orders_completed_once
          check (completed_at is null or (closed_at is null and status in ('COMPLETED', 'REFUNDED'))),
        add constraint orders_closed_without_payment check (closed_at is null or status in ('FAILED', 'CANCELLED')),
        add constraint orders_failed_with_code check ((status = 'FAILED') = (failure_code is not null));
      update orders set completed_at = placed_at where status in ('COMPLETED', 'REFUNDED');
      create index orders_pending on orders (placed_at, id) where status = 'PENDING';

      drop index orders_vendor_spend;
      create index orders_vendor_spend on orders (organization_id, vendor_id, placed_at)
        include (total_cents, refunded_cents, api_key_id)
        where vendor_id is not null and status in ('PENDING', 'COMPLETED');

      alter table api_keys add monthly_spend_cap_cents bigint
        constraint api_keys_cap_sane check (monthly_spend_cap_cents between 0 and 1000000000000);

      -- What was paid back. Written by staff, never changed.
      create table order_refunds (
        id text primary key,
        order_id text not null constraint order_refunds_order_fk references orders,
        organization_id text not null constraint order_refunds_organization_fk references organizations,
        ledger_transaction_id text not null
          constraint order_refunds_transaction_fk references ledger_transactions
          constraint order_refunds_transaction_unique unique,
        amount_cents bigint not null constraint order_refunds_amount_not_negative check (amount_cents >= 0),
        item_count integer not null constraint order_refunds_item_count_positive check (item_count >= 1),
        idempotency_key text not null
          constraint order_refunds_idempotency_key_length check (length(idempotency_key) between 1 and 255)
          constraint order_refunds_idempotency_key_unique unique,
        request_sha256 text not null,
        refunded_by_user_id text not null constraint order_refunds_user_fk references users,
        refunded_at timestamptz not null
      );
      create index order_refunds_of_order on order_refunds (order_id, id);
      create trigger order_refunds_append_only before update or delete or truncate on order_refunds
        for each statement execute function refuse_change();

      alter table order_items
        alter document_id drop not null,
        add refund_id text constraint order_items_refund_fk references order_refunds,
        add constraint order_items_refunded_was_bought check (refund_id is null or document_id is not null);
      create index order_items_of_refund on order_items (refund_id) where refund_id is not null;

      -- Documents that are not handed out any more, for their price was paid back. They stay genuine.
      create table withdrawn_documents (
        document_id text primary key constraint withdrawn_documents_document_fk references profile_documents,
        withdrawn_at timestamptz not null
      );
      create trigger withdrawn_documents_append_only before update or delete or truncate on withdrawn_documents
        for each statement execute function refuse_change();

      -- Prices that were shown to a buyer and are honoured for a while.
      create table price_quotes (
        id text primary key,
        organization_id text not null constraint price_quotes_organization_fk references organizations,
        actor_id text not null,
        currency text not null constraint price_quotes_currency_iso check (currency ~ '^[A-Z]{3}$'),
        items_sha256 text not null constraint price_quotes_items_sha256_form check (items_sha256 ~ '^[0-9a-f]{64}$'),
        unit_prices_cents bigint[] not null
          constraint price_quotes_prices_sane
            check (cardinality(unit_prices_cents) between 1 and 250 and 0 <= all (unit_prices_cents)),
        created_at timestamptz not null,
        expires_at timestamptz not null constraint price_quotes_expire_later check (expires_at > created_at)
      );
      create index price_quotes_expiry on price_quotes (expires_at);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table price_quotes;
      drop table withdrawn_documents;
      alter table order_items
        drop constraint order_items_refunded_was_bought,
        drop column refund_id,
        alter document_id set not null;
      drop table order_refunds;
      alter table api_keys drop column monthly_spend_cap_cents;
      drop index orders_vendor_spend;
      create index orders_vendor_spend on orders (organization_id, vendor_id, placed_at) include (total_cents)
        where vendor_id is not null and status in ('PENDING', 'COMPLETED');
      drop index orders_pending;
      alter table orders
        drop constraint orders_completed_once,
        drop constraint orders_closed_without_payment,
        drop constraint orders_failed_with_code,
        drop constraint orders_refunded_sane,
        drop column purchase_order_number, drop column completed_at, drop column closed_at, drop column failure_code,
        drop column refunded_cents;
    `)
  }
}
