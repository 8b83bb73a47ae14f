import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Activity1766000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Migrations share one transaction: what an earlier one left to be checked at the end is checked now.
      set constraints all immediate;

      -- What could be spent just before each transaction: the account's pages begin and end with it.
      alter table ledger_transactions add balance_before_cents bigint;
      alter table ledger_transactions disable trigger ledger_transactions_append_only;
      update ledger_transactions t set balance_before_cents = b.cents
        from (select t.id, coalesce(sum(e.amount_cents) over (partition by t.account_id order by t.sequence
                       rows between unbounded preceding and 1 preceding), 0)::bigint as cents
                from ledger_transactions t
                left join ledger_entries e on e.transaction_id = t.id and e.book = 'BALANCE') b
       where b.id = t.id;
      alter table ledger_transactions enable trigger ledger_transactions_append_only;
      alter table ledger_transactions
        alter balance_before_cents set not null,
        add constraint ledger_transactions_balance_before_not_negative check (balance_before_cents >= 0);

      create index ledger_transactions_of_time on ledger_transactions (account_id, created_at, sequence);

      -- Fires after ledger_transactions_chain, by name, and so under the account's lock. Whoever waited for the lock read
      -- the clock before whoever had it: the later transaction has no earlier time, or it could stand in an earlier month.
      -- A clock that was ahead by more than an hour is an accident, which must not date all that comes after it.
      create function place_ledger_transaction() returns trigger language plpgsql as $$
      declare
        previous timestamptz;
      begin
        select created_at into previous
          from ledger_transactions where account_id = new.account_id order by sequence desc limit 1;
        if previous - new.created_at between interval '0' and interval '1 hour' then
          new.created_at := previous;
        end if;
        -- Its own entry may be there already, where one statement writes both.
        new.balance_before_cents := coalesce((
          select balance_after_cents from ledger_entries
           where account_id = new.account_id and book = 'BALANCE' and transaction_id <> new.id
           order by sequence desc limit 1), 0);
        return new;
      end $$;
      create trigger ledger_transactions_place before insert on ledger_transactions
        for each row execute function place_ledger_transaction();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set constraints all immediate;
      drop trigger ledger_transactions_place on ledger_transactions;
      drop function place_ledger_transaction;
      drop index ledger_transactions_of_time;
      alter table ledger_transactions drop column balance_before_cents;
    `)
  }
}
