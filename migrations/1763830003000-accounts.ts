import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Accounts1763830003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table accounts (
        id text primary key,
        organization_id text not null constraint accounts_organization_unique unique
          constraint accounts_organization_fk references organizations,
        currency text not null constraint accounts_currency_iso check (currency ~ '^[A-Z]{3}$'),
        created_at timestamptz not null
      );

      create table ledger_entries (
        id text primary key,
        account_id text not null constraint ledger_entries_account_fk references accounts,
        sequence bigint not null,
        kind text not null constraint ledger_entries_kind_known
          check (kind in ('PURCHASE', 'REFUND', 'DEPOSIT', 'SUBSCRIPTION_PAYMENT', 'BALANCE_TRANSFER', 'ADJUSTMENT')),
        amount_cents bigint not null constraint ledger_entries_amount_sane
          check (amount_cents <> 0 and abs(amount_cents) <= 1000000000000),
        balance_after_cents bigint not null,
        order_id text,
        description text not null,
        created_at timestamptz not null,
        constraint ledger_entries_sequence_unique unique (account_id, sequence),
        constraint ledger_entries_balance_not_negative check (balance_after_cents >= 0)
      );
      create unique index ledger_entries_one_purchase on ledger_entries (order_id) where kind = 'PURCHASE';

      -- The balance after an entry is derived here and nowhere else, under a lock on the account, from the entry before:
      -- it cannot disagree with the sum of the entries, whoever inserts and however many do at once.
      create function chain_ledger_entry() returns trigger language plpgsql as $$
      declare
        previous record;
      begin
        perform 1 from accounts where id = new.account_id for update;
        select sequence, balance_after_cents into previous
          from ledger_entries where account_id = new.account_id order by sequence desc limit 1;
        new.sequence := coalesce(previous.sequence, 0) + 1;
        new.balance_after_cents := coalesce(previous.balance_after_cents, 0) + new.amount_cents;
        return new;
      end $$;
      create trigger ledger_entries_chain before insert on ledger_entries
        for each row execute function chain_ledger_entry();
      create trigger ledger_entries_append_only before update or delete or truncate on ledger_entries
        for each statement execute function refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table ledger_entries;
      drop function chain_ledger_entry;
      drop table accounts;
    `)
  }
}
