import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CardPayments1766000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The payment of an order by card. Nothing of the card but what a receipt prints.
      create table card_payments (
        id text primary key,
        order_id text not null constraint card_payments_order_fk references orders,
        organization_id text not null constraint card_payments_organization_fk references organizations,
        mode text not null constraint card_payments_mode_known check (mode in ('TEST', 'LIVE')),
        processor text not null constraint card_payments_processor_known check (processor in ('STRIPE', 'BUILT_IN')),
        amount_cents bigint not null
          constraint card_payments_amount_sane check (amount_cents between 1 and 1000000000000),
        currency text not null constraint card_payments_currency_iso check (currency ~ '^[A-Z]{3}$'),
        -- The processor's id of the charge; committed before the charge can move any money.
        reference text,
        state text not null constraint card_payments_state_known
          check (state in ('CREATED', 'SUCCEEDED', 'DECLINED', 'CANCELLED')),
        -- Why the card was declined, as the processor says it: insufficient_funds for instance.
        decline_code text constraint card_payments_decline_code_sane check (decline_code ~ '^[a-z0-9_]{1,100}$'),
        card_brand text constraint card_payments_brand_sane check (card_brand ~ '^[a-z0-9_]{1,40}$'),
        card_last4 text constraint card_payments_last4_sane check (card_last4 ~ '^[0-9]{4}$'),
        created_at timestamptz not null,
        -- How often the processor was asked what became of it.
        looks integer not null default 0,
        next_look_at timestamptz,
        settled_at timestamptz,
        constraint card_payments_one_per_order unique (order_id),
        constraint card_payments_reference_unique unique (processor, reference),
        constraint card_payments_built_in_is_test check ((processor = 'BUILT_IN') = (mode = 'TEST')),
        constraint card_payments_open_whole check (
          (state = 'CREATED') = (next_look_at is not null) and (state = 'CREATED') = (settled_at is null)),
        constraint card_payments_charged_has_reference check (state <> 'SUCCEEDED' or reference is not null),
        constraint card_payments_declined_says_why check ((state = 'DECLINED') = (decline_code is not null))
      );
      create index card_payments_open on card_payments (next_look_at) where state = 'CREATED';

      -- What is settled stays settled, and a payment is of one order and one amount for good.
      create function keep_card_payment() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' or old.state <> 'CREATED'
           or (new.id, new.order_id, new.organization_id, new.mode, new.processor, new.amount_cents, new.currency)
              is distinct from
              (old.id, old.order_id, old.organization_id, old.mode, old.processor, old.amount_cents, old.currency)
           or (old.reference is not null and new.reference is distinct from old.reference) then
          raise exception 'card payment % is settled, or what was to change never changes', old.id
            using errcode = 'restrict_violation', constraint = 'card_payments_kept', table = 'card_payments';
        end if;
        return new;
      end $$;
      create trigger card_payments_kept before update or delete on card_payments
        for each row execute function keep_card_payment();

      -- Money on its way back to the card.
      create table card_refunds (
        id text primary key,
        card_payment_id text not null constraint card_refunds_payment_fk references card_payments,
        amount_cents bigint not null constraint card_refunds_amount_positive check (amount_cents >= 1),
        -- NOT_ORDERED: the card was charged for an order that had been cancelled meanwhile.
        cause text not null constraint card_refunds_cause_known check (cause in ('REFUNDED', 'NOT_ORDERED')),
        reference text constraint card_refunds_reference_unique unique,
        state text not null constraint card_refunds_state_known check (state in ('WAITING', 'SUCCEEDED', 'FAILED')),
        failure_code text constraint card_refunds_failure_code_sane check (failure_code ~ '^[a-z0-9_]{1,100}$'),
        created_at timestamptz not null,
        attempts integer not null default 0,
        next_attempt_at timestamptz,
        settled_at timestamptz,
        constraint card_refunds_open_whole check (
          (state = 'WAITING') = (next_attempt_at is not null) and (state = 'WAITING') = (settled_at is null)),
        constraint card_refunds_failed_says_why check ((state = 'FAILED') = (failure_code is not null))
      );
      create index card_refunds_payment on card_refunds (card_payment_id);
      create index card_refunds_of_state on card_refunds (state, id);
      create index card_refunds_open on card_refunds (next_attempt_at) where state = 'WAITING';

      -- Never more than was charged, however many ask at once.
      create function bound_card_refund() returns trigger language plpgsql as $$
      declare
        payment record;
        asked bigint;
      begin
        select state, amount_cents into payment from card_payments where id = new.card_payment_id for update;
        select coalesce(sum(amount_cents), 0) into asked from card_refunds where card_payment_id = new.card_payment_id;
        if payment.state <> 'SUCCEEDED' or asked + new.amount_cents > payment.amount_cents then
          raise exception 'refund of % cents: % of % cents of card payment % (%) are paid back', new.amount_cents, asked,
            payment.amount_cents, new.card_payment_id, payment.state
            using errcode = 'check_violation', constraint = 'card_refunds_within_payment', table = 'card_refunds';
        end if;
        return new;
      end $$;
      create trigger card_refunds_within_payment before insert on card_refunds
        for each row execute function bound_card_refund();

      -- The memory of the processor of the test mode: charges of play money.
      create table test_card_charges (
        reference text primary key,
        payment_id text not null constraint test_card_charges_one_per_payment unique,
        -- One of the published test tokens: it decides what becomes of the charge.
        token text not null,
        amount_cents bigint not null,
        currency text not null,
        confirmed_at timestamptz,
        cancelled_at timestamptz
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table test_card_charges;
      drop table card_refunds;
      drop function bound_card_refund;
      drop table card_payments;
      drop function keep_card_payment;
    `)
  }
}
