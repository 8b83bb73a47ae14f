import type { MigrationInterface, QueryRunner } from 'typeorm'

export class DoubleEntry1766000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A movement of money, or of a package's allowance, as a whole. Its entries are written with it, in the same
      -- database transaction, and sum to zero.
      create table ledger_transactions (
        id text primary key,
        account_id text not null constraint ledger_transactions_account_fk references accounts,
        sequence bigint not null,
        kind text not null constraint ledger_transactions_kind_known
          check (kind in ('PURCHASE', 'REFUND', 'DEPOSIT', 'SUBSCRIPTION_PAYMENT', 'BALANCE_TRANSFER', 'ADJUSTMENT')),
        payment_method text constraint ledger_transactions_payment_method_known
          check (payment_method in ('ACCOUNT_BALANCE', 'SUBSCRIPTION', 'CREDIT_CARD')),
        order_id text constraint ledger_transactions_order_fk references orders deferrable initially deferred,
        entry_count smallint not null constraint ledger_transactions_entries_paired check (entry_count in (0, 2)),
        description text not null,
        created_at timestamptz not null,
        constraint ledger_transactions_sequence_unique unique (account_id, sequence),
        constraint ledger_transactions_of_account unique (id, account_id),
        constraint ledger_transactions_method_of_orders
          check (kind not in ('PURCHASE', 'REFUND') or payment_method is not null)
      );
      create unique index ledger_transactions_one_purchase on ledger_transactions (order_id) where kind = 'PURCHASE';
      create index ledger_transactions_of_order on ledger_transactions (order_id) where order_id is not null;

      -- Up to which transaction an account is posted. Added to by the nightly posting, never changed.
      create table ledger_postings (
        account_id text not null constraint ledger_postings_account_fk references accounts,
        through_sequence bigint not null constraint ledger_postings_sequence_positive check (through_sequence >= 1),
        posted_at timestamptz not null,
        primary key (account_id, through_sequence)
      );
      create trigger ledger_postings_append_only before update or delete or truncate on ledger_postings
        for each statement execute function refuse_change();

      alter table ledger_entries disable trigger ledger_entries_append_only;
      alter table ledger_entries
        add transaction_id text,
        add book text not null default 'BALANCE' constraint ledger_entries_book_known
          check (book in ('BALANCE', 'CASH', 'CARD', 'REVENUE', 'SUBSCRIPTION', 'ADJUSTMENT')),
        drop constraint ledger_entries_sequence_unique,
        drop constraint ledger_entries_balance_not_negative,
        add constraint ledger_entries_sequence_unique unique (account_id, book, sequence),
        add constraint ledger_entries_balance_not_negative check (book <> 'BALANCE' or balance_after_cents >= 0);
      alter table ledger_entries alter book drop default;

      insert into ledger_transactions
        select 'ltx' || substr(id, 3), account_id, sequence, kind,
               case when kind in ('PURCHASE', 'REFUND') then 'ACCOUNT_BALANCE' end, order_id, 2, description, created_at
          from ledger_entries;
      update ledger_entries set transaction_id = 'ltx' || substr(id, 3);

      -- Every book of an account is chained by itself, under the one lock on the account.
      create or replace function chain_ledger_entry() returns trigger language plpgsql as $$
      declare
        previous record;
      begin
        perform 1 from accounts where id = new.account_id for update;
        select sequence, balance_after_cents into previous from ledger_entries
          where account_id = new.account_id and book = new.book order by sequence desc limit 1;
        new.sequence := coalesce(previous.sequence, 0) + 1;
        new.balance_after_cents := coalesce(previous.balance_after_cents, 0) + new.amount_cents;
        return new;
      end $$;

      -- The other side of what there was until now, of purchases too: both sides are of one order.
      drop index ledger_entries_one_purchase;
      insert into ledger_entries
          (id, account_id, transaction_id, book, kind, amount_cents, order_id, description, created_at)
        select 'le_0' || substr(md5(id), 1, 25), account_id, transaction_id,
               case kind when 'DEPOSIT' then 'CASH' when 'ADJUSTMENT' then 'ADJUSTMENT'
                 when 'SUBSCRIPTION_PAYMENT' then 'SUBSCRIPTION' when 'BALANCE_TRANSFER' then 'SUBSCRIPTION'
                 else 'REVENUE' end,
               kind, -amount_cents, order_id, description, created_at
          from ledger_entries order by account_id, sequence;
      -- What is checked at the commit is checked now: a table cannot be altered while a check of its rows is due.
      set constraints all immediate;

      alter table ledger_entries
        alter transaction_id set not null,
        add constraint ledger_entries_transaction_fk
          foreign key (transaction_id, account_id) references ledger_transactions (id, account_id),
        add constraint ledger_entries_book_once unique (transaction_id, book),
        drop constraint ledger_entries_kind_known,
        drop constraint ledger_entries_order_fk,
        drop column kind, drop column order_id, drop column description, drop column created_at;
      alter table ledger_entries enable trigger ledger_entries_append_only;

      create function chain_ledger_transaction() returns trigger language plpgsql as $$
      begin
        perform 1 from accounts where id = new.account_id for update;
        select coalesce(max(sequence), 0) + 1 into new.sequence from ledger_transactions where account_id = new.account_id;
        return new;
      end $$;
      create trigger ledger_transactions_chain before insert on ledger_transactions
        for each row execute function chain_ledger_transaction();
      create trigger ledger_transactions_append_only before update or delete or truncate on ledger_transactions
        for each statement execute function refuse_change();

      -- At the commit: all of a transaction's entries are there, no more came later, and they sum to zero.
      create function check_ledger_transaction() returns trigger language plpgsql as $$
      declare
        checked text := case tg_table_name when 'ledger_transactions' then to_jsonb(new) ->> 'id'
                                           else to_jsonb(new) ->> 'transaction_id' end;
        wanted smallint;
        found record;
      begin
        select entry_count into wanted from ledger_transactions where id = checked;
        select count(*) as entries, coalesce(sum(amount_cents), 0) as cents into found
          from ledger_entries where transaction_id = checked;
        if found.entries <> wanted or found.cents <> 0 then
          raise exception 'ledger transaction % has % of % entries, which sum to % cents', checked, found.entries, wanted,
            found.cents using errcode = 'check_violation', constraint = 'ledger_transactions_balanced',
            table = 'ledger_transactions';
        end if;
        return null;
      end $$;
      create constraint trigger ledger_transactions_balanced after insert on ledger_transactions
        deferrable initially deferred for each row execute function check_ledger_transaction();
      create constraint trigger ledger_entries_balanced after insert on ledger_entries
        deferrable initially deferred for each row execute function check_ledger_transaction();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger ledger_entries_balanced on ledger_entries;
      alter table ledger_entries disable trigger ledger_entries_append_only;
      delete from ledger_entries where book <> 'BALANCE';
      alter table ledger_entries
        add kind text, add order_id text constraint ledger_entries_order_fk references orders deferrable initially deferred,
        add description text, add created_at timestamptz;
      update ledger_entries e
         set kind = t.kind, order_id = t.order_id, description = t.description, created_at = t.created_at
        from ledger_transactions t where t.id = e.transaction_id;
      set constraints all immediate;
      alter table ledger_entries
        drop constraint ledger_entries_transaction_fk,
        drop constraint ledger_entries_sequence_unique,
        drop constraint ledger_entries_balance_not_negative,
        drop constraint ledger_entries_book_once,
        drop column transaction_id, drop column book,
        alter kind set not null, alter description set not null, alter created_at set not null,
        add constraint ledger_entries_kind_known
          check (kind in ('PURCHASE', 'REFUND', 'DEPOSIT', 'SUBSCRIPTION_PAYMENT', 'BALANCE_TRANSFER', 'ADJUSTMENT')),
        add constraint ledger_entries_sequence_unique unique (account_id, sequence),
        add constraint ledger_entries_balance_not_negative check (balance_after_cents >= 0);
      create unique index ledger_entries_one_purchase on ledger_entries (order_id) where kind = 'PURCHASE';
      alter table ledger_entries enable trigger ledger_entries_append_only;
      create or replace function chain_ledger_entry() returns trigger language plpgsql as $$
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
      drop table ledger_postings;
      drop table ledger_transactions;
      drop function check_ledger_transaction;
      drop function chain_ledger_transaction;
    `)
  }
}
