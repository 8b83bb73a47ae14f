import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Receipts1766000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whom an organization's receipts go to besides its administrators. Who leaves the organization is none of them.
      create table receipt_recipients (
        organization_id text not null,
        user_id text not null,
        chosen_by_user_id text not null constraint receipt_recipients_chosen_by_fk references users,
        chosen_at timestamptz not null,
        primary key (organization_id, user_id),
        constraint receipt_recipients_member_fk foreign key (organization_id, user_id)
          references memberships (organization_id, user_id) on delete cascade
      );

      alter table daily_receipts
        add refunded_cents bigint not null default 0,
        add constraint daily_receipts_refunds_sane check (refunded_cents between 0 and total_cents),
        add constraint daily_receipts_email_unique unique (email_id);

      -- A receipt that was sent again: once for each key of each who asks.
      create table daily_receipt_copies (
        daily_receipt_id text not null constraint daily_receipt_copies_receipt_fk references daily_receipts,
        asked_by text not null,
        idempotency_key text not null
          constraint daily_receipt_copies_key_length check (length(idempotency_key) between 1 and 255),
        email_id text not null constraint daily_receipt_copies_email_unique unique
          constraint daily_receipt_copies_email_fk references emails,
        created_at timestamptz not null,
        primary key (daily_receipt_id, asked_by, idempotency_key)
      );

      -- What is attached to the e-mails of a receipt: made once, and made again when its file is past its time.
      create table daily_receipt_files (
        daily_receipt_id text not null constraint daily_receipt_files_receipt_fk references daily_receipts,
        format text not null constraint daily_receipt_files_format_known check (format in ('PDF', 'JWS')),
        file_id text not null constraint daily_receipt_files_file_unique unique
          constraint daily_receipt_files_file_fk references stored_files on delete cascade,
        primary key (daily_receipt_id, format)
      );

      -- Integrated orders that were paid and that no receipt has. A receipt takes its orders from here, under the lock of
      -- the account; which orders it has stands in it. A mark on each order would rewrite its row with all index entries.
      create table orders_awaiting_receipt (
        organization_id text not null,
        placed_on date not null,
        order_id text not null constraint orders_awaiting_receipt_order_fk references orders,
        primary key (organization_id, placed_on, order_id)
      );
      insert into orders_awaiting_receipt
        select organization_id, placed_on, id from orders
         where channel = 'INTEGRATION' and daily_receipt_id is null and status in ('COMPLETED', 'REFUNDED');
      drop index orders_without_receipt;
      drop index orders_daily_receipt;
      alter table orders drop column daily_receipt_id;

      create function await_receipt() returns trigger language plpgsql as $$
      begin
        insert into orders_awaiting_receipt values (new.organization_id, new.placed_on, new.id);
        return null;
      end $$;
      create trigger orders_placed_await_receipt after insert on orders for each row
        when (new.channel = 'INTEGRATION' and new.status in ('COMPLETED', 'REFUNDED'))
        execute function await_receipt();
      create trigger orders_completed_await_receipt after update of status on orders for each row
        when (new.channel = 'INTEGRATION' and new.status = 'COMPLETED' and old.status = 'PENDING')
        execute function await_receipt();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger orders_completed_await_receipt on orders;
      drop trigger orders_placed_await_receipt on orders;
      drop function await_receipt;
      alter table orders add column daily_receipt_id text constraint orders_daily_receipt_fk references daily_receipts;
      update orders o set daily_receipt_id = r.id
        from daily_receipts r, jsonb_array_elements(r.content -> 'orders') as on_receipt
       where o.id = on_receipt ->> 'orderId';
      create index orders_without_receipt on orders (organization_id, placed_on)
        where channel = 'INTEGRATION' and daily_receipt_id is null;
      create index orders_daily_receipt on orders (daily_receipt_id) where daily_receipt_id is not null;
      drop table orders_awaiting_receipt;
      drop table daily_receipt_files;
      drop table daily_receipt_copies;
      alter table daily_receipts
        drop constraint daily_receipts_email_unique,
        drop constraint daily_receipts_refunds_sane,
        drop column refunded_cents;
      drop table receipt_recipients;
    `)
  }
}
