import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Subscriptions1766000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table subscription_packages (
        id text primary key,
        mode text not null constraint subscription_packages_mode_known check (mode in ('TEST', 'LIVE')),
        name text not null constraint subscription_packages_name_length check (length(name) between 1 and 200),
        currency text not null constraint subscription_packages_currency_iso check (currency ~ '^[A-Z]{3}$'),
        price_cents bigint not null constraint subscription_packages_price_sane check (price_cents between 0 and 100000000),
        allowance integer not null
          constraint subscription_packages_allowance_sane check (allowance between 1 and 1000000),
        term_months integer not null constraint subscription_packages_term_sane check (term_months between 1 and 60),
        created_by_user_id text not null constraint subscription_packages_user_fk references users,
        created_at timestamptz not null,
        withdrawn_at timestamptz
      );

      -- A package as it was sold: what the package costs later is another matter.
      create table subscriptions (
        id text primary key,
        account_id text not null constraint subscriptions_account_fk references accounts,
        package_id text not null constraint subscriptions_package_fk references subscription_packages,
        name text not null,
        price_cents bigint not null constraint subscriptions_price_not_negative check (price_cents >= 0),
        allowance integer not null constraint subscriptions_allowance_positive check (allowance >= 1),
        starts_on date not null,
        ends_on date not null,
        -- The same days as instants, as the organization's time zone was when it was sold.
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        idempotency_key text not null constraint subscriptions_idempotency_key_unique unique,
        request_sha256 text not null,
        created_by_user_id text not null constraint subscriptions_user_fk references users,
        created_at timestamptz not null,
        constraint subscriptions_end_later check (ends_at > starts_at and ends_on > starts_on),
        constraint subscriptions_one_at_a_time exclude using gist
          (account_id with =, tstzrange(starts_at, ends_at) with &&)
      );

      -- What orders took of an allowance, and what refunds gave back. Chained like the ledger, under the account's lock.
      create table allowance_uses (
        id text primary key,
        subscription_id text not null constraint allowance_uses_subscription_fk references subscriptions,
        sequence integer not null,
        order_id text not null constraint allowance_uses_order_fk references orders deferrable initially deferred,
        profiles integer not null constraint allowance_uses_something check (profiles <> 0),
        used_after integer not null,
        allowance integer not null,
        created_at timestamptz not null,
        constraint allowance_uses_sequence_unique unique (subscription_id, sequence),
        constraint allowance_uses_within check (used_after between 0 and allowance)
      );
      create unique index allowance_uses_one_taking on allowance_uses (order_id) where profiles > 0;
      create index allowance_uses_of_order on allowance_uses (order_id);
      create function chain_allowance_use() returns trigger language plpgsql as $$
      declare
        sold record;
        previous record;
      begin
        select s.allowance, s.account_id into sold from subscriptions s where s.id = new.subscription_id;
        perform 1 from accounts where id = sold.account_id for update;
        select sequence, used_after into previous
          from allowance_uses where subscription_id = new.subscription_id order by sequence desc limit 1;
        new.sequence := coalesce(previous.sequence, 0) + 1;
        new.used_after := coalesce(previous.used_after, 0) + new.profiles;
        new.allowance := sold.allowance;
        if new.profiles < 0 and (select coalesce(sum(profiles), 0) + new.profiles from allowance_uses
                                  where order_id = new.order_id and subscription_id = new.subscription_id) < 0 then
          raise exception 'order % would give back more than it took', new.order_id
            using errcode = 'check_violation', constraint = 'allowance_uses_returned_once', table = 'allowance_uses';
        end if;
        return new;
      end $$;
      create trigger allowance_uses_chain before insert on allowance_uses
        for each row execute function chain_allowance_use();
      create trigger allowance_uses_append_only before update or delete or truncate on allowance_uses
        for each statement execute function refuse_change();

      -- What was paid for a subscription: by an invoice, or out of the account's balance.
      create table subscription_payments (
        transaction_id text primary key constraint subscription_payments_transaction_fk references ledger_transactions,
        subscription_id text not null constraint subscription_payments_subscription_fk references subscriptions,
        reference text constraint subscription_payments_reference_length check (length(reference) between 1 and 100),
        actor_kind text not null constraint subscription_payments_actor_known check (actor_kind in ('USER', 'STAFF')),
        user_id text not null constraint subscription_payments_user_fk references users,
        idempotency_key text not null,
        request_sha256 text not null,
        created_at timestamptz not null,
        constraint subscription_payments_key_unique unique (user_id, idempotency_key)
      );
      create index subscription_payments_of_subscription on subscription_payments (subscription_id);
      create trigger subscription_payments_append_only before update or delete or truncate on subscription_payments
        for each statement execute function refuse_change();

      create table adjustments (
        id text primary key,
        transaction_id text not null constraint adjustments_transaction_unique unique
          constraint adjustments_transaction_fk references ledger_transactions,
        organization_id text not null constraint adjustments_organization_fk references organizations,
        idempotency_key text not null constraint adjustments_idempotency_key_unique unique,
        request_sha256 text not null,
        recorded_by_user_id text not null constraint adjustments_user_fk references users,
        recorded_at timestamptz not null
      );
      create trigger adjustments_append_only before update or delete or truncate on adjustments
        for each statement execute function refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table adjustments;
      drop table subscription_payments;
      drop table allowance_uses;
      drop function chain_allowance_use;
      drop table subscriptions;
      drop table subscription_packages;
    `)
  }
}
