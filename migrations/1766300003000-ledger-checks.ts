import type { MigrationInterface, QueryRunner } from 'typeorm'

export class LedgerChecks1766300003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Rounds in which the whole ledger is read again, account by account, whatever the constraints have let in.
      create table ledger_checks (
        started_at timestamptz primary key,
        finished_at timestamptz,
        through_account_id text not null,
        accounts bigint not null,
        unbalanced bigint not null,
        broken bigint not null,
        gaps bigint not null,
        constraint ledger_checks_order check (finished_at >= started_at),
        constraint ledger_checks_counts check (accounts >= 0 and unbalanced >= 0 and broken >= 0 and gaps >= 0)
      );
      create unique index ledger_checks_one_open on ledger_checks ((true)) where finished_at is null;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ledger_checks')
  }
}
